using CsCheck;
using FluentAssertions;
using QuantRelu.Circuits;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Tests.Subnetworks;

public class HingeLayerTests
{
    private const int Cells = 8;

    // Slopes of the eight cells of [0, 1] in quarters, a value at 0 in eighths, and the base.
    private static readonly Gen<(int[] Slopes, int Start, int Base)> Functions = Gen.Select(Gen.Int[-5, 5].Array[Cells], Gen.Int[-9, 9], Gen.Int[0, Cells - 1]);

    [Fact]
    public void It_is_the_function_with_those_slopes_at_every_point_whatever_the_base() => Gen.Select(Functions, Gen.Int[0, 64]).Sample((f, k) =>
    {
        (Circuit circuit, LinearForm form) = Make(f);
        return circuit.Evaluate([Dyadic.Create(k, -6)], [form])[0] == Integral(f, Dyadic.Create(k, -6));
    });

    [Fact]
    public void A_layer_has_a_unit_for_each_knot_and_one_for_a_slope() => Functions.Sample(f =>
        Make(f).Circuit.Units.Count == Enumerable.Range(1, Cells - 1).Count(i => f.Slopes[i] != f.Slopes[i - 1]) + (f.Slopes[f.Base] == 0 ? 0 : 1));

    [Fact]
    public void Over_halves_it_is_exact() => Gen.Select(Functions, Gen.Int[0, 64]).Sample((f, k) =>
    {
        (Circuit circuit, LinearForm form) = Make(f);
        Network network = Realization.ToNetwork(circuit, [form], CodebookFamily.Halves.At(1));
        return ExactEvaluator.Evaluate(network, Dyadic.Create(k, -6))[0] == (Rational)Integral(f, Dyadic.Create(k, -6));
    }, iter: 40, threads: 1);

    private static (Circuit Circuit, LinearForm Form) Make((int[] Slopes, int Start, int Base) f)
    {
        var circuit = new Circuit(1);
        Dyadic at = Dyadic.Create(f.Base, -3);
        (Dyadic, Dyadic)[] knots = [.. Enumerable.Range(1, Cells - 1).Select(i => (Dyadic.Create(i, -3), Dyadic.Create(f.Slopes[i] - f.Slopes[i - 1], -2)))];
        return (circuit, circuit.Hinges(circuit.Input(0), at, Integral(f, at), Dyadic.Create(f.Slopes[f.Base], -2), knots));
    }

    // The start and what the slopes add up to.
    private static Dyadic Integral((int[] Slopes, int Start, int Base) f, Dyadic x) => Enumerable.Range(0, Cells).Aggregate(
        Dyadic.Create(f.Start, -3),
        (sum, i) => sum + (Dyadic.Create(f.Slopes[i], -2) * Dyadic.Max(default, Dyadic.Min(x - Dyadic.Create(i, -3), Dyadic.Create(1, -3)))));
}
