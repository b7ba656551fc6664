namespace QuantRelu.Certification;

/// <summary>
/// The interval that all methods together have proved so far: it only narrows, and everyone who is told of its progress sees nested intervals. Any
/// thread may narrow it.
/// </summary>
internal sealed class Bracket(IProgress<CertifiedError>? progress)
{
    private const int SignificantBits = 53;
    private readonly Lock _lock = new();
    private Dyadic _lower;
    private Dyadic? _upper;
    private double[] _at = [];

    /// <summary>The interval; null without an upper bound.</summary>
    public CertifiedError? Error
    {
        get
        {
            lock (_lock)
            {
                return _upper is { } upper ? new CertifiedError(_lower, upper) : null;
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
            bool isNews = below > _lower || (above is { } a && !(a >= _upper));
            if (below >= _lower)
            {
                (_lower, _at) = (below, at);
            }

            _upper = above is { } u && !(u >= _upper) ? u : _upper;
            if (isNews && _upper is { } least)
            {
                progress?.Report(new CertifiedError(_lower, least));
            }
        }
    }
}
