using QuantRelu.Analysis;

namespace QuantRelu.Evaluation.Exact;

/// <summary>
/// Finds the <see cref="ExactForm"/> of a network once, when so many points were asked for that evaluating them has taken about as long as the search does:
/// so it never costs much more than what is asked for.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="precision">What is known of its values, when it is asked for.</param>
/// <param name="termsPerPoint">About how many terms a point takes without the form.</param>
internal sealed class FormSearch(Network network, Lazy<PrecisionAnalysis> precision, long termsPerPoint)
{
    // Folding a weight takes as long as so many terms; and the least that is worth it, whatever the network.
    private const long TermsPerWeight = 256;
    private const long FewestTerms = 1 << 18;

    // Folding more takes too much memory.
    private const long MostWeights = 4_000_000;
    private readonly double _worth = network.Count().Weights <= MostWeights
        ? FewestTerms + ((double)network.Count().Weights * TermsPerWeight)
        : double.PositiveInfinity;
    private long _asked;
    private int _isBegun;

    /// <summary>Counts points, and finds the form when they have become enough. Only one thread does; the others go on.</summary>
    /// <param name="points">How many points are asked for.</param>
    /// <param name="cancellationToken">Stops the search, which begins again when more points are asked for.</param>
    /// <returns>The form that was found now, if one was.</returns>
    /// <exception cref="OperationCanceledException">The search was stopped.</exception>
    public ExactForm? Ask(long points, CancellationToken cancellationToken)
    {
        // Not counted exactly where threads count together: it makes no difference to values.
        _asked += points;
        if ((double)_asked * termsPerPoint < _worth || Interlocked.Exchange(ref _isBegun, 1) == 1)
        {
            return null;
        }

        try
        {
            return ExactForm.Of(network, precision.Value, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _isBegun = 0;
            throw;
        }
    }
}
