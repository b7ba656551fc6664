using System.Text;
using QuantRelu.Claims;
using QuantRelu.Formats.Onnx;
using QuantRelu.Numerics;

namespace QuantRelu.Formats.VnnLib;

/// <summary>
/// The text of a property in VNN-LIB, version 1: one statement a line over the input X_0 and the output Y_0, whose satisfying points are the counterexamples;
/// comments on lines of their own say which network it is about and where its numbers come from.
/// </summary>
internal static class VnnLibText
{
    /// <summary>Writes it.</summary>
    public static void Write(VerificationInstance instance, Stream stream, string network)
    {
        string threshold = Float32.Decimal(instance.Threshold), model = instance.Rounding.IsZero ? "N(u)" : "M(u)";
        string target = $"{instance.Target.Name.ReplaceLineEndings(" ")} on {instance.Target.Domain}";
        string[] lines =
        [
            $"; network: {network}, sha256 {instance.NetworkDigest}",
            $"; claim: |N - f| <= {instance.Claim.Value}, {Source(instance.Claim.Source)}; f is {target}",
            $"; X_0 is u = (x - a)/(b - a), Y_0 is {model} - L(u) with the line L(u) = {instance.Line.Constant} + {instance.Line.Slope} u near the chord of f",
            $"; |f - L| <= {Up(instance.ChordDistance)} on the cell, proved; rounded up here to five digits",
            .. instance.Rounding.IsZero
                ? Array.Empty<string>()
                : [$"; M is N over the nearest float32 weights, |M - N| <= {Up(instance.Rounding)} on the cell, proved; rounded up here"],
            $"; the claim implies |Y_0| < {threshold}, the least float32 number above the sum of these bounds; asked is for a counterexample",
            $"; sat refutes the claim; unsat proves |N - f| < {Up(instance.Threshold + instance.ChordDistance + instance.Rounding)} on the cell",
            "(declare-const X_0 Real)",
            "(declare-const Y_0 Real)",
            $"(assert (>= X_0 {Float32.Decimal(instance.Cell.From)}))",
            $"(assert (<= X_0 {Float32.Decimal(instance.Cell.To)}))",
            $"(assert (or (and (>= Y_0 {threshold})) (and (<= Y_0 -{threshold}))))",
            string.Empty,
        ];
        stream.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
    }

    private static string Source(ClaimSource source) => source switch
    {
        ClaimSource.Certified => "certified",
        ClaimSource.Construction => "which the construction proves",
        ClaimSource.Assumption => "which the construction proves if the target's norm is as it was sampled or declared",
        ClaimSource.Asked => "the error that the network was built for",
        _ => "as given",
    };

    // In five digits, not below it.
    private static string Up(Rational value) => OutwardDigits.Up(new IntervalAlgebra(64).Constant(value).Upper);
}
