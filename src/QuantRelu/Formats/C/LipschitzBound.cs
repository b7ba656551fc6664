using QuantRelu.Certification;
using QuantRelu.Targets;

namespace QuantRelu.Formats.C;

/// <summary>A proved bound of every partial derivative in u, almost everywhere on the unit box: |f(u) - f(v)| ≤ Value·Σ|u_i - v_i|.</summary>
/// <param name="Value">The bound.</param>
/// <param name="Of">Whose it is: "the target" or "the network".</param>
/// <remarks>
/// Either serves: |N(v) - f(u)| ≤ |N(v) - f(v)| + |f(v) - f(u)|, and also ≤ |N(v) - N(u)| + |N(u) - f(u)|.
/// </remarks>
internal sealed record LipschitzBound(Rational Value, string Of)
{
    // Beyond this many linear pieces the network's own bound is not looked for.
    private const int MostPieces = 1 << 16;

    /// <summary>That of the target where it can be proved, else that of a network with one input; null when neither is known.</summary>
    public static LipschitzBound? Find(Network network, Target? target) =>
        OfTarget(target) ?? (network.Inputs == 1 && network.Outputs.IsOne ? OfNetwork(network) : null);

    private static LipschitzBound? OfTarget(Target? target)
    {
        if (target?.Table is { } table)
        {
            return new(table.Lipschitz * target.Domain.Width(0), "the target");
        }

        if (target?.Expression is null)
        {
            return target?.LipschitzConstant is not { } bound ? null
                : new(Dyadic.FromDouble(bound), target.Grid is null ? "the target, as its code declares" : "the target");
        }

        NormEnclosure norms = RigorousNorm.Enclose(target, 1);
        return norms.Order < 1 ? null : new(Dyadic.FromDouble(norms.Orders[1].Upper), "the target");
    }

    private static LipschitzBound? OfNetwork(Network network)
    {
        Rational steepest = 0;
        int pieces = 0;
        foreach (LinearPiece piece in LinearPiece.Of(network))
        {
            Rational slope = Rational.Abs(piece.Slope);
            steepest = slope > steepest ? slope : steepest;
            if (++pieces > MostPieces)
            {
                return null;
            }
        }

        return new(steepest, "the network");
    }
}
