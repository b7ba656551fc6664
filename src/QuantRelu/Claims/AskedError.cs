using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace QuantRelu;

/// <summary>What an error is measured against.</summary>
public enum ErrorMeasure
{
    /// <summary>Nothing: it is a number in the target's own unit.</summary>
    Absolute,

    /// <summary>The target's range, max f - min f over the domain.</summary>
    OfRange,

    /// <summary>The target's value: |network - f| ≤ δ|f| at every point.</summary>
    Relative,
}

/// <summary>
/// An error as it is asked for: an absolute one, ε in the target's own unit; a part p of the target's range, |network - f| ≤ p(max f - min f); or a relative
/// one, |network - f| ≤ δ|f| everywhere. Error-bounded compressors call these modes ABS, REL and PW_REL.
/// </summary>
public sealed record AskedError
{
    /// <summary>The greatest absolute error, 10^300: bounds and measured errors are told in doubles.</summary>
    public static Rational Greatest { get; } = Rational.Create(BigInteger.Pow(10, 300), 1);

    private AskedError(ErrorMeasure measure, Rational value) => (Measure, Value) = (measure, value);

    /// <summary>What it is measured against.</summary>
    public ErrorMeasure Measure { get; }

    /// <summary>ε; or p, where 1 is the whole range; or δ.</summary>
    public Rational Value { get; }

    /// <summary>An absolute error.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public static implicit operator AskedError(Rational error) => Absolute(error);

    /// <summary>An error in the target's own unit.</summary>
    /// <param name="error">ε, above 0 and at most <see cref="Greatest"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public static AskedError Absolute(Rational error) => error.Sign > 0 && error <= Greatest
        ? new(ErrorMeasure.Absolute, error)
        : throw new ArgumentOutOfRangeException(nameof(error), error.ToShortString(), "The error must be above 0, and at most 1e300.");

    /// <summary>A part of the target's range, max f - min f over its domain.</summary>
    /// <param name="part">p, above 0 and below 1: 0.01 is 1 %.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public static AskedError OfRange(Rational part) => new(ErrorMeasure.OfRange, Part(part, nameof(part), "part of the range"));

    /// <summary>A relative error, for a target that has one sign and keeps away from 0.</summary>
    /// <param name="part">δ, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public static AskedError Relative(Rational part) => new(ErrorMeasure.Relative, Part(part, nameof(part), "relative error"));

    /// <summary>Reads an error in the target's unit, such as 0.5, 2 or 1/3, or a percentage of its range, such as 0.1%.</summary>
    /// <param name="text">The text.</param>
    /// <param name="error">The error.</param>
    /// <param name="problem">What is wrong with the text, so that "--error " before it makes a sentence.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AskedError? error, [NotNullWhen(false)] out string? problem)
    {
        string trimmed = (text ?? string.Empty).Trim();
        bool isPercentage = trimmed.EndsWith('%');
        error = null;
        problem = !Rational.TryParse(isPercentage ? trimmed[..^1].TrimEnd() : trimmed, out Rational value)
                ? $"is '{text}'; it must be a number such as 0.01, 1e-3, 2 or 1/3, or a percentage of the target's range such as 0.1%."
            : isPercentage && (value.Sign <= 0 || value >= 100) ? $"is {trimmed}; a percentage of the target's range must be above 0% and below 100%."
            : !isPercentage && (value.Sign <= 0 || value > Greatest) ? $"is {value.ToShortString()}; it must be above 0, and at most 1e300."
            : null;
        if (problem is null)
        {
            error = isPercentage ? OfRange(value / 100) : Absolute(value);
        }

        return problem is null;
    }

    /// <summary>Reads the error that a network is claimed to have at most: one as it is asked for, or 0, where it is claimed to be the target.</summary>
    /// <param name="text">The text.</param>
    /// <param name="error">The error.</param>
    /// <param name="problem">What is wrong with the text, so that "--error " before it makes a sentence.</param>
    internal static bool TryParseClaim(string? text, [NotNullWhen(true)] out AskedError? error, [NotNullWhen(false)] out string? problem)
    {
        bool isNumber = Rational.TryParse(text, out Rational value);
        if (isNumber && value.IsZero)
        {
            (error, problem) = (new AskedError(ErrorMeasure.Absolute, 0), null);
            return true;
        }

        bool isRead = TryParse(text, out error, out problem);
        problem = isNumber && value.Sign < 0 ? $"is {value.ToShortString()}; it must not be negative." : problem;
        return isRead;
    }

    /// <summary>"0.5", "0.1% of the range" or "relative 0.001".</summary>
    public override string ToString() => Measure switch
    {
        ErrorMeasure.OfRange => $"{Option} of the range",
        ErrorMeasure.Relative => $"relative {Option}",
        _ => Option,
    };

    /// <summary>The number as options of commands take it: "0.5", "0.1%", "0.001".</summary>
    internal string Option => Measure == ErrorMeasure.OfRange ? $"{Exact(100 * Value)}%" : Exact(Value);

    // A decimal where that is the number and short; otherwise a fraction.
    private static string Exact(Rational value)
    {
        string text = ((double)value).ToString("R", CultureInfo.InvariantCulture);
        return Rational.TryParse(text, out Rational read) && read == value ? text : value.ToString();
    }

    private static Rational Part(Rational part, string name, string what) => part.Sign > 0 && part < 1
        ? part
        : throw new ArgumentOutOfRangeException(name, part.ToShortString(), $"A {what} must be above 0 and below 1.");
}
