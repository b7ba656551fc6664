using QuantRelu.Claims;
using QuantRelu.Formats.Onnx;
using QuantRelu.Numerics;

namespace QuantRelu.Formats.VnnLib;

/// <summary>What the property of a claimed error says of itself: which network it is about, and where its numbers come from.</summary>
internal static class ErrorComments
{
    /// <summary>The lines.</summary>
    public static IEnumerable<string> Of(VerificationInstance instance, string network)
    {
        string threshold = Float32.Decimal(instance.Threshold), model = instance.Rounding.IsZero ? "N(u)" : "M(u)";
        string target = $"{instance.Target.Name} on {instance.Target.Domain}";
        return
        [
            $"network: {network}, sha256 {instance.NetworkDigest}",
            $"claim: |N - f| <= {instance.Claim.Value}, {Source(instance.Claim.Source)}; f is {target}",
            $"X_0 is u = (x - a)/(b - a), Y_0 is {model} - L(u) with the line L(u) = {instance.Line.Constant} + {instance.Line.Slope} u near the chord of f",
            $"|f - L| <= {Up(instance.ChordDistance)} on the cell, proved; rounded up here to five digits",
            .. instance.Rounding.IsZero
                ? Array.Empty<string>()
                : [$"M is N over the nearest float32 weights, |M - N| <= {Up(instance.Rounding)} on the cell, proved; rounded up here"],
            $"the claim implies |Y_0| < {threshold}, the least float32 number above the sum of these bounds; asked is for a counterexample",
            $"sat refutes the claim; unsat proves |N - f| < {Up(instance.Threshold + instance.ChordDistance + instance.Rounding)} on the cell",
        ];
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
