namespace QuantRelu.Constructions.Hinges;

/// <summary>The functions of hinges in a corridor, one for each grid and slope quantum that is worth it, with their networks.</summary>
internal static class HingeCandidates
{
    private const int MostQuanta = 10;
    private const int LogChord = 8;
    private const int Leave = 2;

    /// <summary>All of them, in an order that does not depend on threads.</summary>
    /// <param name="corridor">Where they must lie.</param>
    /// <param name="error">ε, the half width of the corridor before it was folded.</param>
    /// <param name="limits">How much may be done.</param>
    /// <param name="write">The network of a function, null where there is none: a quantum is left when finer grids only make it heavier.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static ImmutableArray<(HingeFunction Function, IntegerNetwork Network)> Of(
        Corridor corridor, double error, HingeLimits limits, Func<HingeFunction, IntegerNetwork?> write, CancellationToken cancellationToken)
    {
        int chord = Math.Max(1, corridor.Steps >> LogChord);
        (double least, double greatest) = corridor.Slopes(chord);
        double slope = Math.Max(Math.Max(Math.Abs(least), Math.Abs(greatest)), error / corridor.Length / 4);
        int coarsest = (int)Math.Floor(-Math.Log2(slope)) - 1;
        var found = new List<(HingeFunction, IntegerNetwork)>[MostQuanta];
        Parallel.For(0, MostQuanta, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, k =>
            found[k] = [.. OfQuantum(corridor, error, coarsest + k, greatest - least, limits, write, cancellationToken)]);
        return [.. found.SelectMany(f => f)];
    }

    private static IEnumerable<(HingeFunction Function, IntegerNetwork Network)> OfQuantum(
        Corridor corridor, double error, int logQuanta, double slopes, HingeLimits limits, Func<HingeFunction, IntegerNetwork?> write,
        CancellationToken cancellationToken)
    {
        int best = int.MaxValue, worse = 0;
        for (int logCells = 0; logCells <= corridor.LogSamples && worse < Leave; logCells++)
        {
            double values = error / Math.ScaleB(1, -logCells - logQuanta);
            if (values < 0.25)
            {
                continue;
            }

            if (values > limits.MostValues)
            {
                yield break;
            }

            int change = (int)Math.Clamp(Math.ScaleB(slopes, logQuanta) + 1, 1, logCells < 6 ? 128 : 16);
            if (CorridorProgramme.Find(corridor, logCells, logQuanta, change, limits.MostWork, cancellationToken) is not { } function)
            {
                continue;
            }

            if (write(function) is not { } network)
            {
                continue;
            }

            int weight = network.Weights;
            worse = weight < best ? 0 : weight > best + (best / 4) ? Leave : worse + 1;
            best = Math.Min(best, weight);
            yield return (function, network);
        }
    }
}
