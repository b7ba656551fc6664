using CsCheck;
using FluentAssertions;
using QuantRelu.Circuits;
using QuantRelu.Graph;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Tests.Subnetworks;

/// <summary>Indicator tree, bit planes and columns of the crossbar against their closed forms, exactly.</summary>
public class CrossbarColumnsTests
{
    // s ρ_k(z) added up piece by piece.
    [Fact]
    public void Columns_add_up_to_the_path_of_the_indicator_that_is_one() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 9], Gen.Int[0, 1 << 12], Gen.Int[0, 1 << 27]).Sample((cells, columns, place, bits) =>
        {
            var circuit = new Circuit(cells + 1);
            LinearForm path = circuit.Path(circuit.Input(0), [.. Enumerable.Range(1, cells).Select(circuit.Input)], columns, Dyadic.Half);
            int open = place % cells;
            Dyadic z = Dyadic.Create(place % ((columns << 6) + 1), -6);
            bool[] up = [.. Enumerable.Range(0, columns * cells).Select(i => ((bits >> (i % 27)) & 1) == 1)];
            Dyadic expected = 0;
            for (int k = 0; k < columns; k++)
            {
                Dyadic part = Dyadic.Max(0, Dyadic.Min(1, z - Dyadic.Create(k, 0)));
                expected += (up[(k * cells) + open] ? 1 : -1) * part;
            }

            Rational[] inputs = [z, .. Enumerable.Range(0, cells).Select(j => (Rational)(j == open ? 1 : 0))];
            Rational[] switches = [.. up.Select((u, i) => (Rational)((u == ((i / cells) % 2 == 0) ? 1 : -1) * Dyadic.Half))];
            circuit.Evaluate(inputs, [path], switches)[0].Should().Be((Rational)expected);
        });

    [Fact]
    public void Indicators_are_one_height_on_their_cells_add_up_to_it_and_cross_linearly_in_the_margins() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 4], Gen.Int[0, 1 << 14]).Sample((levels, more, place) =>
        {
            var circuit = new Circuit(1);
            LinearForm[] cells = circuit.Indicators(circuit.Input(0), levels, levels + more);
            Dyadic x = Dyadic.Create(place, -14), margin = Dyadic.PowerOfTwo(-levels - more), height = margin * Dyadic.PowerOfTwo(-levels);
            Rational[] values = circuit.Evaluate([x], cells);
            for (int j = 0; j < cells.Length; j++)
            {
                Dyadic left = j == 0 ? 1 : Dyadic.Half + ((x - Dyadic.Create(j, -levels)) * Dyadic.PowerOfTwo(levels + more));
                Dyadic right = j == cells.Length - 1 ? 1 : Dyadic.Half - ((x - Dyadic.Create(j + 1, -levels)) * Dyadic.PowerOfTwo(levels + more));
                values[j].Should().Be((Rational)(height * Dyadic.Max(0, Dyadic.Min(1, Dyadic.Min(left, right)))));
            }
        });

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Each_alone_is_exact_as_a_network(int lambda)
    {
        CodebookFamily family = CodebookFamily.Nonlinear(lambda);
        ConstructedNetwork[] alone =
        [
            Standalone.Indicator(3, 5, 6, family), Standalone.Indicator(1, 0, 2, family), Standalone.Table([3, 0, 2, 9], 4, family),
            Standalone.Table([0, 0], 3, family), Standalone.Path([1, -1, -1, 1, 1, 1, -1, 1], family), Standalone.Path([-1], family),
        ];
        foreach (ConstructedNetwork network in alone)
        {
            network.Network.Validate().Should().BeEmpty();
            network.Provenance.ErrorBound.Should().Be(0);
            Target target = network.Provenance.ReadTarget();
            for (int i = 0; i <= 256; i++)
            {
                double expected = target.Value([i / 256.0]);
                double value = (double)ExactEvaluator.Evaluate(network.Network, [Rational.Create(i, 256)])[0];
                value.Should().BeApproximately(expected, 1e-12, $"{target.Name} at {i}/256");
            }
        }
    }

    [Fact]
    public void What_is_out_of_range_is_refused()
    {
        FluentActions.Invoking(() => Standalone.Path([1, 1, 1], CodebookFamily.Halves)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Standalone.Path([1, 0], CodebookFamily.Halves)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Standalone.Table([1, 2, 3], 5, CodebookFamily.Halves)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Standalone.Indicator(3, 8, 6, CodebookFamily.Halves)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Standalone.Indicator(3, 1, 3, CodebookFamily.Halves)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new Circuit(1).Table([], 0, Dyadic.Half)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new Circuit(1).Table([], 1, 3)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
