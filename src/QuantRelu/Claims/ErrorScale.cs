using System.Globalization;
using QuantRelu.Claims;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu;

/// <summary>
/// What an error that is not absolute is a part of: the target's range, or the least |f|, enclosed. The absolute error that it becomes is the part of the
/// least that this may be: |network - f| ≤ p·<see cref="Least"/> is at most p(max f - min f), or at most δ|f| at every point.
/// </summary>
public sealed record ErrorScale
{
    /// <summary>An enclosure of what the error is a part of.</summary>
    /// <param name="asked">The error as it was asked for; not an absolute one.</param>
    /// <param name="least">A lower bound of the range, or of min |f|, above 0.</param>
    /// <param name="greatest">An upper bound; null for none.</param>
    /// <exception cref="ArgumentException">The error is absolute, or the bounds are none.</exception>
    public ErrorScale(AskedError asked, Rational least, Rational? greatest)
    {
        ArgumentNullException.ThrowIfNull(asked);
        (Asked, Least, Greatest) = asked.Measure != ErrorMeasure.Absolute && least.Sign > 0 && !(greatest < least)
            ? (asked, least, greatest)
            : throw new ArgumentException($"{asked} is no part of a number from {least} to {greatest}.", nameof(asked));
    }

    /// <summary>The error as it was asked for.</summary>
    public AskedError Asked { get; }

    /// <summary>The range, or min |f|, is at least this.</summary>
    public Rational Least { get; }

    /// <summary>The range, or min |f|, is at most this; null where no bound is proved.</summary>
    public Rational? Greatest { get; }

    /// <summary>The absolute error that it becomes, p·<see cref="Least"/>.</summary>
    public Rational Error => Asked.Value * Least;

    /// <summary>What an error is a part of for a target; null for an absolute error.</summary>
    /// <param name="asked">The error.</param>
    /// <param name="target">The target on its domain.</param>
    /// <exception cref="TargetException">
    /// The target is constant, so that its range has no parts; or it is not known to keep away from 0, so that it has no relative error; the message says
    /// where.
    /// </exception>
    public static ErrorScale? Of(AskedError asked, Target target)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(target);
        return asked.Measure switch
        {
            ErrorMeasure.OfRange => OfRange(asked, target, ValueRange.Of(target)),
            ErrorMeasure.Relative => Relative(asked, target, ValueRange.Of(target)),
            _ => null,
        };
    }

    /// <summary>"1% of the range, which is 165", or "which is between 99.999 and 100.01".</summary>
    public override string ToString()
    {
        string least = ((double)Least).ToString("R", CultureInfo.InvariantCulture);
        return Asked.Measure == ErrorMeasure.Relative ? $"{Asked}, where |target| is at least {least}"
            : Greatest is not { } greatest ? $"{Asked}, which is at least {least}"
            : (double)greatest == (double)Least ? $"{Asked}, which is {least}"
            : $"{Asked}, which is between {OutwardDigits.Down(Least)} and {OutwardDigits.Up(greatest)}";
    }

    /// <summary>A certified error as parts of the scale: the true error is between them; without an upper bound of the scale the lower one is 0.</summary>
    internal (Rational Lower, Rational Upper) Parts(CertifiedError error) =>
        (Greatest is { } greatest ? error.Lower / greatest : 0, error.Upper / Least);

    private static ErrorScale OfRange(AskedError asked, Target target, ValueRange range) => range.LeastWidth.Sign > 0
        ? new(asked, range.LeastWidth, range.GreatestWidth)
        : throw new TargetException(
            $"{target.Name} is constant on {target.Domain} as far as is seen: its range is 0, which has no {asked.Option}; give the error as a number.");

    private static ErrorScale Relative(AskedError asked, Target target, ValueRange range)
    {
        const string instead = "give the error in the target's unit, or as a percentage of its range";
        if (range.LeastSeen.Sign <= 0 && range.GreatestSeen.Sign >= 0)
        {
            double[] at = Zero(target, range.LeastAt, range.GreatestAt);
            throw new TargetException($"{target.Name} is 0 near {PlaceText.Of(target, at)}, where no relative error can be kept: {instead}.");
        }

        bool isPositive = range.LeastSeen.Sign > 0;
        Rational? least = isPositive ? range.Minimum : -range.Maximum;
        return least is { Sign: > 0 } known
            ? new(asked, known, isPositive ? range.LeastSeen : -range.GreatestSeen)
            : throw new TargetException($"{target.Name} is not proved to keep away from 0, as it comes near "
                + $"{PlaceText.Of(target, isPositive ? range.LeastAt : range.GreatestAt)}, and without that it has no relative error: {instead}.");
    }

    // Between a point where f ≤ 0 and one where f ≥ 0.
    private static double[] Zero(Target target, double[] below, double[] above)
    {
        const int halvings = 60;
        for (int i = 0; i < halvings; i++)
        {
            double[] middle = [.. below.Zip(above, (a, b) => (a + b) / 2)];
            (below, above) = target.Value(middle) <= 0 ? (middle, above) : (below, middle);
        }

        return Math.Abs(target.Value(below)) <= Math.Abs(target.Value(above)) ? below : above;
    }
}
