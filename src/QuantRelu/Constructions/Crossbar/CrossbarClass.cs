using System.Collections.Concurrent;
using System.Numerics;
using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>The classes of functions that share a topology: |f| ≤ M with Lipschitz constant M on the unit interval.</summary>
internal static class CrossbarClass
{
    /// <summary>The most pieces, as a logarithm: f is evaluated at points of 40 bits.</summary>
    public const int MostLogPieces = 25;

    // What exceeds M by rounding alone belongs to the class: the path is steeper than M by more than that.
    private const double Rounding = 1e-9;
    private const int Digits = 5;

    // What was found before for a class and an error: it depends on nothing else but what columns store, and over which values, null for signs.
    private static readonly ConcurrentDictionary<(Dyadic Scale, Rational Error, int? MostDepth, Stored What, CodebookFamily? Values), CrossbarParameters?> Known
        = new();

    // From M/8 on, networks for a greater error would be no smaller.
    private const int LogCoarsest = 3;

    /// <summary>M for a norm: 1, or the least number of five binary digits that is no less than it.</summary>
    public static Dyadic Scale(double norm) =>
        norm <= 1 + Rounding ? Dyadic.One : Dyadic.FromDouble(norm / (1 + Rounding)).RoundUp(Digits);

    /// <summary>The parameters with the fewest weights, over signs alone; null when none has so few layers.</summary>
    /// <param name="scale">M.</param>
    /// <param name="error">ε.</param>
    /// <param name="mostDepth">The most layers; null for any number.</param>
    public static CrossbarParameters? Choose(Dyadic scale, Rational error, int? mostDepth) =>
        Find(scale, error, mostDepth, Stored.Signs, null, CancellationToken.None);

    /// <summary>
    /// The parameters with the least of what shall be little, over signs, over digits and over words of the weight values; null when none has so few layers.
    /// </summary>
    /// <param name="scale">M.</param>
    /// <param name="request">ε, the weight values, the most layers and what shall be little.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static CrossbarParameters? Choose(Dyadic scale, NetworkRequest request, CancellationToken cancellationToken = default)
    {
        (Stored What, CodebookFamily? Values)[] all =
        [
            (Stored.Signs, null), (Stored.Digits, DigitColumns.ValuesFor(request.Family)), (Stored.Words, SignWordColumns.ValuesFor(request.Family)),
        ];
        CrossbarParameters[] found =
        [
            .. all.Where(a => a.What == Stored.Signs || a.Values is not null)
                .Select(a => Find(scale, request.Error, request.MostDepth, a.What, a.Values, cancellationToken)).OfType<CrossbarParameters>(),
        ];
        return found.Length > 1 ? found.MinBy(p => Cost(p, request)) : found.FirstOrDefault();
    }

    private static CrossbarParameters? Find(
        Dyadic scale, Rational error, int? mostDepth, Stored what, CodebookFamily? values, CancellationToken cancellationToken)
    {
        Rational coarsest = scale * Dyadic.PowerOfTwo(-LogCoarsest);
        return Known.GetOrAdd((scale, error < coarsest ? error : coarsest, mostDepth, what, values), key => CrossbarSearch.Find(
            key.Scale, key.Error, key.MostDepth, Likely(key.What, key.Values, (double)(key.Scale / key.Error)), cancellationToken));
    }

    private static IEnumerable<ColumnKind> Likely(Stored what, CodebookFamily? values, double pieces) => what switch
    {
        Stored.Signs => [SignColumns.Instance],
        Stored.Digits => DigitColumns.Likely(DigitColumns.Over(values!), pieces),
        _ => SignWordColumns.Likely(SignWordColumns.Over(values!), pieces),
    };

    private static (long First, long Then) Cost(CrossbarParameters parameters, NetworkRequest request)
    {
        CrossbarSkeleton skeleton = CrossbarSearch.Final(parameters);
        (CodebookFamily values, int precision) = parameters.Kind.Values(request.Family);
        long weights = skeleton.Plan.Weights, bits = weights * values.At(precision).BitsPerWeight;
        return request.Objective switch
        {
            Objective.Bits => (bits, weights),
            Objective.Depth => (skeleton.Plan.Depth, weights),
            _ => (weights, skeleton.Plan.Depth),
        };
    }

    // What columns store.
    private enum Stored
    {
        Signs,
        Digits,
        Words,
    }
}
