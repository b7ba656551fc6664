using CsCheck;
using FluentAssertions;
using QuantRelu.Constructions.Hinges;
using QuantRelu.Numerics;
using Xunit;

namespace QuantRelu.Tests.Constructions.Hinges;

public class HingeLayoutTests
{
    [Fact]
    public void The_network_computes_the_function_exactly() => Gen.Select(IntegerNetworks.Function, Gen.Int[0, 1 << 10]).Sample((function, k) =>
    {
        double x = k / 1024.0;
        IntegerNetwork network = HingeLayout.Write([new HingeSource(Direction.Single, [], function)], HingeLimits.StandardLayers)!;
        return network.At(x).Equals(function.At(x));
    }, iter: 500, threads: 1);

    [Theory]
    [InlineData(16)]
    [InlineData(24, 16)]
    [InlineData(16, 8)]
    [InlineData(16, 8, 4)]
    [InlineData(20, 9, 5, 3)]
    public void A_function_of_a_folded_coordinate_is_that_of_the_distances(params int[] centres) =>
        Gen.Select(IntegerNetworks.Function, Gen.Int[0, 1 << 10]).Sample((function, k) =>
        {
            double x = k / 1024.0;
            ImmutableArray<FoldStage> stages = new FoldChoice(5, [.. centres], new Corridor(10, new double[1025], new double[1025])).Stages();
            IntegerNetwork network = HingeLayout.Write([new HingeSource(Direction.Single, stages, function)], HingeLimits.StandardLayers)!;
            double z = centres.Aggregate(x, (v, c) => Math.Abs(v - (c / 32.0)));
            return network.At(x).Equals(function.At(z));
        }, iter: 100, threads: 1);

    [Theory]
    [InlineData(5, 16, 1)]
    [InlineData(5, 9, -1)]
    [InlineData(8, 141, 1)]
    public void An_odd_function_is_that_of_the_distance_with_the_sign_of_the_side(int logSteps, int centre, int sign) =>
        Gen.Select(IntegerNetworks.Function, Gen.Int[-99, 99], Gen.Int[0, 1 << 10]).Sample((any, value, k) =>
        {
            // Its hinges alone, taken upwards from 0: a function that is 0 at 0 and not below it.
            HingeFunction function = any with
            {
                Base = 0,
                Slope = Math.Abs(any.Slope),
                Value = 0,
                Hinges = [.. any.Hinges.Select(h => h with { Change = Math.Abs(h.Change) })],
            };
            var odd = new OddCentre(FoldStage.Of(logSteps, 1 << logSteps, [centre]), Math.Max(centre, (1 << logSteps) - centre), sign, value, 7);
            IntegerNetwork network = OddLayout.Write(new HingeSource(Direction.Single, [odd.Fold], function), odd, HingeLimits.StandardLayers)!;
            double x = k / 1024.0, z = x - Math.ScaleB(centre, -logSteps);
            return network.At(x).Equals((value / 128.0) + (sign * Math.Sign(z) * function.At(Math.Abs(z))));
        }, iter: 300, threads: 1);

    [Fact]
    public void Summands_of_four_directions_add_up() =>
        Gen.Select(IntegerNetworks.Function.Array[4], Gen.Int[0, 256], Gen.Int[0, 256]).Sample((functions, i, j) =>
        {
            double x = i / 256.0, y = j / 256.0;
            HingeSource[] sources = [.. functions.Select((f, k) => new HingeSource(Direction.OfPlane[k], [], f))];
            double sum = functions[0].At(x) + functions[1].At(y) + functions[2].At((x + y) / 2) + functions[3].At((x - y + 1) / 2);
            return HingeLayout.Write(sources, HingeLimits.StandardLayers)!.At(x, y).Equals(sum);
        }, iter: 200, threads: 1);

    [Fact]
    public void The_distances_from_the_diagonals_take_two_units_each() =>
        Gen.Select(IntegerNetworks.Function.Array[3], Gen.Int[0, 256], Gen.Int[0, 256]).Sample((functions, i, j) =>
        {
            double x = i / 256.0, y = j / 256.0;
            HingeSource[] sources =
            [
                new(Direction.Distances[3]!, [], functions[0]), new(Direction.Distances[2]!, [], functions[1]), new(Direction.OfPlane[1], [], functions[2]),
            ];
            double sum = functions[0].At(Math.Abs(x - y) / 2) + functions[1].At(Math.Abs(x + y - 1) / 2) + functions[2].At(y);
            return HingeLayout.Write(sources, HingeLimits.StandardLayers)!.At(x, y).Equals(sum)
                && sources[0].At((x - y + 1) / 2).Equals(functions[0].At(Math.Abs(x - y) / 2))
                && Direction.Distances[2]!.At(x, y).Equals(Math.Abs(x + y - 1) / 2);
        }, iter: 200, threads: 1);

    [Fact]
    public void A_hinge_is_split_into_the_units_that_cost_least() => Gen.Select(Gen.Int[1, 40], Gen.Int[0, 200]).Sample((change, at) =>
    {
        (int weights, int units, int copies) = new Hinge(at, change).Cheapest;
        int least = Enumerable.Range(1, change).Where(n => change % n == 0)
            .Min(n => n * ((change / n) + SignedDigits.Of((long)(change / n) * at).Count() + 1));
        return weights == least && units * copies == change;
    });
}
