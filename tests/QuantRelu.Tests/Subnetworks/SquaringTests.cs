using CsCheck;
using FluentAssertions;
using QuantRelu.Circuits;
using QuantRelu.Graph;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Tests.Subnetworks;

public class SquaringTests
{
    private static RealizedCircuit Realized(int r)
    {
        var circuit = new Circuit(1);
        return Realization.Realize(circuit, [new CircuitOutput(circuit.Square(circuit.Input(0), r))], Codebook.Halves);
    }

    private static Network Net(int r)
    {
        var circuit = new Circuit(1);
        return Realization.ToNetwork(circuit, [circuit.Square(circuit.Input(0), r)], Codebook.Halves);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(20)]
    public void Given_two_copies_of_x_it_has_the_papers_depth_width_and_weights(int r)
    {
        RealizedCircuit realized = Realized(r);
        NetworkCounts counts = new Network(2, Codebook.Halves, [new Stage([BlockArray.Single(realized.Block)])]).Count();
        realized.InputCopies.Should().Equal(2);
        counts.Depth.Should().Be((3 * r) + 1);
        ((int)counts.Width).Should().Be(20);
        ((int)counts.Weights).Should().Be((314 * r) - 244);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void It_equals_the_interpolant_of_the_square_at_every_breakpoint_and_midpoint(int r)
    {
        Network network = Net(r);
        Dyadic worst = Dyadic.PowerOfTwo(-2 * (r + 1));
        for (int k = 0; k <= 2 << r; k++)
        {
            Dyadic x = Dyadic.Create(k, -r - 1);
            ExactEvaluator.Evaluate(network, x)[0].Should().Be((Rational)((x * x) + (k % 2 == 0 ? Dyadic.Zero : worst)));
        }
    }

    [Fact]
    public void Its_error_is_between_zero_and_the_bound_everywhere() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[0, 1 << 20]).Sample((r, k) =>
        {
            Dyadic x = Dyadic.Create(k, -20);
            Rational error = ExactEvaluator.Evaluate(Net(r), x)[0] - (x * x);
            return error >= Dyadic.Zero && error <= Dyadic.PowerOfTwo(-2 * (r + 1));
        }, iter: 100);
}
