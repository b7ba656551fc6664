using CsCheck;
using FluentAssertions;
using QuantRelu.Evaluation.Exact;
using QuantRelu.Subnetworks;
using QuantRelu.Tests.Certification;
using Xunit;

namespace QuantRelu.Tests.Evaluation;

/// <summary>Networks as rows in float, many points in a vector.</summary>
public class LaneFormTests
{
    private const int Most = 1 << 12;

    private static readonly VectorCode[] Vectors = [VectorCode.Short, VectorCode.Middle, VectorCode.Long];

    private static readonly Gen<Network> Networks = Gen.OneOf(ManyCopies.Gated, RandomNetworks.OfHalves, SampleNetworks.Any)
        .Where(n => n.Outputs.IsOne && n.Count().Weights < 3_000);

    [Fact]
    public void Rows_in_float_have_the_exact_values_bit_for_bit_in_vectors_of_any_length_and_any_number_of_points()
    {
        int found = 0;
        Gen.Select(Networks, Gen.Int[0, 600], Gen.Int).Sample((network, count, seed) =>
        {
            if (RowForm.Of(network, DyadicGrid.MostBits) is not { } rows || LaneForm.TryOf(rows, rows, Most, VectorCode.Short) is not { } shortest)
            {
                return true;
            }

            Interlocked.Increment(ref found);
            double[] points = Points(shortest.Grid.FractionBits, count * network.Inputs, seed);
            long[] exact = [.. points.Chunk(network.Inputs).Take(5).Select(u => Bits(Exactly(network, u)))];
            long[] expected = [.. points.Chunk(network.Inputs).Select(u => Bits(rows.At(u)))];
            return Vectors.Select(v => LaneForm.TryOf(rows, rows, Most, v)!).All(lanes =>
            {
                var values = new double[count];
                lanes.At(points, values);
                lanes.At(points, values);
                return values.Select(Bits).SequenceEqual(expected) && exact.SequenceEqual(expected.Take(5))
                    && points.Chunk(network.Inputs).Take(3).Select((u, p) => Bits(lanes.At(u)) == expected[p]).All(same => same);
            });
        }, iter: 12);
        found.Should().BeGreaterThan(0, "some must have been tested");
    }

    [Fact]
    public void Points_become_rows_of_float_and_values_doubles_whatever_their_number() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[0, 70], Gen.Int[0, 1000]).Sample((d, count, first) =>
        {
            const int Stride = 80;
            double[] points = [.. Enumerable.Range(first, d * count).Select(k => k / 8.0)];
            var rows = new float[d * Stride];
            FloatTile.Take(points, d, rows, Stride);
            var back = new double[count];
            FloatTile.Give(rows.AsSpan((d - 1) * Stride, count), back);
            IEnumerable<double> Row(int i) => rows.Skip(i * Stride).Take(count).Select(v => (double)v);
            return Enumerable.Range(0, d).All(i => Row(i).SequenceEqual(points.Where((_, k) => k % d == i)))
                && back.SequenceEqual(points.Where((_, k) => k % d == d - 1)) && Enumerable.Range(0, d).All(i => rows[(i * Stride) + count] == 0);
        });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Many_points_are_evaluated_in_float_where_that_is_exact_and_otherwise_as_before_with_the_same_bits(int inputs)
    {
        Network network = (inputs == 1 ? Standalone.CompactSquare(3, CodebookFamily.Nonlinear(2)) : Standalone.CompactMultiply(2, CodebookFamily.Nonlinear(2)))
            .Network;
        var first = new FastEvaluator(network);
        double[][] all = [.. new[] { 0, 12, 20, 28, 40, 52 }.Select(p => Points(p, 40 * inputs, p)), [.. Enumerable.Repeat(1 / 3.0, 20 * inputs)]];
        long[][] before = [.. all.Select(u => first.EvaluateAll(u).Select(Bits).ToArray())];
        first.FormOfMany.Should().BeNull();
        var fast = new FastEvaluator(network);
        _ = fast.EvaluateAll(new double[1_600_000 * inputs]);
        _ = fast.EvaluateAll(new double[1_600_000 * inputs]);
        fast.IsSettled.Should().BeTrue();
        fast.FormOfMany!.GetType().Should().Be(VectorCode.OfMachine is null ? fast.Form!.GetType() : typeof(LaneForm));
        all.Select(u => fast.EvaluateAll(u).Select(Bits)).Should().BeEquivalentTo(before, o => o.WithStrictOrdering());
    }

    private static double[] Points(int p, int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(0, p + 1)).Select(q => Math.ScaleB(random.NextInt64(0, (1L << q) + 1), -q))];
    }

    private static double Exactly(Network network, double[] u) =>
        (double)ExactEvaluator.Evaluate(network, [.. u.Select(v => (Rational)Dyadic.FromDouble(v))])[0];

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
