using System.Globalization;
using QuantRelu.Numerics;

namespace QuantRelu.Claims;

/// <summary>
/// What one claim says of sup |network - target|: that it is at least one number, at most another, or both. Two statements contradict each other when
/// one says at least more than the other says at most.
/// </summary>
/// <param name="Subject">What says it, such as "the certificate".</param>
/// <param name="Lower">The error is at least this; null when nothing is said.</param>
/// <param name="Upper">The error is at most this; null when nothing is said.</param>
internal sealed record ErrorStatement(string Subject, Dyadic? Lower, Dyadic? Upper)
{
    // A measurement that was rounded stands for what is so far below it: a part of the value, and of a target of the size of 1.
    private const int RelativeBits = 20;
    private const int AbsoluteBits = 40;

    /// <summary>What is claimed of a network.</summary>
    public static IEnumerable<ErrorStatement> Of(Provenance claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        if (claims.Measured is { } measured && double.IsFinite(measured.Value))
        {
            yield return new("the measured error", Least(measured), null);
        }

        if (claims.Certified is { } certified)
        {
            yield return new("the certificate", certified.Lower, certified.Upper);
        }

        if (claims.ErrorBound is { } bound && double.IsFinite(bound))
        {
            yield return new("the construction's bound", null, Dyadic.FromDouble(bound));
        }
    }

    /// <summary>How two statements contradict each other: one sentence, without its full stop; null when they do not.</summary>
    public string? Against(ErrorStatement other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Above(this, other) ?? Above(other, this);
    }

    private static string? Above(ErrorStatement high, ErrorStatement low) => high.Lower is { } least && low.Upper is { } most && least > most
        ? $"by {high.Subject} the greatest error is at least {Text(DirectedRounding.Down(least))}, by {low.Subject} at most {Text(DirectedRounding.Up(most))}"
        : null;

    // An exact measurement is the double nearest to the difference.
    private static Dyadic Least(MeasuredError measured)
    {
        var value = Dyadic.FromDouble(measured.Value);
        Dyadic least = measured.Exact
            ? Dyadic.FromDouble(Math.BitDecrement(measured.Value))
            : value - value.Scale(-RelativeBits) - Dyadic.PowerOfTwo(-AbsoluteBits);
        return Dyadic.Max(least, default);
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
