using System.Globalization;

namespace QuantRelu.Cli.Commands;

/// <summary>What is said when the bound of a construction is found to be false.</summary>
internal static class RefutedBound
{
    /// <summary>One sentence; null when neither the measured nor the certified error is above the bound.</summary>
    public static string? Of(ConstructedNetwork built, Target target, MeasuredError measured, CertifiedError? certified)
    {
        if (built.Provenance.ErrorBound is not { } bound)
        {
            return null;
        }

        Rational most = Dyadic.FromDouble(bound);
        string? seen = ErrorMeasurement.Exceeds(built.Network, target, measured, most) ? $"measured error {measured}"
            : certified?.Lower > most ? $"certified error, {certified},"
            : null;
        string why = built.Provenance.ErrorBoundCondition is { } condition
            ? $"which holds {condition}: the norm of the target was underestimated"
            : "though it was proved: this is a fault of the program";
        return seen is null ? null : string.Create(CultureInfo.InvariantCulture, $"The {seen} exceeds the construction's bound {bound:G6}, {why}.");
    }
}
