using QuantRelu.Claims;
using QuantRelu.Numerics;

namespace QuantRelu.Formats.Reports;

/// <summary>Errors in the words in which one was asked for: as a percentage of the target's range, or relative to the target.</summary>
public static class ErrorParts
{
    /// <summary>", 1% of the range, which is 165"; nothing for an absolute error.</summary>
    public static string Asked(ErrorScale? scale) => scale is null ? string.Empty : $", {scale}";

    /// <summary>", 0.79% of the range" of a measured error: a number that was seen. Nothing for an absolute error, or a relative one, of which only bounds
    /// are told.</summary>
    public static string Of(ErrorScale? scale, MeasuredError measured)
    {
        ArgumentNullException.ThrowIfNull(measured);
        return scale is { Asked.Measure: ErrorMeasure.OfRange } && double.IsFinite(measured.Value)
            ? $", {ReportFacts.Short(100 * measured.Value / (double)scale.Least)}% of the range" : string.Empty;
    }

    /// <summary>", between 0.79% and 0.8% of the range", or ", relative at most 0.00098": rounded outward. Nothing for an absolute error.</summary>
    public static string Of(ErrorScale? scale, CertifiedError certified)
    {
        ArgumentNullException.ThrowIfNull(certified);
        if (scale is null)
        {
            return string.Empty;
        }

        (Rational lower, Rational upper) = scale.Parts(certified);
        return scale.Asked.Measure == ErrorMeasure.Relative
            ? $", relative at most {OutwardDigits.Up(upper)}"
            : $", between {OutwardDigits.Down(100 * lower)}% and {OutwardDigits.Up(100 * upper)}% of the range";
    }
}
