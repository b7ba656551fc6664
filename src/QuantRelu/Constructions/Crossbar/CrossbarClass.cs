using System.Collections.Concurrent;
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

    // What was found before for a class and an error: it depends on nothing else.
    private static readonly ConcurrentDictionary<(Dyadic Scale, Rational Error, int? MostDepth), CrossbarParameters?> Known = new();

    // From M/8 on, networks for a greater error would be no smaller.
    private const int LogCoarsest = 3;

    /// <summary>M for a norm: 1, or the least number of five binary digits that is no less than it.</summary>
    public static Dyadic Scale(double norm) =>
        norm <= 1 + Rounding ? Dyadic.One : Dyadic.FromDouble(norm / (1 + Rounding)).RoundUp(Digits);

    /// <summary>The parameters with the fewest weights; null when none has so few layers.</summary>
    /// <param name="scale">M.</param>
    /// <param name="error">ε.</param>
    /// <param name="mostDepth">The most layers; null for any number.</param>
    public static CrossbarParameters? Choose(Dyadic scale, Rational error, int? mostDepth)
    {
        Rational coarsest = scale * Dyadic.PowerOfTwo(-LogCoarsest);
        return Known.GetOrAdd((scale, error < coarsest ? error : coarsest, mostDepth), key => CrossbarSearch.Find(key.Scale, key.Error, key.MostDepth));
    }
}
