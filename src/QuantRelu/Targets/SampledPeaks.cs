namespace QuantRelu.Targets;

/// <summary>The greatest values of the derivatives of each order that are found by a grid of samples and a climb from its largest ones.</summary>
internal static class SampledPeaks
{
    private const int ClimbsPerOrder = 2;

    /// <summary>The peaks of all orders.</summary>
    /// <param name="sampler">The derivatives.</param>
    /// <param name="failure">Where one is undefined or grows without end; then there are none.</param>
    public static DerivativePeak[]? Find(DerivativeSampler sampler, out NormFailure? failure)
    {
        SampleGrid grid = SampleGrid.Create(sampler.Space.Dimension, sampler.Space.Order);
        DerivativeSample[] samples = [.. grid.Points.Select(sampler.At)];
        failure = NormFailures.FirstNotFinite(sampler, samples);
        var peaks = new DerivativePeak[sampler.Space.Order + 1];
        for (int j = peaks.Length - 1; j >= 0 && failure is null; j--)
        {
            peaks[j] = FindPeak(sampler, j, samples, grid.Spacing, out failure);
        }

        return failure is null ? peaks : null;
    }

    // The highest orders are searched first: they show a singularity from farthest away.
    private static DerivativePeak FindPeak(DerivativeSampler sampler, int j, DerivativeSample[] samples, double spacing, out NormFailure? failure)
    {
        failure = null;
        DerivativeSample top = samples[0];
        double scale = samples.Max(s => s.Values[0]);
        foreach (DerivativeSample start in Starts(samples, j, spacing))
        {
            PeakSearch search = PeakSearch.Climb(sampler, j, start, spacing, scale);
            if (search.Unbounded is { } order)
            {
                failure = NormFailures.Overflow(sampler, order, search.Top.At) ?? NormFailures.NotBounded(sampler.Target, order, search.Top.At);
                break;
            }

            top = search.Top.Values[j] > top.Values[j] ? search.Top : top;
        }

        return new DerivativePeak(top.Values[j], sampler.Space[top.Derivatives[j]], [.. top.At]);
    }

    // The largest sample, and the largest that is not its neighbour.
    private static IEnumerable<DerivativeSample> Starts(DerivativeSample[] samples, int j, double spacing)
    {
        var chosen = new List<DerivativeSample>();
        while (chosen.Count < ClimbsPerOrder)
        {
            DerivativeSample? next = null;
            foreach (DerivativeSample sample in samples)
            {
                bool larger = next is null || sample.Values[j] > next.Values[j];
                next = larger && chosen.TrueForAll(c => Distance(c.At, sample.At) > 1.5 * spacing) ? sample : next;
            }

            if (next is null)
            {
                break;
            }

            chosen.Add(next);
        }

        return chosen;
    }

    private static double Distance(double[] a, double[] b)
    {
        double distance = 0;
        for (int axis = 0; axis < a.Length; axis++)
        {
            distance = Math.Max(distance, Math.Abs(a[axis] - b[axis]));
        }

        return distance;
    }
}
