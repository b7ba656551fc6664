using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>How a norm came to be known.</summary>
public enum NormSource
{
    /// <summary>The largest value at sampled points: at most the norm itself, and close to it for tame functions.</summary>
    Sampled,

    /// <summary>Bounds of all derivatives from order 1 on that were given together with the function; values of order 0 are sampled.</summary>
    Declared,

    /// <summary>An upper bound that interval arithmetic proves for every point of the box.</summary>
    Proved,
}

/// <summary>How a report calls it.</summary>
internal static class NormSources
{
    /// <summary>"sampled", "declared" or "proved".</summary>
    public static string Text(this NormSource source) => source.ToString().ToLowerInvariant();
}

/// <summary>The largest derivative of one total order that was found, and where.</summary>
/// <param name="Value">max over |k| = j of |D^k f| in the coordinates of the unit box; when proved, an upper bound of it.</param>
/// <param name="Derivative">Which k.</param>
/// <param name="At">The point of the unit box where it is attained, or nearly so when proved; empty for a declared value.</param>
public sealed record DerivativePeak(double Value, MultiIndex Derivative, ImmutableArray<double> At)
{
    private readonly Sequence<double> _at = At;

    /// <summary>The point of the unit box where it is attained, or nearly so when proved; empty for a declared value.</summary>
    public ImmutableArray<double> At
    {
        get => _at.Items;
        init => _at = value;
    }
}

/// <summary>max over |k| ≤ n of sup |D^k f| on the unit box, for every n up to some order.</summary>
public sealed class SobolevEstimate
{
    internal SobolevEstimate(NormSource source, IReadOnlyList<DerivativePeak> peaks)
    {
        Source = source;
        Peaks = [.. peaks];
    }

    /// <summary>How the numbers came about. Only proved ones are bounds without a further assumption.</summary>
    public NormSource Source { get; }

    /// <summary>The largest derivative of total order j, for j = 0, ..., n.</summary>
    public ImmutableArray<DerivativePeak> Peaks { get; }

    /// <summary>The highest order n.</summary>
    public int Order => Peaks.Length - 1;

    /// <summary>The norm of W^{n,∞}, max over j ≤ n of the peaks.</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is negative or above <see cref="Order"/>.</exception>
    public double Norm(int n) => PeakOf(n).Value;

    /// <summary>The peak that attains the norm of W^{n,∞}: which derivative, and where.</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is negative or above <see cref="Order"/>.</exception>
    public DerivativePeak PeakOf(int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(n, Order);
        return Peaks.Take(n + 1).MaxBy(p => p.Value)!;
    }
}

/// <summary>Why a function has no finite norm.</summary>
/// <param name="Order">The order of the derivative that fails; 0 for the function itself.</param>
/// <param name="At">Near which point of the unit box; empty when it is not a matter of a point.</param>
/// <param name="Message">One sentence that says what fails and where, in the function's own coordinates.</param>
public sealed record NormFailure(int Order, ImmutableArray<double> At, string Message)
{
    private readonly Sequence<double> _at = At;

    /// <summary>Near which point of the unit box; empty when it is not a matter of a point.</summary>
    public ImmutableArray<double> At
    {
        get => _at.Items;
        init => _at = value;
    }

    /// <summary>True when the function is bounded there, but not in the range of doubles, or a number on the way to it is not.</summary>
    public bool IsOverflow { get; init; }

    /// <summary>The message.</summary>
    public override string ToString() => Message;

    /// <summary>The failure as an exception: a limit of doubles is not a fault of the function.</summary>
    internal Exception ToException() => IsOverflow ? new LimitException(Message) : new TargetException(Message);
}
