using System.Numerics;
using CsCheck;
using FluentAssertions;
using QuantRelu.Analysis.Regions;
using QuantRelu.Constructions.Cells;
using Xunit;

namespace QuantRelu.Tests.Analysis.Regions;

/// <summary>Forms that a network is near to on cells that are not cut into regions, against an evaluation of all layers.</summary>
public class RelaxationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Cells_that_are_settled_and_regions_that_are_visited_cover_the_box_and_the_network_is_as_near_as_is_told(int inputs) =>
        Gen.Select(DenseNetworks.Any(inputs), Gen.Int[0, 3]).Sample((network, seldom) =>
        {
            var seen = new Seen(network, seldom);
            IReadOnlyList<Seen> subtrees = Visit(network, () => new Seen(network, seldom), out RegionTraversal traversal);
            for (int root = 0; root < traversal.Roots.Count; root++)
            {
                traversal.Ask(root, seen);
            }

            traversal.Dispose();
            return subtrees.Append(seen).All(s => s.IsNear) && subtrees.Aggregate((Rational)0, (sum, s) => sum + s.Measure) == 1;
        }, iter: 60);

    [Fact]
    public void So_it_is_of_a_network_with_many_levels_and_where_all_kinks_are_decided_nothing_is_off()
    {
        Network network = CellsConstruction.Instance.Build(new NetworkRequest(Target.Parse("sin(x)*cos(y)"), Rational.Parse("0.1"))).Network;
        IReadOnlyList<Seen> subtrees = Visit(network, () => new Seen(network, 0, each: 4), out RegionTraversal traversal);
        traversal.Dispose();
        subtrees.Should().OnlyContain(s => s.IsNear);
        subtrees.Sum(s => s.Settled).Should().BePositive();
        var constant = DenseNetworks.Of(2, DenseNetworks.Rows([1, 1, 1]), DenseNetworks.Rows([2, -1]));
        var whole = new Seen(constant, 0);
        Visit(constant, () => whole, out traversal);
        traversal.Ask(0, whole);
        traversal.Dispose();
        (whole.IsNear, whole.Radius).Should().Be((true, 0));
    }

    [Fact]
    public void Unbounded_integers_tell_what_small_ones_do()
    {
        Network network = DenseNetworks.Of(2, DenseNetworks.Random(2, 8, new Random(3)));
        var kinks = KinkNetwork.Of(network, Domain.Unit(2).Sides.AsSpan());
        ConvexCell box = ConvexCell.Box(Domain.Unit(2).Sides.AsSpan());
        (SpaceForm<long> form, double radius) = new RegionWalk<long>(kinks).Near(box);
        (SpaceForm<BigInteger> same, double other) = new RegionWalk<BigInteger>(kinks).Near(box);
        (same, other).Should().Be((form.To<BigInteger>(), radius));
        radius.Should().BePositive();
    }

    private static IReadOnlyList<Seen> Visit(Network network, Func<Seen> create, out RegionTraversal traversal)
    {
        ImmutableArray<(Rational Low, Rational High)> sides = Domain.Unit(network.Inputs).Sides;
        traversal = new RegionTraversal(KinkNetwork.Of(network, sides.AsSpan()), ConvexCell.Box(sides.AsSpan()));
        RegionTraversal all = traversal;
        return [.. Enumerable.Range(0, traversal.Roots.Count).Select(root => all.Visit(root, create).Visitor)];
    }

    /// <summary>Says of some cells that they are settled, and looks at vertices and middles of all.</summary>
    private sealed class Seen(Network network, int seldom, int each = 1) : IRegionSettler
    {
        private readonly Rational _scale = KinkNetwork.Of(network, Domain.Unit(network.Inputs).Sides.AsSpan()).Scale;
        private int _asked;
        private int _looked;

        public SettlingRecord Record { get; } = new(100);

        public bool IsNear { get; private set; } = true;

        public Rational Measure { get; private set; }

        public int Settled { get; private set; }

        public double Radius { get; private set; }

        public void Visit<TInteger>(ConvexCell cell, SpaceForm<TInteger> map)
            where TInteger : struct, IBinaryInteger<TInteger>
        {
            Look(cell, map, 0);
            Measure += cell.Measure();
        }

        public bool Settles<TInteger>(ConvexCell cell, SpaceForm<TInteger> map, double radius)
            where TInteger : struct, IBinaryInteger<TInteger>
        {
            Look(cell, map, (Rational)Dyadic.FromDouble(radius));
            Radius = Math.Max(Radius, radius);
            if (_asked++ % (seldom + 1) != seldom)
            {
                return false;
            }

            Settled++;
            Measure += cell.Measure();
            return true;
        }

        private void Look<TInteger>(ConvexCell cell, SpaceForm<TInteger> map, Rational radius)
            where TInteger : struct, IBinaryInteger<TInteger>
        {
            if (_looked++ % each != 0)
            {
                return;
            }

            Rational[][] vertices = [.. cell.Vertices.Select(v => Enumerable.Range(0, cell.Dimension).Select(v.Coordinate).ToArray())];
            Rational[] middle = [.. Enumerable.Range(0, cell.Dimension).Select(k =>
                vertices.Aggregate((Rational)0, (sum, v) => sum + v[k]) / vertices.Length)];
            foreach (Rational[] u in vertices.Append(middle))
            {
                var at = HomogeneousPoint.Of(u);
                Rational form = Rational.Create(map.TimesWeight(at), at.Exact.One);
                IsNear &= Rational.Abs(form - (_scale * ExactEvaluator.Evaluate(network, u)[0])) <= radius;
            }
        }
    }
}
