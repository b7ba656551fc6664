using QuantRelu.Analysis;

namespace QuantRelu.Evaluation.Exact;

/// <summary>What a network is evaluated as where nothing is rounded.</summary>
/// <param name="Alone">At one point.</param>
/// <param name="Together">At many points at once.</param>
internal sealed record ExactForms(ExactForm Alone, ExactForm Together);

/// <summary>
/// Finds the <see cref="ExactForm"/> of a network when so many points were asked for that evaluating them has taken about as long as the search does: so it
/// never costs much more than what is asked for. When as much was asked of that form, a second search finds a <see cref="LaneForm"/>, and for two inputs a
/// <see cref="PlaneTable"/>: of how much work that is nothing is known before, so that it is tried with as much as was asked for, and again with four times
/// as much.
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
    private const double FewestFormTerms = 1 << 22;
    private const long MostWork = 50_000_000;
    private const double Growth = 4;

    // Rows of a network of more take longer than pieces, and would be folded once more for nothing.
    private const double MostWeightsBesidePieces = 1 << 14;

    // A piece takes about as long as so many terms.
    private const long TermsOfPiece = 8;

    // Folding more takes seconds, and what has more weights has millions of pieces.
    private const long MostWeights = 4_000_000;
    private readonly double _weights = (double)network.Count().Weights;
    private double _worth = network.Count().Weights <= MostWeights ? FewestTerms + ((double)network.Count().Weights * TermsPerWeight) : double.PositiveInfinity;
    private double _asked;
    private long _terms;
    private ExactForms? _found;
    private int _isBusy;

    /// <summary>True when nothing is left to be found.</summary>
    public bool IsOver => double.IsPositiveInfinity(_worth);

    /// <summary>Counts points, and searches when they have become enough. Only one thread does; the others go on.</summary>
    /// <param name="points">How many points are asked for.</param>
    /// <param name="cancellationToken">Stops the search, which begins again when more points are asked for.</param>
    /// <returns>The forms that were found now, if there are new ones.</returns>
    /// <exception cref="OperationCanceledException">The search was stopped.</exception>
    public ExactForms? Ask(long points, CancellationToken cancellationToken)
    {
        // Not counted exactly where threads count together: it makes no difference to values.
        _asked += (double)points * (_found is null ? termsPerPoint : _terms);
        if (_asked < _worth || Interlocked.Exchange(ref _isBusy, 1) == 1)
        {
            return null;
        }

        try
        {
            return _asked < _worth ? null : _found is null ? First(cancellationToken) : Second(_found, cancellationToken);
        }
        finally
        {
            _isBusy = 0;
        }
    }

    private ExactForms? First(CancellationToken cancellationToken)
    {
        var found = ExactForm.Of(network, precision.Value, cancellationToken);

        // Layers leave out copies that are 0 at a point, which rows do not.
        found = found is RowForm rows && rows.Terms > termsPerPoint ? null : found;
        (_asked, _terms) = (0, (found as RowForm)?.Terms ?? TermsOfPiece);
        bool isOver = found is null || (found is PieceTable && _weights > MostWeightsBesidePieces);
        _worth = isOver ? double.PositiveInfinity : FewestFormTerms + (_weights * TermsPerWeight);
        return _found = found is null ? null : new(found, found);
    }

    private ExactForms? Second(ExactForms found, CancellationToken cancellationToken)
    {
        if (found.Alone is not RowForm rows)
        {
            var folded = RowForm.Of(network, found.Alone.Grid.FractionBits, cancellationToken);
            _worth = double.PositiveInfinity;
            return _found = found with { Together = LaneForm.BesidePieces(folded, found.Alone) };
        }

        long work = (long)Math.Min(_asked / TermsPerWork, MostWork);
        bool isTooMuch = false;
        PlaneTable? plane = network.Inputs == 2 ? PlaneTable.Of(network, rows, work, out isTooMuch, cancellationToken) : null;
        _worth = isTooMuch && work < MostWork ? Growth * _asked : double.PositiveInfinity;
        return _found = plane is not null ? new(plane, LaneForm.BesidePieces(rows, plane))
            : found.Together is LaneForm ? found : found with { Together = LaneForm.OfRows(rows) };
    }
}
