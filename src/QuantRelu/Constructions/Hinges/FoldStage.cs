namespace QuantRelu.Constructions.Hinges;

/// <summary>
/// A triangle wave in one layer: z ↦ |...||z - c_1| - c_2| ... - c_r|, a function with slopes ±1 that is 0 at a knot κ_0, written from there outwards as
/// σ(z - κ_0) + σ(κ_0 - z) and ∓2σ(±(z - κ_j)) for every other knot κ_j on either side.
/// </summary>
/// <param name="LogSteps">Knots are multiples of 2^-LogSteps.</param>
/// <param name="Knots">The knots, κ_0 first, then the others from κ_0 outwards on either side, in steps.</param>
internal sealed record FoldStage(int LogSteps, int[] Knots)
{
    /// <summary>The wave of one or more centres, each in the coordinate that the folds before leave.</summary>
    /// <param name="logSteps">Centres and the length are multiples of 2^-logSteps.</param>
    /// <param name="length">The coordinate is in [0, length].</param>
    /// <param name="centres">c_1, c_2, ..., each inside of what is left.</param>
    public static FoldStage Of(int logSteps, int length, IReadOnlyList<int> centres)
    {
        int[] values = [.. Enumerable.Range(0, length + 1).Select(z => centres.Aggregate(z, (v, c) => Math.Abs(v - c)))];
        int[] bends = [.. Enumerable.Range(1, length - 1).Where(z => values[z - 1] - (2 * values[z]) + values[z + 1] != 0)];
        int zero = bends.First(z => values[z] == 0);
        return new FoldStage(logSteps, [zero, .. bends.Where(z => z > zero), .. bends.Where(z => z < zero).Reverse()]);
    }

    /// <summary>The units, as the sign and the knot of σ(±(z - κ)), and how often each is taken.</summary>
    public IEnumerable<(int Sign, int Knot, int Coefficient)> Units
    {
        get
        {
            yield return (1, Knots[0], 1);
            yield return (-1, Knots[0], 1);
            foreach (int side in (int[])[1, -1])
            {
                int coefficient = -2;
                foreach (int knot in Knots.Skip(1).Where(k => Math.Sign(k - Knots[0]) == side))
                {
                    yield return (side, knot, coefficient);
                    coefficient = -coefficient;
                }
            }
        }
    }
}
