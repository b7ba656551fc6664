using CsCheck;
using FluentAssertions;
using QuantRelu.Analysis;
using QuantRelu.Constructions.Paper;
using QuantRelu.Evaluation.Exact;
using QuantRelu.Evaluation.Fast;
using QuantRelu.Subnetworks;
using QuantRelu.Tests.Certification;
using Xunit;

namespace QuantRelu.Tests.Evaluation;

/// <summary>What networks are evaluated as where nothing is rounded: their linear pieces, and their rows over integers.</summary>
public class ExactFormTests
{
    private static readonly Gen<Network> Networks = Gen.OneOf(ManyCopies.Columns, ManyCopies.Gated, SampleNetworks.Any, RandomNetworks.Any);

    [Fact]
    public void A_form_has_the_exact_value_bit_for_bit_at_every_point_of_its_grid_alone_and_among_any_number_of_others()
    {
        var found = new HashSet<Type>();
        Gen.Select(Networks, Gen.Int[0, 40], Gen.Int).Sample((network, count, seed) =>
        {
            if (Form(network) is not { } form)
            {
                return true;
            }

            lock (found)
            {
                found.Add(form.GetType());
            }

            double[] points = Points(form.Grid, count * network.Inputs, seed);
            var values = new double[count];
            form.At(points, values);
            return Bits(values).SequenceEqual(Bits(points.Chunk(network.Inputs).Select(u => form.At(u))))
                && points.Chunk(network.Inputs).Take(12).Select((u, p) => Exactly(network, u) == Exact(values[p])).All(same => same);
        }, iter: 25);
        found.Should().BeEquivalentTo([typeof(PieceTable), typeof(RowForm)], "both must have been tested");
    }

    [Fact]
    public void Pieces_give_the_exact_value_rounded_once_at_any_double_from_0_to_1_also_next_to_where_the_network_bends() =>
        Gen.Select(Gen.OneOf(RandomNetworks.OfHalves, SampleNetworks.Any.Where(n => n.Inputs == 1)), Gen.Double[0, 1].Array[6]).Sample((network, any) =>
        {
            if (PieceTable.Of(network, 1) is not { } table)
            {
                return true;
            }

            double[] ends = [.. table.Ends.Take(4).SelectMany(e => new[] { Math.BitDecrement(e), e, Math.BitIncrement(e) }).Where(e => e is >= 0 and <= 1)];
            return any.Concat(ends).Append(1).Append(0).All(u => Bits(table.At(u)) == Bits((double)Exactly(network, [u])));
        }, iter: 15);

    [Fact]
    public void Rows_have_the_same_values_as_machine_code_and_row_by_row() =>
        Gen.Select(Networks, Gen.Int).Sample((network, seed) =>
        {
            if (!network.Outputs.IsOne || RowForm.Of(network, DyadicGrid.MostBits) is not { } rows)
            {
                return true;
            }

            double[] points = Points(rows.Grid, 5 * network.Inputs, seed);
            RowForm plain = rows.WithoutMachineCode();
            return rows.IsCompiled == System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeCompiled && !plain.IsCompiled
                && points.Chunk(network.Inputs).All(u => Bits(rows.At(u)) == Bits(plain.At(u)) && Exact(plain.At(u)) == Exactly(network, u));
        }, iter: 15);

