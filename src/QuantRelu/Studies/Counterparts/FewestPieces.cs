namespace QuantRelu.Studies.Counterparts;

/// <summary>
/// The continuous piecewise linear function with the fewest pieces that keeps to f ± ε at equal steps, among those that bend at steps and have one of a
/// number of values there: shortest paths over (step, value), a piece from one to another being possible where the line between keeps to all steps.
/// </summary>
internal static class FewestPieces
{
    private const int Levels = 33;

    /// <summary>The function, by its ends and bends.</summary>
    /// <param name="places">Steps from 0 on, with the lower and the upper end of the corridor there.</param>
    public static Polyline Of((double Z, double Low, double High)[] places)
    {
        (int Step, double Value)[] bends = Of([.. places.Select(p => p.Low)], [.. places.Select(p => p.High)]);
        return new([.. bends.Select(b => places[b.Step].Z)], [.. bends.Select(b => b.Value)]);
    }

    /// <summary>The bends, the ends among them, with the values there.</summary>
    /// <param name="low">The lower ends at 0, 1/n, ..., 1.</param>
    /// <param name="high">The upper ends.</param>
    public static (int Step, double Value)[] Of(double[] low, double[] high)
    {
        int steps = low.Length - 1;
        double Value(int step, int level) => low[step] + ((high[step] - low[step]) * level / (Levels - 1));
        var best = new (int Pieces, int Step, int Level)[steps + 1, Levels];
        for (int i = 1; i <= steps; i++)
        {
            for (int l = 0; l < Levels; l++)
            {
                best[i, l] = (int.MaxValue, -1, -1);
            }
        }

        for (int i = 0; i < steps; i++)
        {
            for (int l = 0; l < Levels; l++)
            {
                if (best[i, l].Pieces < int.MaxValue)
                {
                    Reach(i, l);
                }
            }
        }

        return Path(Enumerable.Range(0, Levels).MinBy(l => (best[steps, l].Pieces, Math.Abs(l - (Levels / 2)))));

        // All that one line from a place comes to, until no slope is left.
        void Reach(int from, int level)
        {
            double start = Value(from, level), least = double.NegativeInfinity, greatest = double.PositiveInfinity;
            int pieces = best[from, level].Pieces + 1;
            for (int i = from + 1; i <= steps; i++)
            {
                double length = i - from;
                (least, greatest) = (Math.Max(least, (low[i] - start) / length), Math.Min(greatest, (high[i] - start) / length));
                if (least > greatest)
                {
                    return;
                }

                double width = high[i] - low[i];
                int first = (int)Math.Ceiling((start + (least * length) - low[i]) / width * (Levels - 1) - 1e-9);
                int last = (int)Math.Floor((start + (greatest * length) - low[i]) / width * (Levels - 1) + 1e-9);
                for (int l = Math.Max(0, first); l <= Math.Min(Levels - 1, last); l++)
                {
                    if (pieces < best[i, l].Pieces)
                    {
                        best[i, l] = (pieces, from, level);
                    }
                }
            }
        }

        (int, double)[] Path(int level)
        {
            var bends = new List<(int, double)>();
            for (int step = steps; step >= 0; (_, step, level) = step == 0 ? (0, -1, 0) : best[step, level])
            {
                bends.Add((step, Value(step, level)));
            }

            bends.Reverse();
            return [.. bends];
        }
    }
}
