using CsCheck;
using FluentAssertions;
using QuantRelu.Circuits;
using QuantRelu.Graph;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Tests.Subnetworks;

/// <summary>Ramps of the tree and hats of meshes against their closed forms, exactly, and their counts.</summary>
public class MeshHatTests
{
    [Fact]
    public void Leaf_j_is_the_ramp_over_its_cell_falling_where_j_is_even_and_rising_where_it_is_odd() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[0, 1 << 14]).Sample((levels, place) =>
        {
            var circuit = new Circuit(1);
            ImmutableArray<ImmutableArray<LinearForm>> tree = circuit.Ramps(circuit.Input(0), levels);
            Dyadic x = Dyadic.Create(place, -14);
            for (int level = 1; level <= levels; level++)
            {
                Rational[] values = circuit.Evaluate([x], tree[level]);
                values.Should().Equal(Enumerable.Range(0, 1 << level).Select(j =>
                {
                    Dyadic into = Clip(x.Scale(level) - Dyadic.Create(j, 0));
                    return (Rational)(j % 2 == 1 ? into : 1 - into).Scale(-2 * level);
                }));
            }
        }, iter: 40);

    [Fact]
    public void On_a_line_of_any_number_of_cells_hats_are_one_at_their_place_and_linear_to_the_next_and_complements_are_the_rest() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[0, 9 * 64]).Sample((cells, place) =>
        {
            // Ramps of the height 1 over any number of cells, as the tree has them.
            var circuit = new Circuit(1);
            Rational z = Rational.Create(place % ((cells * 64) + 1), 64);
            LinearForm x = circuit.Input(0);
            LinearForm[] ramps = [.. Enumerable.Range(0, cells).Select(c =>
            {
                LinearForm into = circuit.Relu(x - c) - circuit.Relu(x - c - 1);
                return circuit.Relu(c % 2 == 1 ? into : 1 - into);
            })];
            for (int k = 0; k <= cells; k++)
            {
                Rational hat = circuit.Evaluate([z], [circuit.Relu(MeshHats.Hat(ramps, k, Dyadic.Half))])[0];
                hat.Should().Be(Positive(1 - Rational.Abs(z - k)) / 2);
                circuit.Evaluate([z], [circuit.Relu(MeshHats.Hat(ramps, k, Dyadic.Half, complement: true))])[0].Should().Be((1 - (2 * hat)) / 2);
            }
        }, iter: 60);

    [Fact]
    public void On_a_square_the_hats_of_a_mesh_are_its_partition_of_unity_and_each_is_the_pyramid_over_its_node() =>
        Gen.Select(Gen.Int[1, 2], Gen.Int[0, 96], Gen.Int[0, 96]).Sample((levels, a, b) =>
        {
            int cells = 1 << levels;
            (Rational x, Rational y) = (Rational.Create(a, 96), Rational.Create(b, 96));
            Rational sum = 0;
            foreach (Rational[] node in Nodes(cells))
            {
                ConstructedNetwork hat = Standalone.MeshHat(levels, node, CodebookFamily.Halves);
                Rational value = ExactEvaluator.Evaluate(hat.Network, [x, y])[0];
                (Rational u, Rational v) = (Rational.Abs((cells * x) - node[0]), Rational.Abs((cells * y) - node[1]));
                value.Should().Be(Positive(node[0].Denominator.IsOne ? 1 - u - v : 1 - (2 * (u > v ? u : v))));
                sum += value;
            }

            sum.Should().Be(1);
        }, iter: 4, threads: 1);

    /// <summary>Two weights a node, (p + 2)² for x and the constants of all levels; each leaf is read once here.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    public void A_tree_of_ramps_has_two_weights_a_node(int p) =>
        Weights(1, circuit => circuit.Ramps(circuit.Input(0), p)[^1]).Should().Be((2 * ((2 << p) - 2)) + ((p + 2) * (p + 2)) + (1 << p));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_hat_of_the_square_has_two_weights_beside_those_of_its_lines(int p)
    {
        int places = (1 << p) + 1;
        int all = Square((_, _) => true), diagonal = Square((i, j) => i == j);
        (all - diagonal).Should().Be(places * (places - 1) * (2 + 1), "each is read once, and the diagonal has all lines");

        int Square(Func<int, int, bool> isWanted) => Weights(2, circuit =>
        {
            LinearForm[] first = Line(circuit, 0, complement: false), second = Line(circuit, 1, complement: true);
            return [.. from i in Enumerable.Range(0, places) from j in Enumerable.Range(0, places) where isWanted(i, j)
                       select circuit.Relu(MeshHats.Joint(first[i], second[j]))];
        });

        LinearForm[] Line(Circuit circuit, int input, bool complement)
        {
            ImmutableArray<LinearForm> ramps = circuit.Ramps(circuit.Input(input), p)[^1];
            return [.. Enumerable.Range(0, places).Select(k => circuit.Relu(MeshHats.Hat(ramps, k, Dyadic.PowerOfTwo(-(2 * p) - 1), complement)))];
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(7)]
    public void One_ramp_or_hat_amplified_to_1_has_so_many_weights(int p)
    {
        var family = CodebookFamily.Halves;
        Weights(Standalone.Ramp(p, 1, family)).Should().Be((p * p) + (38 * p) + 1);
        Weights(Standalone.MeshHat(p, [1], family)).Should().Be((p * p) + (40 * p) + 22);
        Weights(Standalone.MeshHat(p, [1, 1], family)).Should().Be((p * p) + (46 * p) + 46);
        Weights(Standalone.MeshHat(p, [Dyadic.Half, Dyadic.Half], family)).Should().Be((p * p) + (50 * p) + 101);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Each_alone_is_exact_over_other_values(int lambda)
    {
        foreach (CodebookFamily family in new[] { CodebookFamily.Nonlinear(lambda), CodebookFamily.Linear(2 * lambda), CodebookFamily.Free })
        {
            ConstructedNetwork[] alone = [Standalone.Ramp(3, 4, family), Standalone.MeshHat(2, [3], family), Standalone.MeshHat(1, [2], family)];
            foreach (ConstructedNetwork network in alone)
            {
                network.Network.Validate().Should().BeEmpty();
                Target target = network.Provenance.ReadTarget();
                for (int i = 0; i <= 64; i++)
                {
                    ((double)ExactEvaluator.Evaluate(network.Network, [Rational.Create(i, 64)])[0]).Should().Be(target.Value([i / 64.0]));
                }
            }
        }
    }

    [Fact]
    public void What_is_no_cell_or_node_is_refused()
    {
        FluentActions.Invoking(() => Standalone.Ramp(2, 4, CodebookFamily.Halves)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Standalone.Ramp(17, 0, CodebookFamily.Halves)).Should().Throw<ArgumentOutOfRangeException>();
        foreach (Rational[] node in new Rational[][] { [], [5], [-1], [Dyadic.Half], [1, Dyadic.Half], [1, 1, 1], [1, 5], [Rational.Create(1, 3), 1] })
        {
            FluentActions.Invoking(() => Standalone.MeshHat(2, node, CodebookFamily.Halves)).Should().Throw<ArgumentException>().WithMessage("*is no node*");
        }
    }

    private static IEnumerable<Rational[]> Nodes(int cells) =>
        Enumerable.Range(0, cells + 1).SelectMany(i => Enumerable.Range(0, cells + 1).Select(j => new Rational[] { i, j }))
            .Concat(Enumerable.Range(0, cells).SelectMany(i => Enumerable.Range(0, cells).Select(j => new[] { i + (Rational)Dyadic.Half, j + Dyadic.Half })));

    // With every output read once, through a weight of 1/2.
    private static int Weights(int inputs, Func<Circuit, IEnumerable<LinearForm>> units)
    {
        var circuit = new Circuit(inputs);
        return (int)Realization.ToNetwork(circuit, [.. units(circuit).Select(u => Dyadic.Half * u)], Codebook.Halves).Count().Weights;
    }

    private static int Weights(ConstructedNetwork network) => (int)network.Network.Count().Weights;

    private static Dyadic Clip(Dyadic value) => Dyadic.Max(0, Dyadic.Min(1, value));

    private static Rational Positive(Rational value) => value.Sign < 0 ? 0 : value;
}