    [Fact]
    public void Rows_of_more_values_than_registers_and_of_several_methods_are_machine_code_too()
    {
        var random = new Random(1);
        KernelRow[] rows = [.. Enumerable.Range(0, 3000).Select(r => new KernelRow(
            [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(2 + r))], [], random.Next(-3, 4), r % 3 > 0))
            .Select(r => r with { Coefficients = [.. r.Sources.Select(_ => (double)random.Next(-2, 3))] })
            .Select(r => r with { Bias = r.Bias / 4 })];
        CompiledRows compiled = CompiledRows.TryOf(2, rows)!;
        foreach (double u in new[] { 0, 0.25, 1 })
        {
            var values = new double[2 + rows.Length];
            (values[0], values[1]) = (u, 1 - u);
            for (int r = 0; r < rows.Length; r++)
            {
                double sum = rows[r].Bias + rows[r].Sources.Select((s, k) => rows[r].Coefficients[k] * values[s]).Sum();
                values[2 + r] = rows[r].IsRectified ? Math.Max(sum, 0) : sum;
            }

            double.IsFinite(values[^1]).Should().BeTrue();
            compiled.At([u, 1 - u]).Should().Be(values[^1]);
        }
    }

    [Fact]
    public void A_grid_has_the_doubles_from_0_to_1_with_so_many_fraction_bits_and_no_others() =>
        Gen.Select(Gen.Int[0, 52], Gen.Int[0, 56], Gen.Long, Gen.Int[0, 600]).Sample((bits, own, number, length) =>
        {
            var grid = new DyadicGrid(bits);
            double u = Math.ScaleB(Math.Abs(number % (1L << own)), -own);
            double[] others = [u, -u, 1 + u, 2 - u, double.NaN, double.PositiveInfinity, -0.0, double.Epsilon, double.MaxValue, 1, 0];
            bool Belongs(double v) => v is >= 0 and <= 1 && !double.IsNegative(v) && Dyadic.FromDouble(v).FractionBits <= bits;
            double[] many = [.. Enumerable.Repeat(0.0, length), .. Enumerable.Repeat(u, 1), .. Enumerable.Repeat(1.0, length % 7)];
            return others.All(v => grid.Contains(v) == Belongs(v)) && grid.ContainsAll(many) == Belongs(u)
                && others.All(v => grid.TryPlace(v, out ulong place) == Belongs(v + 0.0) && (!Belongs(v + 0.0) || place == Math.ScaleB(v, bits)));
        });

    [Fact]
    public void Values_stay_bit_for_bit_the_same_when_a_form_is_found_and_points_that_are_not_of_its_grid_do_too()
    {
        Network network = Standalone.CompactSquare(8, CodebookFamily.Nonlinear(2)).Network;
        double[] points = [.. Enumerable.Range(0, 300).Select(k => k / 299.0), .. Enumerable.Range(0, 257).Select(k => k / 256.0)];
        var first = new FastEvaluator(network);
        double[] before = [.. points.Select(u => first.Evaluate(u))];
        var fast = new FastEvaluator(network);
        _ = fast.EvaluateAll(new double[200_000]);
        fast.Form.Should().BeOfType<PieceTable>();
        Bits(points.Select(u => fast.Evaluate(u))).Should().Equal(Bits(before));
        Bits(fast.EvaluateAll(points)).Should().Equal(Bits(before));
        Bits(fast.EvaluateAll(points.AsMemory(300))).Should().Equal(Bits(before[300..]));
    }

    [Fact]
    public void The_value_at_minus_zero_is_that_at_zero_before_a_form_is_found_and_after() =>
        Networks.Where(n => n.Inputs == 1).Sample(network =>
        {
            var fast = new FastEvaluator(network);
            long before = Bits(fast.Evaluate(-0.0)), zero = Bits(fast.Evaluate(0.0));
            _ = fast.EvaluateAll(new double[60_000]);
            return before == zero && Bits(fast.Evaluate(-0.0)) == zero && Bits(fast.Evaluate(0.0)) == zero;
        }, iter: 10);

    [Fact]
    public void A_search_that_is_cancelled_begins_again()
    {
        Network network = Standalone.CompactSquare(4, CodebookFamily.Nonlinear(2)).Network;
        var fast = new FastEvaluator(network);
        ((Action)(() => fast.EvaluateAll(new double[200_000], cancellationToken: new(canceled: true)))).Should().Throw<OperationCanceledException>();
        fast.Form.Should().BeNull();
        _ = fast.EvaluateAll(new double[1]);
        fast.Form.Should().BeOfType<PieceTable>();
    }

    [Fact]
    public void Rows_with_more_terms_than_layers_add_at_a_point_are_not_used()
    {
        Network network = Standalone.CompactMultiply(2, CodebookFamily.Nonlinear(2)).Network;
        var precision = new Lazy<PrecisionAnalysis>(() => PrecisionAnalysis.Of(network));
        int terms = RowForm.Of(network, DyadicGrid.MostBits)!.Terms;
        new FormSearch(network, precision, terms).Ask(10_000_000, CancellationToken.None)!.Alone.Should().BeOfType<RowForm>();
        var search = new FormSearch(network, precision, terms - 1);
        search.Ask(10_000_000, CancellationToken.None).Should().BeNull();
        search.IsOver.Should().BeTrue();
    }

    [Fact]
    public void A_large_network_with_pieces_is_not_folded_again_for_its_rows()
    {
        var request = new NetworkRequest(Target.Parse("sin(2*pi*x)/(2*pi)"), Rational.Parse("0.1")) { Smoothness = 2 };
        Network network = PaperConstructions.Independent.Build(request).Network;
        network.Count().Weights.Should().BeGreaterThan(1 << 14);
        var search = new FormSearch(network, new(() => PrecisionAnalysis.Of(network)), 1000);
        search.Ask(long.MaxValue, CancellationToken.None)!.Alone.Should().BeOfType<PieceTable>();
        search.IsOver.Should().BeTrue();
    }

    [Fact]
    public void Many_points_come_out_in_parts_on_several_threads_with_progress()
    {
        Network network = Standalone.CompactSquare(4, CodebookFamily.Nonlinear(2)).Network;
        ExactForm form = Form(network)!;
        double[] points = [.. Enumerable.Range(0, 40_000).Select(k => k % 4096 / 4096.0)];
        var told = new List<double>();
        double[] values = FormRun.Evaluate(form, 1, points, 4, new Told(told), CancellationToken.None);
        Bits(values).Should().Equal(Bits(points.Select(u => form.At([u]))));
        told.Should().HaveCount(3).And.BeInAscendingOrder().And.EndWith(1);
    }

    private static ExactForm? Form(Network network) => ExactForm.Of(network, PrecisionAnalysis.Of(network));

    // Multiples of 2^-p, also for p that are smaller than the grid's.
    private static double[] Points(DyadicGrid grid, int count, int seed)
    {
        var random = new Random(seed);
        int most = Enumerable.Range(0, 53).Last(p => grid.Contains(Math.ScaleB(1, -p)));
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(0, most + 1)).Select(p => Math.ScaleB(random.NextInt64(0, (1L << p) + 1), -p))];
    }

    private static Rational Exactly(Network network, double[] u) => ExactEvaluator.Evaluate(network, [.. u.Select(Exact)])[0];

    private static Rational Exact(double value) => Dyadic.FromDouble(value);

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    private static IEnumerable<long> Bits(IEnumerable<double> values) => values.Select(BitConverter.DoubleToInt64Bits);

    private sealed class Told(List<double> parts) : IProgress<double>
    {
        public void Report(double value) => parts.Add(value);
    }
}
