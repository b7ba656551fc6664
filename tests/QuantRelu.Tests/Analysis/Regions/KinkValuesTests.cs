using CsCheck;
using FluentAssertions;
using QuantRelu.Analysis.Regions;
using QuantRelu.Certification;
using QuantRelu.Constructions.Interpolation;
using Xunit;

namespace QuantRelu.Tests.Analysis.Regions;

/// <summary>Values of networks from their kinks, against an evaluation of all layers.</summary>
public class KinkValuesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Values_are_those_of_the_layers_and_within_the_range(int inputs) =>
        Gen.Select(DenseNetworks.Any(inputs), Gen.Int[0, 64].Array[inputs]).Sample((network, places) =>
        {
            var values = new KinkValues(Kinks(network));
            Rational[] u = [.. places.Select(p => Rational.Create(p, 64))];
            Rational exact = ExactEvaluator.Evaluate(network, u)[0];
            double near = values.At([.. u.Select(c => (double)c)], new double[values.Count]);
            return values.ExactlyAt(u) == exact && values.Range.Low <= exact && exact <= values.Range.High
                && Math.Abs(near - (double)exact) <= 1e-12 * (1 + (double)Rational.Abs(values.Range.Low) + (double)Rational.Abs(values.Range.High));
        }, iter: 200);

    /// <summary>Weights of 53 digits through 24 layers: integers of more than 1,024 bits, which no double holds.</summary>
    [Fact]
    public void Integers_beyond_doubles_are_values_within_doubles()
    {
        var random = new Random(5);
        Rational[] weights = [.. Enumerable.Range(0, 16).Select(_ => (Rational)Dyadic.FromDouble(random.NextDouble() - 0.2))];
        Rational[] Row(int count) => [.. Enumerable.Range(0, count).Select(_ => weights[random.Next(16)])];
        Network network = DenseNetworks.Of(2, [.. Enumerable.Range(0, 25).Select(l =>
            DenseNetworks.Rows([.. Enumerable.Range(0, l == 24 ? 1 : 3).Select(_ => Row(l == 0 ? 3 : 4))]))]);
        var values = new KinkValues(Kinks(network));
        Rational[] u = [Rational.Create(3, 8), Rational.Create(5, 8)];
        Rational exact = ExactEvaluator.Evaluate(network, u)[0];
        values.ExactlyAt(u).Should().Be(exact);
        values.At([0.375, 0.625], new double[values.Count]).Should().BeApproximately((double)exact, 1e-9 * (double)Rational.Abs(exact));
    }

    [Fact]
    public void What_is_seen_before_a_certification_is_the_same_from_kinks_and_from_layers()
    {
        var target = Target.Parse("sin(x)*cos(y)");
        Network network = InterpolationConstructions.Hierarchical.Build(new NetworkRequest(target, Rational.Parse("0.01"))).Network;
        var fromKinks = new FirstBounds(FirstValues.Of(network), target);
        var fromLayers = new FirstBounds(FirstValues.OfLayers(network), target);
        fromKinks.Measure(default).Should().Be(fromLayers.Measure(default));
        (fromKinks.Seen, fromKinks.Kinks is null, fromLayers.Kinks is null).Should().Be((fromLayers.Seen, false, true));
        fromKinks.SeenAt.Should().Equal(fromLayers.SeenAt);
    }

    private static KinkNetwork Kinks(Network network) => KinkNetwork.Of(network, Domain.Unit(network.Inputs).Sides.AsSpan());
}
