using CsCheck;
using FluentAssertions;
using QuantRelu.Analysis;
using QuantRelu.Evaluation.Exact;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Tests.Evaluation;

/// <summary>Networks with two inputs as their affine pieces.</summary>
public class PlaneTableTests
{
    private const long MuchWork = 100_000;

    private static readonly Gen<Network> Networks = Gen.OneOf(ManyCopies.Columns, ManyCopies.Gated, SampleNetworks.Any)
        .Where(n => n.Inputs == 2 && n.Outputs.IsOne && n.Count().Weights < 6_000);

    [Fact]
    public void Affine_pieces_have_the_exact_value_bit_for_bit_at_every_point_of_their_grid_alone_and_among_others()
    {
        int found = 0, left = 0;
        Gen.Select(Networks, Gen.Int).Sample((network, seed) =>
        {
            if (Table(network) is not { } table)
            {
                return true;
            }

            Interlocked.Increment(ref found);
            Interlocked.Add(ref left, table.Rests);
            double[] points = Points(table.Grid.FractionBits, 40, seed);
            var values = new double[points.Length / 2];
            table.At(points, values);
            return points.Chunk(2).Select((u, p) => (u, Value: values[p])).All(p =>
                Bits(table.At(p.u)) == Bits(p.Value) && Bits((double)Exactly(network, p.u)) == Bits(p.Value)
                && Dyadic.FromDouble(p.Value) == Exactly(network, p.u));
        }, iter: 8);
        found.Should().BeGreaterThan(0, "some must have been tested");
        left.Should().BeGreaterThan(0, "squares with more than two pieces as well");
    }

    [Fact]
    public void The_pieces_of_a_product_have_its_exact_values_next_to_where_it_bends_and_on_the_border()
    {
        PlaneTable table = ProductTable;
        double[] line = [0, 1, Nearest(1.0 / 3), .. Enumerable.Range(1, 31).Select(k => k / 32.0)];
        line.SelectMany(x => new[] { x, 1 - x, 0, 1, 0.25, 0.5, Nearest(2.0 / 3) }.Select(y => (x, y)))
            .Should().OnlyContain(u => Bits(table.At(new[] { u.x, u.y })) == Bits((double)Exactly(Product, new[] { u.x, u.y })));

        double Nearest(double u) => Math.ScaleB(Math.Round(Math.ScaleB(u, table.Grid.FractionBits)), -table.Grid.FractionBits);
    }

    [Fact]
    public void A_table_takes_two_coordinates_of_its_grid_from_0_to_1_and_no_others() =>
        Gen.Select(Gen.Int[0, 52], Gen.Long, Gen.Int[0, 52], Gen.Long, Gen.Int[0, 10]).Sample((p, m, q, n, which) =>
        {
            double x = Math.ScaleB(Math.Abs(m % ((1L << p) + 1)), -p), y = Math.ScaleB(Math.Abs(n % ((1L << q) + 1)), -q);
            double[] others = [y, y, y, 1, -y, 1 + y, -0.0, double.NaN, double.PositiveInfinity, double.Epsilon, -double.NaN];
            (x, y) = n % 2 == 0 ? (x, others[which]) : (others[which], x);
            DyadicGrid grid = ProductTable.Grid;
            bool isHere = ProductTable.TryAt(x, y, out double value);
            return isHere == (grid.Contains(x) && grid.Contains(y)) && (!isHere || Bits(value) == Bits(ProductTable.At([x, y])));
        });

    [Fact]
    public void A_search_that_would_take_too_much_work_says_so()
    {
        RowForm rows = Rows(Product)!;
        PlaneTable.Of(Product, rows, 10, out bool isTooMuch).Should().BeNull();
        isTooMuch.Should().BeTrue();
        PlaneTable.Of(Product, rows, MuchWork, out isTooMuch).Should().NotBeNull();
        isTooMuch.Should().BeFalse();
    }

    [Fact]
    public void Points_are_evaluated_as_rows_first_and_as_pieces_when_many_more_were_asked_for_with_the_same_bits()
    {
        double[] points = Points(12, 60, 1), fine = Points(Rows(Product)!.Grid.FractionBits, 4, 2), any = [1 / 3.0, 0.1, 0.7, 1];
        var first = new FastEvaluator(Product);
        double[][] before = [.. new[] { points, fine, any, [.. points, .. any] }.Select(u => first.EvaluateAll(u).ToArray())];
        var fast = new FastEvaluator(Product);
        _ = fast.EvaluateAll(new double[40_000]);
        fast.Form.Should().BeOfType<RowForm>();
        Same();
        _ = fast.EvaluateAll(new double[2_000_000]);
        fast.Form.Should().BeOfType<PlaneTable>();
        Same();
        ((Func<double>)(() => fast.Evaluate(0.5, 0.5, 0.5))).Should().Throw<ArgumentException>();
        ((Func<double>)(() => new FastEvaluator(Standalone.CompactSquare(1, CodebookFamily.Nonlinear(2)).Network).Evaluate(0.5, 0.5))).Should()
            .Throw<ArgumentException>();
        ((Func<double>)(() => fast.Evaluate(0.5))).Should().Throw<ArgumentException>();

        void Same()
        {
            double[][] after = [.. new[] { points, fine, any, [.. points, .. any] }.Select(u => fast.EvaluateAll(u).ToArray())];
            after.Select(v => v.Select(Bits)).Should().BeEquivalentTo(before.Select(v => v.Select(Bits)), o => o.WithStrictOrdering());
            foreach ((double[] u, double value) in points.Concat(fine).Concat(any).Chunk(2).Zip(before[0].Concat(before[1]).Concat(before[2])))
            {
                new[] { fast.Evaluate(u), fast.Evaluate(u[0], u[1]) }.Select(Bits).Should().Equal(Bits(value), Bits(value));
            }
        }
    }

    private static Network Product { get; } = Standalone.CompactMultiply(3, CodebookFamily.Nonlinear(2)).Network;

    private static PlaneTable ProductTable { get; } = Table(Product)!;

    private static RowForm? Rows(Network network) => ExactForm.Of(network, PrecisionAnalysis.Of(network)) as RowForm;

    private static PlaneTable? Table(Network network) => Rows(network) is { } rows ? PlaneTable.Of(network, rows, MuchWork, out _) : null;

    // With all numbers of fraction bits up to p, so that many lie on the borders of squares and pieces.
    private static double[] Points(int p, int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 2 * count).Select(_ => random.Next(0, p + 1)).Select(q => Math.ScaleB(random.NextInt64(0, (1L << q) + 1), -q))];
    }

    private static Rational Exactly(Network network, double[] u) => ExactEvaluator.Evaluate(network, [.. u.Select(v => (Rational)Dyadic.FromDouble(v))])[0];

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
