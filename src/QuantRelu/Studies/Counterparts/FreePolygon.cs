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
    public static Network? InWords(double[] knots, Func<double, double> value, WordLength word) =>
        InWords([new([1], 0, 1, knots, value)], word);

    /// <summary>The sum of functions of several directions, in the same way; their lines are one.</summary>
    /// <param name="summands">The functions.</param>
    /// <param name="word">w.</param>
    public static Network? InWords(IReadOnlyList<Summand> summands, WordLength word)
    {
        int places = word.FractionBits(summands.Max(s => s.End));
        Dyadic[][] at = [.. summands.Select(s => (Dyadic[])[0, .. s.Knots[1..^1].Select(k => WordLength.Round(k, places)), Dyadic.FromDouble(s.End)])];
        if (at.Any(k => Enumerable.Range(1, k.Length - 1).Any(j => k[j] <= k[j - 1])))
        {
            return null;
        }

        double greatest = Greatest(summands, at);
        return greatest > 0 && Rounded(summands, at, word, word.FractionBits(greatest)) is { } network ? network
            : greatest > 0 ? Rounded(summands, at, word, word.FractionBits(greatest) - 1)
            : null;
    }

    // The greatest coefficient of the output, rounding aside: of the constant, the line and the hinges.
    private static double Greatest(IReadOnlyList<Summand> summands, Dyadic[][] at)
    {
        double[][] slopes = [.. summands.Select((s, i) => s.Slopes(at[i]))];
        double constant = summands.Select((s, i) => s.Value(0) + (slopes[i][0] * s.Bias)).Sum();
        IEnumerable<double> line = summands[0].Row.Select((_, k) => summands.Select((s, i) => slopes[i][0] * s.Row[k]).Sum());
        IEnumerable<double> changes = slopes.SelectMany(s => s.Skip(1).Zip(s, (slope, before) => slope - before));
        return line.Concat(changes).Append(constant).Max(Math.Abs);
    }

    // Each function starts from what the rounding of the others' starts has left.
    private static Network? Rounded(IReadOnlyList<Summand> summands, Dyadic[][] at, WordLength word, int fraction)
    {
        var circuit = new Circuit(summands[0].Row.Length);
        Dyadic start = WordLength.Round(summands.Sum(s => s.Value(0)), fraction);
        var line = new Dyadic[circuit.Inputs];
        var terms = new List<LinearForm>();
        double off = (double)start - summands.Sum(s => s.Value(0));
        for (int i = 0; i < summands.Count; i++)
        {
            Summand summand = summands[i];
            (Dyadic Knot, Dyadic Change)[] changes = [.. Changes(summand, at[i], summand.Value(0) + (i == 0 ? off : 0), fraction)];
            if (!changes.Skip(1).All(c => word.Fits(c.Change, fraction)))
            {
                return null;
            }

            Dyadic slope = changes[0].Change;
            start += slope * summand.Bias;
            for (int k = 0; k < line.Length; k++)
            {
                line[k] += slope * summand.Row[k];
            }

            terms.Add(circuit.Hinges(summand.Direction(circuit), default, default, default, [.. changes.Skip(1)]));
        }

        IEnumerable<LinearForm> lines = line.Select((slope, k) => slope.IsZero ? 0 : slope * circuit.Relu(circuit.Input(k), "base"));
        return line.Append(start).All(v => word.Fits(v, fraction)) ? FreeNetwork.Of(circuit, LinearForm.Sum([start, .. lines, .. terms])) : null;
    }

    private static IEnumerable<(Dyadic Knot, Dyadic Change)> Changes(Summand summand, Dyadic[] at, double start, int fraction)
    {
        double here = start;
        Dyadic before = default;
        for (int j = 0; j + 1 < at.Length; j++)
        {
            Dyadic length = at[j + 1] - at[j];
            Dyadic slope = WordLength.Round((summand.Value((double)at[j + 1]) - here) / (double)length, fraction);
            yield return (at[j], slope - before);
            (here, before) = (here + (double)(slope * length), slope);
        }
    }

    /// <summary>A function g of a direction T = row·u + bias ≥ 0 of the inputs.</summary>
    /// <param name="Row">The coefficients of the inputs.</param>
    /// <param name="Bias">The constant of T.</param>
    /// <param name="End">The greatest value of T.</param>
    /// <param name="Knots">0 = κ_0 &lt; κ_1 &lt; ... &lt; κ_N = End.</param>
    /// <param name="Value">g, as it is wanted.</param>
    internal sealed record Summand(int[] Row, int Bias, double End, double[] Knots, Func<double, double> Value)
    {
        /// <summary>T.</summary>
        public LinearForm Direction(Circuit circuit) => LinearForm.Sum(Row.Select((r, k) => (Dyadic)r * circuit.Input(k)).Append((Dyadic)Bias));

        /// <summary>The slopes between knots.</summary>
        public double[] Slopes(Dyadic[] knots) =>
        [
            .. Enumerable.Range(0, knots.Length - 1)
                .Select(j => (Value((double)knots[j + 1]) - Value((double)knots[j])) / (double)(knots[j + 1] - knots[j])),
        ];
    }
}
