using System.Numerics;
using CsCheck;
using FluentAssertions;
using QuantRelu.Analysis.Regions;
using QuantRelu.Certification.Grids;
using QuantRelu.Constructions.Paper;
using QuantRelu.Tests.Analysis.Regions;
using Xunit;

namespace QuantRelu.Tests.Certification.Grids;

/// <summary>Kinks of a class of cells over integers of 64 bits, of 128 bits, and unbounded ones.</summary>
public class LocalKinksTests
{
    private static readonly Gen<(double[] Low, double[] High)> Boxes = Gen.Select(Gen.Int[0, 7].Array[2], Gen.Int[1, 8].Array[2])
        .Select((at, size) => (Array.ConvertAll(at, a => a / 16.0), at.Zip(size, (a, s) => (a + s) / 16.0).ToArray()));

    [Fact]
    public void Wider_integers_leave_the_same_kinks_and_the_same_doubles_at_the_same_vertices() =>
        Gen.Select(Gen.Int[1, 2], Gen.Int, Boxes).Sample((n, seed, at) =>
        {
            GridNetwork grid = Grid(n, teeth: 1, seed);
            return grid.Classes.All(terms =>
            {
                var narrow = (LocalKinks<long, Int128>)CellKinks.Of(2, terms);
                LocalKinks[] left = [.. new LocalKinks[] { narrow, narrow.To<Int128, BigInteger>()!, narrow.To<BigInteger, BigInteger>()! }
                    .Select(k => k.Within(at.Low, at.High))];
                ConvexCell box = Box(at.Low, at.High);
                RegionVertices[] found = [.. left.Select(k => RegionVertices.Within(k, box, 10_000, default).Found!)];
                return left.Skip(1).All(k => Text(k) == Text(left[0]))
                    && found.Skip(1).All(f => f.Values.AsSpan().SequenceEqual(found[0].Values) && f.Sizes.AsSpan().SequenceEqual(found[0].Sizes)
                        && f.Vertices.SequenceEqual(found[0].Vertices, HomogeneousPoint.ByPlace));
            });
        }, iter: 4);

    [Fact]
    public void What_is_put_in_may_need_more_bits_than_the_kinks()
    {
        // V = max(2^40 x - 2^39, 0) and W = max(2^40 V + y - 2^62, 0), of which x > 1/2 leaves max(2^80 x + y - 2^79 - 2^62, 0).
        var network = new KinkNetwork(
            2,
            [new(BigInteger.One << 40, 0, 0, -(BigInteger.One << 39)), new(0, 1, 0, -(BigInteger.One << 62)), default],
            [[0], [1], [2]],
            [true, true, false],
            [[(1, BigInteger.One << 40)], [(2, 1)], []],
            1);
        LocalKinks kinks = LocalKinks.Of(network, [new KinkCombination([(1, Rational.Create(1, BigInteger.One << 80))], 0)]);
        kinks.Should().BeOfType<LocalKinks<long, Int128>>();
        LocalKinks left = kinks.Within([0.5, 0], [1, 1]);
        left.Should().BeOfType<LocalKinks<Int128, BigInteger>>();
        left.Count.Should().Be(1);
        RegionVertices found = RegionVertices.Within(left, Box([0.5, 0], [1, 1]), 10, default).Found!;
        found.Vertices.Should().HaveCount(6);
        for (int v = 0; v < found.Vertices.Length; v++)
        {
            Rational x = found.Vertices[v].Coordinate(0), y = found.Vertices[v].Coordinate(1), unit = Rational.Create(BigInteger.One << 80, 1);
            Rational form = x + (y / unit) - Rational.Create(1, 2) - Rational.Create(1, 1 << 18), exact = form.Sign > 0 ? form : 0;
            Rational.Abs(Dyadic.FromDouble(found.Values[v]) - exact).Should().BeLessThanOrEqualTo(Dyadic.FromDouble(found.Sizes[0] * RegionVertices.Doubt));
        }

        kinks.Within([0, 0], [0.5, 1]).Should().BeOfType<LocalKinks<long, Int128>>().Which.Count.Should().Be(0);
    }

    private static GridNetwork Grid(int n, int teeth, int seed) =>
        GridNetwork.Of(SampleNetworks.Random(new FunctionIndependentParameters(2, n, 1, teeth, 4), 0, Codebook.Halves, seed))!;

    private static ConvexCell Box(double[] low, double[] high) =>
        ConvexCell.Box([.. low.Zip(high, (a, b) => ((Rational)Dyadic.FromDouble(a), (Rational)Dyadic.FromDouble(b)))]);

    private static string Text(LocalKinks kinks)
    {
        KinkNetwork network = kinks.ToNetwork();
        return string.Join(';', network.Forms) + string.Join(';', network.Readers.Select(r => string.Join(',', r)))
            + string.Join(';', network.Levels.Select(l => string.Join(',', l)));
    }
}
