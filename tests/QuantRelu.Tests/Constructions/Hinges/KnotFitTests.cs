using CsCheck;
using FluentAssertions;
using QuantRelu.Constructions.Hinges;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Constructions.Hinges;

/// <summary>An uneven table costs its knots, and its steepest slope only where it is steep.</summary>
public class KnotFitTests
{
    // Distances from 1/2048 to 1 beside each other.
    private static readonly Gen<(double, double)[]> Tables = Gen.Select(Gen.Int[0, 11].Array[2, 8], Gen.Int[-16, 16].Array[9]).Select((logs, heights) =>
    {
        double[] ends = [0, .. logs.Select((_, k) => logs.Take(k + 1).Sum(log => Math.ScaleB(1, -log)))];
        return ends.Select((u, k) => (u / ends[^1], heights[k] / 16.0)).ToArray();
    });

    /// <summary>The sums are within ε of the lines everywhere, have a knot at most at each inner sample, and the network that is written is the sum.</summary>
    [Fact]
    public void Functions_keep_to_the_table_with_no_more_knots_and_networks_are_what_they_are_written_from() =>
        Gen.Select(Tables, Gen.Int[3, 10], Gen.Int[0, 1000].Array[20]).Sample((samples, logError, places) =>
        {
            double error = Math.ScaleB(1, -logError);
            var exact = new SampleTable([.. samples.Select(s => ((Rational)Dyadic.FromDouble(s.Item1), (Rational)Dyadic.FromDouble(s.Item2)))]);
            foreach (ImmutableArray<HingeSource> sources in KnotFit.Of(samples, error).Take(6))
            {
                bool isRight = sources.Sum(s => s.Function.Hinges.Length) <= samples.Length - 2;
                IntegerNetwork? network = HingeLayout.Write(sources, HingeLimits.StandardLayers);
                foreach (double u in places.Select(p => p / 1000.0).Concat(samples.Select(s => s.Item1)))
                {
                    double sum = sources.Sum(s => s.At(u));
                    isRight &= Math.Abs(sum - (double)exact.ExactlyAt(Dyadic.FromDouble(u))) <= error * (1 + 1e-9) + 1e-12;
                    isRight &= network is null || Math.Abs(network.At(u) - sum) < 1e-9;
                }

                if (!isRight)
                {
                    return false;
                }
            }

            return true;
        }, iter: 60);

    /// <summary>Two samples more to the thousandth part of the way: in even steps a knot stood at every one of hundreds.</summary>
    [Theory]
    [InlineData("0.001", "0.01", "0.001", 599)]
    [InlineData("0.00001", "0.001", "0.1", 700)]
    public void A_sharp_start_takes_as_many_hinges_as_the_table_has_bends(string second, string third, string error, int most)
    {
        var x = new[] { 0, Rational.Parse(second), Rational.Parse(third), Rational.Parse("0.1"), 1 };
        Target target = new SampleTable([.. x.Zip(new[] { "0", "0.3", "0.6", "0.8", "1" }, (u, y) => (u, Rational.Parse(y)))]).ToTarget("sharp");
        var request = new NetworkRequest(target, Rational.Parse(error)) { Effort = 0 };
        ConstructedNetwork built = HingeConstruction.Instance.Build(request);
        ErrorCertification.Decide(built.Network, target, request.Error).Verdict.Should().Be(Verdict.Proved);
        int.Parse(built.Provenance.Parameters["hinges"], System.Globalization.CultureInfo.InvariantCulture).Should().BeLessThanOrEqualTo(3);
        ((int)built.Network.Count().Weights).Should().BeLessThanOrEqualTo(most);
    }
}
