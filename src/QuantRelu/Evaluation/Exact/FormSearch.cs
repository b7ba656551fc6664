using QuantRelu.Analysis;

namespace QuantRelu.Evaluation.Exact;

/// <summary>
/// Finds the <see cref="ExactForm"/> of a network when so many points were asked for that evaluating them has taken about as long as the search does: so it
/// never costs much more than what is asked for. For two inputs there is a second search, for a <see cref="PlaneTable"/>, when as much was asked of the
/// rows; of how much work it is nothing is known before, so that it is tried with as much as was asked for, and again with four times as much.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="precision">What is known of its values, when it is asked for.</param>
/// <param name="termsPerPoint">About how many terms a point takes without a form.</param>
internal sealed class FormSearch(Network network, Lazy<PrecisionAnalysis> precision, long termsPerPoint)
{
    // Folding a weight takes as long as so many terms; and the least that is worth it, whatever the network.
    private const double TermsPerWeight = 256;
    private const double FewestTerms = 1 << 18;

    // The same of the second search, which begins with folding, for a unit of work.
    private const double TermsPerWork = 128;
    private const double FewestRowTerms = 1 << 22;
    private const long MostWork = 50_000_000;
    private const double Growth = 4;

    // Folding more takes too much memory.
    private const long MostWeights = 4_000_000;
    private readonly double _weights = (double)network.Count().Weights;
    private double _worth = network.Count().Weights <= MostWeights ? FewestTerms + ((double)network.Count().Weights * TermsPerWeight) : double.PositiveInfinity;
    private double _asked;
    private RowForm? _rows;
    private int _isBusy;

    /// <summary>True when nothing is left to be found.</summary>
    public bool IsOver => double.IsPositiveInfinity(_worth);

    /// <summary>Counts points, and searches when they have become enough. Only one thread does; the others go on.</summary>
    /// <param name="points">How many points are asked for.</param>
    /// <param name="cancellationToken">Stops the search, which begins again when more points are asked for.</param>
    /// <returns>The form that was found now, if one was.</returns>
    /// <exception cref="OperationCanceledException">The search was stopped.</exception>
    public ExactForm? Ask(long points, CancellationToken cancellationToken)
    {
        // Not counted exactly where threads count together: it makes no difference to values.
        _asked += (double)points * (_rows?.Terms ?? termsPerPoint);
        if (_asked < _worth || Interlocked.Exchange(ref _isBusy, 1) == 1)
        {
            return null;
        }

        try
        {
            return _asked < _worth ? null : _rows is null ? First(cancellationToken) : Second(_rows, cancellationToken);
        }
        finally
        {
            _isBusy = 0;
        }
    }

    private ExactForm? First(CancellationToken cancellationToken)
    {
        var found = ExactForm.Of(network, precision.Value, cancellationToken);
        _rows = network.Inputs == 2 ? found as RowForm : null;
        (_asked, _worth) = (0, _rows is null ? double.PositiveInfinity : FewestRowTerms + (_weights * TermsPerWeight));
        return found;
    }

    private PlaneTable? Second(RowForm rows, CancellationToken cancellationToken)
    {
        long work = (long)Math.Min(_asked / TermsPerWork, MostWork);
        var found = PlaneTable.Of(network, rows, work, out bool isTooMuch, cancellationToken);
        _worth = isTooMuch && work < MostWork ? Growth * _asked : double.PositiveInfinity;
        return found;
    }
}
