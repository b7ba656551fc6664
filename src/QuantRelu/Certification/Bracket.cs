namespace QuantRelu.Certification;

/// <summary>
/// The interval that all methods together have proved so far: it only narrows, and everyone who is told of its progress sees nested intervals. Any
/// thread may narrow it.
/// </summary>
/// <param name="progress">Is told of what is news.</param>
/// <param name="known">An upper bound that is said to be proved otherwise; a greater lower bound shows it to be false, and it is dropped.</param>
internal sealed class Bracket(IProgress<CertifiedError>? progress, Dyadic? known = null)
{
    private const int SignificantBits = 53;
    private readonly Lock _lock = new();
    private readonly Dyadic? _known = known?.RoundUp(SignificantBits);
    private Dyadic _lower;
    private Dyadic? _upper;
    private double[] _at = [];
    private bool _hasTold;

    /// <summary>The interval; null without an upper bound.</summary>
    public CertifiedError? Error
    {
        get
        {
            lock (_lock)
            {
                return Upper is { } upper ? new CertifiedError(_lower, upper) : null;
            }
        }
    }

    /// <summary>The lower bound.</summary>
    public Dyadic Lower
    {
        get
        {
            lock (_lock)
            {
                return _lower;
            }
        }
    }

    /// <summary>A double next to the u at which the lower bound is attained; empty when there is none.</summary>
    public double[] At
    {
        get
        {
            lock (_lock)
            {
                return _at;
            }
        }
    }

    private Dyadic? Upper => _known is { } bound && bound >= _lower && !(bound >= _upper) ? bound : _upper;

    /// <summary>Adds a lower bound, attained next to <paramref name="at"/>, and tells of it.</summary>
    public void Raise(Dyadic lower, double[] at) => Narrow(lower, at, null);

    /// <summary>Adds what one method has proved, and tells of it when that is news.</summary>
    /// <param name="lower">A lower bound.</param>
    /// <param name="at">u of it.</param>
    /// <param name="upper">An upper bound; null for none.</param>
    public void Narrow(Dyadic lower, double[] at, Dyadic? upper)
    {
        (Dyadic below, Dyadic? above) = (lower.RoundDown(SignificantBits), upper?.RoundUp(SignificantBits));
        lock (_lock)
        {
            bool isHigher = below > _lower;
            if (below >= _lower)
            {
                (_lower, _at) = (below, at);
            }

            Dyadic? before = _hasTold ? Upper : null;
            _upper = above is { } u && !(u >= _upper) ? u : _upper;
            if (Upper is { } least && (isHigher || !(least >= before)))
            {
                _hasTold = true;
                progress?.Report(new CertifiedError(_lower, least));
            }
        }
    }
}
