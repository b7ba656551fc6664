using QuantRelu.Circuits;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;

namespace QuantRelu.Studies.Counterparts;

/// <summary>
/// A piecewise linear function of one variable in one hidden layer of free weights: v + m x + Σ c_j σ(x - κ_j) with N pieces has at most 3N weights, one for
/// x, κ and c of each of N - 1 hinges, two for m x, and v.
/// </summary>
internal static class FreePolygon
{
    /// <summary>
    /// The function that is near values at knots, in words of w bits, or null when they are too short. Slopes are rounded one after the other, each to what
    /// takes the function from where it is to the next value, so that rounding errors do not add up.
    /// </summary>
    /// <param name="knots">0 = κ_0 &lt; κ_1 &lt; ... &lt; κ_N = 1.</param>
    /// <param name="value">The value that is wanted at a place.</param>
    /// <param name="word">w.</param>
    public static Network? InWords(double[] knots, Func<double, double> value, WordLength word)
    {
        int last = knots.Length - 1, places = word.FractionBits(1);
        Dyadic[] at = [0, .. knots[1..^1].Select(k => WordLength.Round(k, places)), 1];
        if (Enumerable.Range(1, last).Any(j => at[j] <= at[j - 1]))
        {
            return null;
        }

        double[] slopes = [.. Enumerable.Range(0, last).Select(j => (value((double)at[j + 1]) - value((double)at[j])) / (double)(at[j + 1] - at[j]))];
        double[] layer = [value(0), slopes[0], .. slopes.Skip(1).Zip(slopes, (s, before) => s - before)];
        double greatest = layer.Max(Math.Abs);
        return greatest > 0 && Rounded(at, value, word, word.FractionBits(greatest)) is { } network ? network
            : greatest > 0 ? Rounded(at, value, word, word.FractionBits(greatest) - 1)
            : null;
    }

    private static Network? Rounded(Dyadic[] at, Func<double, double> value, WordLength word, int fraction)
    {
        Dyadic start = WordLength.Round(value(0), fraction), here = start, before = default;
        var changes = new List<(Dyadic Knot, Dyadic Change)>();
        for (int j = 0; j + 1 < at.Length; j++)
        {
            Dyadic length = at[j + 1] - at[j];
            Dyadic slope = WordLength.Round((value((double)at[j + 1]) - (double)here) / (double)length, fraction);
            changes.Add((at[j], slope - before));
            (here, before) = (here + (slope * length), slope);
        }

        if (!changes.Select(c => c.Change).Append(start).All(v => word.Fits(v, fraction)))
        {
            return null;
        }

        var circuit = new Circuit(1);
        LinearForm polygon = circuit.Hinges(circuit.Input(0), default, start, changes[0].Change, [.. changes.Skip(1)]);
        return FreeNetwork.Of(circuit, polygon);
    }
}
