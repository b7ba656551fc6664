using CsCheck;
using FluentAssertions;
using QuantRelu.Circuits;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Tests.Subnetworks;

/// <summary>Constants of planned networks, with and without small weights.</summary>
public class PowersOfTwoTests
{
    [Fact]
    public void Every_constant_that_is_made_has_its_value_and_one_is_refused_only_where_it_cannot_be_there() =>
        Gen.Select(Gen.Int[0, 5], Gen.Select(Gen.Int[1, 30], Gen.Int[0, 24]).Array[1, 6]).Sample((small, wanted) =>
        {
            var plan = new LayerPlan();
            var constants = new PowersOfTwo(plan, small);
            PlannedUnit[] units = [.. wanted.Select(w => constants.At(w.Item2, w.Item1))];
            bool possible = Array.TrueForAll(wanted, w => Reachable(small, w.Item1 - 1, isDoubled: w.Item2 < 1).Contains(w.Item2));
            constants.Grow(orders: 6).Should().Be(possible);
            if (possible)
            {
                units.Zip(wanted, (unit, w) => Value(unit) == Dyadic.PowerOfTwo(-w.Item2) && unit.Layer == w.Item1).Should().OnlyContain(right => right);
            }
        });

    // In 23 layers 2^-24 is halved without a hold; with weights of 2^-5 it takes four of them and three halvings, and holds or begins later.
    [Theory]
    [InlineData(24, 0, 23)]
    [InlineData(24, 4, 7)]
    [InlineData(0, 4, 1)]
    [InlineData(1, 4, 0)]
    [InlineData(6, 4, 1)]
    [InlineData(5, 4, 4)]
    public void The_fewest_layers_are_those_of_small_weights_as_often_as_they_fit(int exponent, int small, int layers) =>
        PowersOfTwo.FewestLayers(exponent - 1, small).Should().Be(layers);

    // What is 1/2 in some layer from the first on, and then held, and doubled, or halved or made 2^-(1+small) times as great.
    private static HashSet<int> Reachable(int small, int layers, bool isDoubled)
    {
        HashSet<int> now = [1];
        for (int i = 0; i < layers; i++)
        {
            now = [.. now.SelectMany(e => isDoubled ? new[] { e, e - 1 } : [e, e + 1, small > 0 ? e + 1 + small : e])];
        }

        return now;
    }

    private static Dyadic Value(PlannedUnit unit) =>
        unit.Readings.Aggregate(Dyadic.Create(unit.Bias, -1), (sum, reading) => sum + (reading.Coefficient * Value(reading.Source)));
}
