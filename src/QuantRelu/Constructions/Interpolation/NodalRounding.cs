using System.Numerics;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Interpolation;

/// <summary>
/// Values of a target in steps of δ at rational points, rounded to whole numbers of a prescribed parity: v with |v - f/δ| ≤ 1 + 2^-20, from enclosures of f
/// of more and more digits. Of a target given by code, of which nothing else is known, the doubles that it returns are taken for its values.
/// </summary>
internal sealed class NodalRounding(Target target, Dyadic step)
{
    /// <summary>1 + 2^-20: what a value so rounded is within, in steps.</summary>
    public static readonly Dyadic Reach = 1 + Dyadic.PowerOfTwo(-20);

    private const int FirstPrecision = 64;
    private const int MostAttempts = 8;

    private readonly Dyadic _tolerance = step.Scale(-22);

    /// <summary>f(u)/δ to within 2^-21.</summary>
    /// <exception cref="TargetException">The target is not finite there.</exception>
    public Rational At(params Rational[] u) => Value(u) / (Rational)step;

    /// <summary>The nearest whole number of a parity, 0 for even and 1 for odd ones.</summary>
    public static BigInteger Round(Rational value, int parity) => (((value - parity) / 2).Round() * 2) + parity;

    private Rational Value(Rational[] u)
    {
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            Interval enclosure = target.Enclosure(u, FirstPrecision << attempt);
            if (enclosure.IsBounded && enclosure.Width <= _tolerance)
            {
                return enclosure.Midpoint;
            }

            if (!enclosure.IsBounded && attempt > 1)
            {
                break;
            }
        }

        double told = target.Value(Array.ConvertAll(u, v => (double)v));
        return double.IsFinite(told)
            ? Dyadic.FromDouble(told)
            : throw new TargetException($"{target.Name} is not finite at {PlaceText.Of(target, Array.ConvertAll(u, v => (double)v))}.");
    }
}
