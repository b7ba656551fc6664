namespace QuantRelu.Targets;

/// <summary>
/// Climbs from a sample towards a larger value of one order of derivatives: try a step along each axis, keep what is larger,
/// halve the step. A tame function soon stops growing; a function with a pole keeps growing down to the last digit.
/// </summary>
internal sealed class PeakSearch
{
    /// <summary>Halvings after which neighbouring points are neighbouring doubles.</summary>
    private const double SmallestStep = 1e-15;

    /// <summary>How many of the last halvings decide whether values still grow.</summary>
    private const int Recent = 10;

    /// <summary>Relative to sup |f| j!: what cancellation leaves of a derivative of order j that is zero stays below.</summary>
    private const double Noise = 1e-12;

    private readonly DerivativeSampler _sampler;
    private readonly int _order;
    private readonly double _scale;
    private readonly List<double[]> _history = [];
    private double _spread;

    private PeakSearch(DerivativeSampler sampler, int order, DerivativeSample start, double scale)
    {
        _sampler = sampler;
        _order = order;
        _scale = scale;
        Top = start;
        _history.Add([.. start.Values]);
    }

    /// <summary>The best sample found.</summary>
    public DerivativeSample Top { get; private set; }

    /// <summary>The lowest order whose values grow without end near <see cref="Top"/>, or null.</summary>
    public int? Unbounded { get; private set; }

    /// <summary>Climbs from a finite sample of a function whose values are of the size of <paramref name="scale"/>.</summary>
    public static PeakSearch Climb(DerivativeSampler sampler, int order, DerivativeSample start, double spacing, double scale)
    {
        var search = new PeakSearch(sampler, order, start, scale);
        search.Run(spacing);
        return search;
    }

    /// <summary>
    /// True when a sequence of growing values did not come to rest: the last ones still grow, after doubling at least, and are
    /// larger than what rounding alone can make.
    /// </summary>
    public static bool Grows(IReadOnlyList<double> values, double noise)
    {
        double before = values[Math.Max(0, values.Count - 1 - Recent)];
        return values.Count > Recent && values[^1] > Math.Max(1.1 * before, 2 * values[0]) && values[^1] > noise;
    }

    private void Run(double step)
    {
        while (step > SmallestStep && Top.FirstNotFinite() is null && !HasSettled())
        {
            step /= 2;
            TakeStep(step);
        }

        if (!HasSettled())
        {
            Unbounded = FirstUnbounded();
        }
    }

    private void TakeStep(double step)
    {
        double[] best = [.. _history[^1]];
        _spread = 0;
        for (int axis = 0; axis < Top.At.Length; axis++)
        {
            DerivativeSample centre = Top;
            Try(centre, axis, -step, best);
            Try(centre, axis, step, best);
        }

        _history.Add(best);
    }

    private void Try(DerivativeSample centre, int axis, double step, double[] best)
    {
        double[] u = [.. centre.At];
        u[axis] = Math.Clamp(u[axis] + step, 0, 1);
        DerivativeSample sample = _sampler.At(u);
        for (int j = 0; j < best.Length; j++)
        {
            best[j] = Math.Max(best[j], sample.Values[j]);
        }

        _spread = Math.Max(_spread, Math.Abs(sample.Values[_order] - centre.Values[_order]));
        bool better = sample.Values[_order] > Top.Values[_order] || sample.FirstNotFinite() is not null;
        Top = better && Top.FirstNotFinite() is null ? sample : Top;
    }

    /// <summary>
    /// The last steps brought nothing, and the neighbours are about as high: without the second condition a search that happens
    /// to stand close to a pole would take it for a peak.
    /// </summary>
    private bool HasSettled()
    {
        const int idle = 3;
        double top = _history[^1][_order];
        return _history.Count > idle && Top.FirstNotFinite() is null && _spread <= 0.01 * top
            && top <= _history[^(idle + 1)][_order] * (1 + 1e-7);
    }

    private int? FirstUnbounded()
    {
        double noise = Noise * _scale;
        for (int j = 0; j < Top.Values.Length; j++)
        {
            noise *= Math.Max(1, j);
            if (!double.IsFinite(Top.Values[j]) || Grows([.. _history.Select(best => best[j])], noise))
            {
                return j;
            }
        }

        return null;
    }
}
