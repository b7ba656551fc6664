using QuantRelu.Bounds;
using QuantRelu.Figures.Plots;
using QuantRelu.Figures.Rendering;

namespace QuantRelu.Figures.Sweeps;

/// <summary>
/// The least bits of a network of one fixed structure for all of F_{d,n}: for n = 1 the proved ⌈1/ε⌉ - 1 (d = 1) and (⌈1/(2ε)⌉ - 1)^d, for larger n the
/// order (1/ε)^{d/n} with constant 1.
/// </summary>
internal static class LimitCurves
{
    private const int Places = 241;

    /// <summary>A curve for each d and n of the networks, between two errors; a network that is made without any n belongs to no class.</summary>
    public static IEnumerable<Stroke> Of(IReadOnlyList<SweptNetwork> networks, double least, double most)
    {
        ImmutableArray<double> places = [.. Curve.Places(Math.Log10(least), Math.Log10(most), Places).Select(p => Math.Pow(10, p)).Where(e => e < 1)];
        var classes = networks.Where(n => n.Row.Number("smoothness") is not null)
            .Select(n => (D: n.Request.Network.Target.Dimension, N: (int)n.Row.Number("smoothness")!.Value)).Distinct().Order();
        return classes.Select(
            (c, i) => new Stroke(OfClass(c.D, c.N, places), new Pen(i % 2 == 0 ? Inks.Black : Inks.Grey, 1.4, i / 2 % 2 == 0 ? Dash.Short : Dash.Long)));
    }

    private static Curve OfClass(int d, int n, ImmutableArray<double> places) => n == 1
        ? Curve.Of($"least bits, d = {d}, n = 1: {Formula(d)}, proved", places, e => Positive(Proved(d, Dyadic.FromDouble(e))))
        : Curve.Of($"order of least bits, d = {d}, n = {n}: (1/ε)^({d}/{n}), constant 1", places, e => Limits.EntropyOrder(d, n, e));

    private static string Formula(int d) => d == 1 ? "⌈1/ε⌉ − 1" : $"(⌈1/(2ε)⌉ − 1){Superscript.Of(d)}";

    private static double Proved(int d, Rational error) => (double)(d == 1 ? Limits.EntropyAtLeast(error) : Limits.EntropyAtLeast(d, error));

    // Nothing is drawn of a limit of 0 bits.
    private static double Positive(double bits) => bits > 0 ? bits : double.NaN;
}
