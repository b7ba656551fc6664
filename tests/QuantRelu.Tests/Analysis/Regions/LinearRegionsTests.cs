using System.Numerics;
using CsCheck;
using FluentAssertions;
using QuantRelu.Analysis;
using QuantRelu.Analysis.Regions;
using QuantRelu.Certification;
using QuantRelu.Subnetworks;
using QuantRelu.Tests.Certification;
using Xunit;

namespace QuantRelu.Tests.Analysis.Regions;

public class LinearRegionsTests
{
    private static readonly Rational Half = Rational.Create(1, 2);

    // |x - 1/2| - |y - 1/2|, rectified: 0 on two cones that touch in the middle of the square only.
    private static readonly DenseNetworks.Layer[] Cones =
    [
        DenseNetworks.Rows([1, 0, -Half], [-1, 0, Half], [0, 1, -Half], [0, -1, Half]),
        DenseNetworks.Rows([1, 1, -1, -1, 0]),
        DenseNetworks.Rows([1, 0]),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Regions_cover_the_box_once_and_are_the_network_at_vertices_and_inside(int inputs) =>
        Gen.Select(DenseNetworks.Any(inputs), Gen.Int).Sample((network, seed) => AreTheNetwork(network, [.. Cells(network)], new Random(seed)), iter: 12);

    [Fact]
    public void Cells_that_a_walk_visited_and_those_ahead_fill_the_box_at_every_step() => DenseNetworks.Any(2).Sample(network =>
    {
        var kinks = KinkNetwork.Of(network, Domain.Unit(2).Sides.AsSpan());
        var walk = new RegionWalk<BigInteger>(kinks);
        walk.Begin(ConvexCell.Box(Domain.Unit(2).Sides.AsSpan()));
        Rational visited = 0;
        while (walk.MoveToCell(walk.LastLevel, out ConvexCell cell))
        {
            visited += cell.Measure();
            if (visited + walk.Ahead.Aggregate((Rational)0, (sum, c) => sum + c.Measure()) != 1)
            {
                return false;
            }
        }

        return visited == 1;
    }, iter: 50);

    [Fact]
    public void The_same_holds_for_the_multiplication_of_Theorem_1()
    {
        Network product = Standalone.Multiply(2, CodebookFamily.Halves).Network;
        (ConvexCell, LinearRegion)[] cells = [.. Cells(product)];
        cells.Length.Should().BeGreaterThan(10);
        AreTheNetwork(product, cells, new Random(1)).Should().BeTrue();
    }

    [Fact]
    public void Every_affine_function_has_the_area_that_brute_force_over_activation_patterns_finds() => Gen.Int.Sample(seed =>
    {
        DenseNetworks.Layer[] layers = DenseNetworks.Random(2, 4, new Random(seed));
        Dictionary<(Rational, Rational, Rational), Rational> expected = ActivationPatterns.Areas(layers), found = [];
        foreach ((ConvexCell cell, LinearRegion region) in Cells(DenseNetworks.Of(2, layers)))
        {
            (Rational, Rational, Rational) map = (region.Slopes[0], region.Slopes[1], region.Constant);
            found[map] = found.GetValueOrDefault(map) + cell.Measure();
        }

        // Patterns that are the same function on a polygon, such as of a sum that is 0 there, count it twice.
        return found.Keys.ToHashSet().SetEquals(expected.Keys) && found.All(f => f.Value <= expected[f.Key])
            && (expected.Values.Aggregate((a, b) => a + b) != 1 || found.All(f => f.Value == expected[f.Key]));
    }, iter: 60);

    [Fact]
    public void In_one_dimension_linear_regions_are_the_pieces() =>
        RandomNetworks.Any.Sample(network => LinearRegions.Of(network).CountLinear() == LinearPiece.Of(network).Count(), iter: 60);

    [Theory]
    [InlineData(3)]
    [InlineData(6)]
    public void The_squarer_has_2_to_the_r_regions(int r)
    {
        LinearRegions regions = LinearRegions.Of(Standalone.Square(r, CodebookFamily.Halves).Network);
        regions.CountLinear().Should().Be(1L << r);
        regions.Summarize().ConvexRegions.Should().Be(1L << r);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Regions_of_one_function_that_touch_in_a_vertex_or_an_edge_only_are_two(int inputs)
    {
        DenseNetworks.Layer first = inputs == 2 ? Cones[0] : DenseNetworks.Rows([.. Zip(Cones[0])]);
        LinearRegions.Of(DenseNetworks.Of(inputs, first, Cones[1], Cones[2])).CountLinear().Should().Be(6);

        // The third coordinate changes nothing.
        static IEnumerable<Rational[]> Zip(DenseNetworks.Layer layer) => layer.Weights.Select((w, i) => new Rational[] { w[0], w[1], 0, layer.Biases[i] });
    }

    [Fact]
    public void In_three_dimensions_faces_that_overlap_in_part_join_their_regions()
    {
        // The kinks of two sums that cancel, so that cells of one function are cut in two directions.
        DenseNetworks.Layer first = DenseNetworks.Rows([1, 1, 0, -1], [0, 1, 1, -1], [1, 0, 1, -1]);
        DenseNetworks.Layer second = DenseNetworks.Rows([1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [1, 1, 1, -Half]);
        Network straight = DenseNetworks.Of(3, first, second, DenseNetworks.Rows([0, 0, 0, 0, 1]));
        LinearRegions.Of(straight).CountLinear().Should().Be(1);
        Network bent = DenseNetworks.Of(3, first, second, DenseNetworks.Rows([1, 1, 1, 0, 0]));
        long found = LinearRegions.Of(bent).CountLinear();
        found.Should().Be(Cells(bent).Select(c => c.Region.ToString().Split(" vertices")[1]).Distinct().Count(), "each function has one connected region here");
    }

    [Fact]
    public void Subtrees_have_the_same_regions_in_any_order()
    {
        Network network = DenseNetworks.Of(2, DenseNetworks.Random(2, 12, new Random(5)));
        var kinks = KinkNetwork.Of(network, Domain.Unit(2).Sides.AsSpan());
        var whole = ConvexCell.Box(Domain.Unit(2).Sides.AsSpan());
        using var traversal = new RegionTraversal(kinks, whole);
        int[] order = [.. Enumerable.Range(0, traversal.Roots.Count)];
        order.Length.Should().BeGreaterThan(5);
        string[] forwards = [.. order.Select(i => traversal.Visit(i, () => new Written()).Visitor.Text)];
        string[] backwards = [.. order.Reverse().Select(i => traversal.Visit(i, () => new Written()).Visitor.Text).Reverse()];
        backwards.Should().Equal(forwards);
        string.Concat(traversal.Visit(() => new Written()).Select(w => w.Text)).Should().Be(string.Concat(forwards));
    }

    [Fact]
    public void Integers_that_overflow_are_replaced_by_wider_ones_without_a_trace()
    {
        // Weights of 100 bits, on a scale that no 64 or 128 bits hold after two layers.
        Rational large = Rational.Create((BigInteger.One << 100) + 1, (BigInteger.One << 99) - 1);
        DenseNetworks.Layer[] layers =
        [
            DenseNetworks.Rows([large, -1, -Half], [-1, large, -Half], [1, 1, -large / 3]),
            DenseNetworks.Rows([large, -large / 7, 1, -Half], [-1, large, 1, -1]),
            DenseNetworks.Rows([1, -large, 0]),
        ];
        Network network = DenseNetworks.Of(2, layers);
        (ConvexCell Cell, LinearRegion Region)[] cells = [.. Cells(network)];
        cells.Length.Should().BeGreaterThan(5);
        cells.Should().Contain(c => c.Cell.Vertices.Any(v => !v.IsSmall));
        AreTheNetwork(network, cells, new Random(3)).Should().BeTrue();
        LinearRegions.Of(network).Enumerate().Count().Should().Be(cells.Length);
    }

    [Fact]
    public void The_range_and_the_slopes_are_those_of_the_regions_and_are_attained() => DenseNetworks.Any(2).Sample(network =>
    {
        LinearRegions regions = LinearRegions.Of(network);
        LinearRegion[] all = [.. regions.Enumerate()];
        var domain = Domain.Parse("-1:3,2:5/2", 2);
        RegionSummary found = regions.Summarize(), stretched = regions.Summarize(domain);
        Rational[] values = [.. all.SelectMany(r => r.Vertices.Select(v => r.At(v)))];
        return found.ConvexRegions == all.Length && found.Maximum == values.Max() && found.Minimum == values.Min()
            && ExactEvaluator.Evaluate(network, found.MaximumAt)[0] == found.Maximum
            && ExactEvaluator.Evaluate(network, found.MinimumAt)[0] == found.Minimum
            && found.GreatestSlope == all.Max(r => r.Slopes.Max(Rational.Abs))
            && found.SquaredLipschitz == all.Max(r => (r.Slopes[0] * r.Slopes[0]) + (r.Slopes[1] * r.Slopes[1]))
            && stretched.GreatestSlope == all.Max(r => Max(Rational.Abs(r.Slopes[0]) / 4, Rational.Abs(r.Slopes[1]) * 2))
            && stretched.MaximumAt.SequenceEqual(found.MaximumAt.Select((u, k) => domain.FromUnit(k, u)));
    }, iter: 30);

    [Fact]
    public void Another_box_has_its_own_regions()
    {
        Network network = DenseNetworks.Of(2, Cones);
        LinearRegion only = LinearRegions.Of(network, Domain.Parse("3/4:2,-1/8:1/8", 2)).Enumerate().Single(r => r.Constant.Sign != 0 && r.At([2, 0]) == 1);
        only.Slopes.Should().Equal(1, 1);
        LinearRegions.Of(network, Domain.Parse("0:1,-3:0", 2)).Summarize().Maximum.Should().Be(0);
    }

    [Fact]
    public void Other_activations_have_regions_too()
    {
        Network network = DenseNetworks.Of(1, DenseNetworks.Rows([4, -1]), DenseNetworks.Rows([1, 0]));
        var capped = new Network(1, network.Codebook, network.Stages, Activation.LeakyRelu(Rational.Create(1, 4)));
        LinearRegion[] pieces = [.. LinearRegions.Of(capped).Enumerate()];
        pieces.Select(p => p.Slopes[0]).Should().BeEquivalentTo(new Rational[] { 1, 4 });
    }

    [Fact]
    public void What_has_no_regions_here_is_said()
    {
        Func<LinearRegions> four = () => LinearRegions.Of(DenseNetworks.Of(4, DenseNetworks.Random(4, 3, new Random(1))));
        four.Should().Throw<ArgumentException>().WithMessage("*at most 3 inputs*");
        Func<LinearRegions> two = () => LinearRegions.Of(DenseNetworks.Of(1, DenseNetworks.Rows([1, 0], [1, 1])));
        two.Should().Throw<ArgumentException>().WithMessage("*1 output*");
        Func<LinearRegions> box = () => LinearRegions.Of(DenseNetworks.Of(2, Cones), Domain.Unit(3));
        box.Should().Throw<ArgumentException>().WithMessage("*3 sides*");
    }

    private static IEnumerable<(ConvexCell Cell, LinearRegion Region)> Cells(Network network)
    {
        Domain box = Domain.Unit(network.Inputs);
        using var stream = new RegionStream(KinkNetwork.Of(network, box.Sides.AsSpan()), ConvexCell.Box(box.Sides.AsSpan()));
        using IEnumerator<LinearRegion> regions = LinearRegions.Of(network).Enumerate().GetEnumerator();
        while (stream.MoveNext(out ConvexCell cell, out _))
        {
            regions.MoveNext().Should().BeTrue();
            yield return (cell, regions.Current);
        }

        regions.MoveNext().Should().BeFalse();
    }

    // Volumes add up to 1; and a point inside of one region is in no other.
    private static bool AreTheNetwork(Network network, (ConvexCell Cell, LinearRegion Region)[] cells, Random random)
    {
        cells.Select(c => c.Cell.Measure()).Aggregate((a, b) => a + b).Should().Be((Rational)1);
        foreach ((ConvexCell cell, LinearRegion region) in cells.Length <= 12 ? cells : random.GetItems(cells, 12))
        {
            cell.Measure().Sign.Should().Be(1);
            int[] weights = [.. region.Vertices.Select(_ => random.Next(1, 50))];
            Rational[] inside = [.. Enumerable.Range(0, network.Inputs)
                .Select(k => region.Vertices.Zip(weights, (v, w) => v[k] * w).Aggregate((a, b) => a + b) / weights.Sum())];
            cells.Count(c => Contains(c.Cell, inside)).Should().Be(1);
            foreach (IReadOnlyList<Rational> u in region.Vertices.Select(v => (IReadOnlyList<Rational>)v).Append(inside))
            {
                ExactEvaluator.Evaluate(network, u)[0].Should().Be(region.At(u));
            }
        }

        return true;
    }

    private static bool Contains(ConvexCell cell, Rational[] point)
    {
        var at = HomogeneousPoint.Of(point);
        return CellFace.Of(cell).All(face => cell.Vertices.Sum(face.Plane.SignAt) * face.Plane.SignAt(at) >= 0);
    }

    private static Rational Max(Rational a, Rational b) => a > b ? a : b;

    private sealed class Written : IRegionVisitor
    {
        public string Text { get; private set; } = string.Empty;

        public void Visit<T>(ConvexCell cell, SpaceForm<T> map)
            where T : struct, IBinaryInteger<T> => Text += $"{string.Join(' ', cell.Vertices.Select(v => v.Exact))}: {map}\n";
    }
}
