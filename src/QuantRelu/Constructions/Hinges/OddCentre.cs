using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Hinges;

/// <summary>
/// A centre of oddness: f(c + t) - v and v - f(c - t) are the same function ±h of the distance t, with h(0) = 0 and h ≥ 0, so that hinges of one side do
/// for both.
/// </summary>
/// <param name="Fold">The two units z_+ = σ(z - c) and z_- = σ(c - z), whose sum is t.</param>
/// <param name="Reach">The greatest t, in steps of the fold.</param>
/// <param name="Sign">1 where f grows from its centre to the right, -1 where it falls.</param>
/// <param name="Value">v·2^LogValue.</param>
/// <param name="LogValue">Binary digits of v behind the point.</param>
internal sealed record OddCentre(FoldStage Fold, int Reach, int Sign, long Value, int LogValue)
{
    /// <summary>The most binary digits of the value at the centre, beyond those of ε.</summary>
    private const int MoreDigits = 3;

    /// <summary>The centre of the coordinate of a corridor for which the corridor of h is widest; null when none is wide enough.</summary>
    /// <param name="corridor">The corridor of f.</param>
    /// <param name="error">ε.</param>
    /// <param name="widest">The width that h must have left.</param>
    public static (OddCentre Centre, Corridor Corridor)? Of(Corridor corridor, double error, double widest)
    {
        return corridor.HasConstant ? null : FoldChoice.CentreGrids.Select(log => On(corridor, log, error, widest)).FirstOrDefault(found => found is not null);
    }

    private static (OddCentre Centre, Corridor Corridor)? On(Corridor corridor, int logSteps, double error, double widest)
    {
        int step = 1 << (corridor.LogSamples - logSteps);
        int length = corridor.Steps / step, digits = (int)Math.Ceiling(-Math.Log2(error)) + MoreDigits;
        (OddCentre Centre, Corridor Corridor, double Width)? best = null;
        for (int centre = 1; centre < length; centre++)
        {
            if (4 * Math.Min(centre, length - centre) < length)
            {
                continue;
            }

            long value = (long)Math.Round(Math.ScaleB(corridor.Middle(centre * step), digits));
            foreach (int sign in (int[])[1, -1])
            {
                if (corridor.WidthOdd(centre * step, step, Math.ScaleB(value, -digits)) < widest)
                {
                    continue;
                }

                (Corridor odd, double width) = corridor.Odd(centre * step, sign, Math.ScaleB(value, -digits));
                if (width >= widest && width > (best?.Width ?? 0))
                {
                    int zeros = Math.Min(value == 0 ? digits : SignedDigits.Lowest(value), Math.Max(digits, 0));
                    best = (new(FoldStage.Of(logSteps, length, [centre]), Math.Max(centre, length - centre), sign, value >> zeros, digits - zeros), odd, width);
                }
            }
        }

        return best is { } found ? (found.Centre, found.Corridor) : null;
    }
}
