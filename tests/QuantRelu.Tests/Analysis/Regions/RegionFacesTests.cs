using CsCheck;
using FluentAssertions;
using QuantRelu.Analysis;
using QuantRelu.Analysis.Regions;
using QuantRelu.Constructions.Interpolation;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Tests.Analysis.Regions;

public class RegionFacesTests
{
    [Theory]
    [InlineData(1, 12)]
    [InlineData(2, 6)]
    [InlineData(3, 4)]
    public void The_front_counts_what_all_pairs_of_regions_count(int inputs, int mostWidth) => DenseNetworks.Any(inputs, mostWidth).Sample(
        network => LinearRegions.Of(network).CountLinear() == ByPairs([.. LinearRegions.Of(network).Enumerate()]), iter: 15);

    [Fact]
    public void Parts_of_a_cell_may_be_added_in_any_order()
    {
        (KinkNetwork kinks, ConvexCell whole) = Prepared(Standalone.Multiply(2, CodebookFamily.Halves).Network);
        using var traversal = new RegionTraversal(kinks, whole);
        RegionFaces Part(int root) => traversal.Visit(root, () => new RegionFaces(whole)).Visitor;
        int[] order = [.. Enumerable.Range(0, traversal.Roots.Count)];
        order.Length.Should().BeGreaterThan(3);
        long[] counts = [.. Enumerable.Range(0, 4).Select(seed =>
        {
            var all = new RegionFaces(whole);
            foreach (int root in order.OrderBy(i => ((i + 1) * (7 + seed)) % 13).ThenBy(i => seed % 2 == 0 ? i : -i))
            {
                all.Add(Part(root));
            }

            all.Kept.Should().Be(0, "behind every face something was seen");
            return all.Complete;
        })];
        counts.Distinct().Should().Equal(ByPairs([.. LinearRegions.Of(Standalone.Multiply(2, CodebookFamily.Halves).Network).Enumerate()]));
    }

    [Fact]
    public void What_is_kept_is_a_front_and_not_all_regions()
    {
        Network network = InterpolationConstructions.Hierarchical.Build(new NetworkRequest(Target.Parse("sin(x)*cos(y)"), Rational.Parse("0.001"))).Network;
        (KinkNetwork kinks, ConvexCell whole) = Prepared(network);
        using var traversal = new RegionTraversal(kinks, whole);
        var all = new RegionFaces(whole);
        long most = 0;
        for (int i = 0; i < traversal.Roots.Count; i++)
        {
            RegionFaces part = traversal.Visit(i, () => new RegionFaces(whole)).Visitor;
            most = Math.Max(most, all.Kept + part.MostKept);
            all.Add(part);
            most = Math.Max(most, all.MostKept);
        }

        long regions = LinearRegions.Of(network).Summarize().ConvexRegions;
        regions.Should().BeGreaterThan(700);
        most.Should().BeLessThan(regions / 3, "a front grows like the root of the regions, of which each has three faces or more");
        all.Kept.Should().Be(0);
    }

    // Regions of one map are joined when a face of one and a face of the other lie on one plane and no line of an edge separates them.
    private static long ByPairs(LinearRegion[] regions)
    {
        int[] set = [.. Enumerable.Range(0, regions.Length)];
        CellFace[][] faces = [.. regions.Select(r => CellFace.Of(r.Cell).ToArray())];
        for (int i = 0; i < set.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (set[i] != set[j] && regions[i].Constant == regions[j].Constant && regions[i].Slopes.SequenceEqual(regions[j].Slopes)
                    && faces[i].Any(f => faces[j].Any(g => f.Plane == g.Plane && Overlap(f, g))))
                {
                    (int from, int to) = (set[i], set[j]);
                    set = [.. set.Select(s => s == from ? to : s)];
                }
            }
        }

        return set.Distinct().Count();
    }

    private static bool Overlap(CellFace a, CellFace b)
    {
        int[] axes = [.. Enumerable.Range(0, 3).Where(k => k != (!a.Plane.X.IsZero ? 0 : !a.Plane.Y.IsZero ? 1 : 2))];
        Rational[][] p = [.. a.Vertices.Select(v => axes.Select(v.Coordinate).ToArray())], q = [.. b.Vertices.Select(v => axes.Select(v.Coordinate).ToArray())];
        return p.Length switch
        {
            1 => true,
            2 => Enumerable.Range(0, 2).Any(k => Less(p.Max(v => v[k]), p.Min(v => v[k]), q.Max(v => v[k]), q.Min(v => v[k]))),
            _ => !Separates(p, q) && !Separates(q, p),
        };
    }

    private static bool Less(Rational highA, Rational lowA, Rational highB, Rational lowB) =>
        (lowA > lowB ? lowA : lowB) < (highA < highB ? highA : highB);

    private static bool Separates(Rational[][] polygon, Rational[][] other)
    {
        IEnumerable<(Rational[] From, Rational[] To)> edges = polygon.Select((from, i) => (from, polygon[(i + 1) % polygon.Length]));
        return edges.Any(e =>
        {
            int Side(Rational[] v) => (((e.To[0] - e.From[0]) * (v[1] - e.From[1])) - ((e.To[1] - e.From[1]) * (v[0] - e.From[0]))).Sign;
            int own = polygon.Sum(Side) > 0 ? 1 : -1;
            return other.All(v => Side(v) * own <= 0);
        });
    }

    private static (KinkNetwork Kinks, ConvexCell Whole) Prepared(Network network)
    {
        Domain box = Domain.Unit(network.Inputs);
        return (KinkNetwork.Of(network, box.Sides.AsSpan()), ConvexCell.Box(box.Sides.AsSpan()));
    }
}
