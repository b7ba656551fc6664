using System.Diagnostics.CodeAnalysis;

namespace QuantRelu;

/// <summary>
/// A box [a_1, b_1] × ... × [a_d, b_d] with exact ends and a_i &lt; b_i, seen from the unit box by x_i = a_i + (b_i - a_i) u_i.
/// Two domains are equal when their ends are.
/// </summary>
public sealed class Domain : IEquatable<Domain>
{
    /// <summary>The most sides.</summary>
    public const int MaximumDimension = 16;

    private readonly ImmutableArray<(Rational Low, Rational High)> _sides;
    private readonly (double Low, double High, double Width)[] _rounded;

    private Domain(ImmutableArray<(Rational Low, Rational High)> sides)
    {
        _sides = sides;
        _rounded = [.. sides.Select(s => ((double)s.Low, (double)s.High, (double)(s.High - s.Low)))];
        IsUnit = sides.All(s => s.Low.IsZero && s.High == 1);
    }

    /// <summary>The number of sides d.</summary>
    public int Dimension => _sides.Length;

    /// <summary>The ends of every side.</summary>
    public ImmutableArray<(Rational Low, Rational High)> Sides => _sides;

    /// <summary>True for [0,1]^d.</summary>
    public bool IsUnit { get; }

    /// <summary>The unit box [0,1]^d.</summary>
    /// <exception cref="ArgumentOutOfRangeException">d is not in 1..16.</exception>
    public static Domain Unit(int dimension)
    {
        ThrowIfNoDimension(dimension);
        return new([.. Enumerable.Repeat(((Rational)0, (Rational)1), dimension)]);
    }

    /// <summary>The box with given sides.</summary>
    /// <exception cref="ArgumentException">There is no side or more than 16, or a side has a ≥ b.</exception>
    public static Domain Create(params ReadOnlySpan<(Rational Low, Rational High)> sides)
    {
        if (sides.IsEmpty || sides.Length > MaximumDimension)
        {
            throw new ArgumentException($"A domain has 1 to {MaximumDimension} sides, not {sides.Length}.", nameof(sides));
        }

        foreach ((Rational low, Rational high) in sides)
        {
            if (low >= high)
            {
                throw new ArgumentException(EmptySide(low, high), nameof(sides));
            }
        }

        return new Domain([.. sides]);
    }

    /// <summary>Reads "a:b" for one side or "a:b,a:b,..." for several, as many as <paramref name="dimension"/> says.</summary>
    /// <returns>False, and one sentence that says what is wrong, when the text is not such a box.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is not in 1..16.</exception>
    public static bool TryParse(string? text, int dimension, [NotNullWhen(true)] out Domain? domain, [NotNullWhen(false)] out string? error)
    {
        ThrowIfNoDimension(dimension);
        string[] parts = (text ?? string.Empty).Split(',');
        var sides = new (Rational Low, Rational High)[parts.Length];
        string? count = parts.Length == dimension ? null
            : $"The domain '{text}' has {Count(parts.Length, "side")}, but the target has {Count(dimension, "variable")}.";
        error = parts.Length > MaximumDimension ? count : null;
        for (int i = 0; i < parts.Length && error is null; i++)
        {
            error = ReadSide(parts[i], out sides[i]);
        }

        error ??= count;
        domain = error is null ? Create(sides) : null;
        return error is null;
    }

    /// <summary>Reads what <see cref="TryParse"/> reads.</summary>
    /// <exception cref="FormatException">The text is no box of that dimension; the message is one sentence.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is not in 1..16.</exception>
    public static Domain Parse(string text, int dimension) =>
        TryParse(text, dimension, out Domain? domain, out string? error) ? domain : throw new FormatException(error);

    /// <summary>The exact lower end a_i; axes are counted from 0.</summary>
    public Rational Low(int axis) => _sides[axis].Low;

    /// <summary>The exact upper end b_i.</summary>
    public Rational High(int axis) => _sides[axis].High;

    /// <summary>The exact length b_i - a_i, which is what one derivative in u gains over one in x.</summary>
    public Rational Width(int axis) => _sides[axis].High - _sides[axis].Low;

    /// <summary>The length b_i - a_i as the nearest double.</summary>
    internal double RoundedWidth(int axis) => _rounded[axis].Width;

    /// <summary>x_i = a_i + (b_i - a_i) u_i exactly.</summary>
    public Rational FromUnit(int axis, Rational u) => Low(axis) + (Width(axis) * u);

    /// <summary>u_i = (x_i - a_i) / (b_i - a_i) exactly.</summary>
    public Rational ToUnit(int axis, Rational x) => (x - Low(axis)) / Width(axis);

    /// <summary>
    /// x = a + (b - a) u in doubles, computed as (1 - u) a + u b so that corners go to corners without rounding.
    /// </summary>
    /// <exception cref="ArgumentException">A span does not have d entries.</exception>
    public void FromUnit(ReadOnlySpan<double> u, Span<double> x)
    {
        if (u.Length != Dimension || x.Length != Dimension)
        {
            throw new ArgumentException($"A point of dimension {Dimension} was expected, not {u.Length} and {x.Length}.", nameof(u));
        }

        for (int axis = 0; axis < x.Length; axis++)
        {
            (double low, double high, _) = _rounded[axis];
            x[axis] = IsUnit ? u[axis] : ((1 - u[axis]) * low) + (u[axis] * high);
        }
    }

    /// <inheritdoc/>
    public bool Equals(Domain? other) => other is not null && _sides.SequenceEqual(other._sides);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Domain);

    /// <inheritdoc/>
    public override int GetHashCode() => _sides.Aggregate(0, HashCode.Combine);

    /// <summary>The text "a:b,a:b,..." that reads back as the same domain.</summary>
    public override string ToString() => string.Join(',', _sides.Select(s => $"{s.Low}:{s.High}"));

    private static void ThrowIfNoDimension(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, MaximumDimension);
    }

    private static string? ReadSide(string part, out (Rational Low, Rational High) side)
    {
        side = default;
        string[] ends = part.Split(':');
        if (ends.Length != 2 || !Rational.TryParse(ends[0], out Rational low) || !Rational.TryParse(ends[1], out Rational high))
        {
            string reason = Array.Exists(ends, IsOfPi)
                ? "its ends are exact, and pi is no fraction: let the target multiply by pi, as f(pi*x) on 0:1 is f(x) on 0:pi"
                : "write a:b with two numbers, as in -1:1 or 0:1/2";
            return $"'{part.Trim()}' is not a side of a domain: {reason}.";
        }

        side = (low, high);
        return low < high ? null : EmptySide(low, high);
    }

    private static bool IsOfPi(string end) => end.Contains("pi", StringComparison.OrdinalIgnoreCase) || end.Contains('π', StringComparison.Ordinal);

    private static string EmptySide(Rational low, Rational high) =>
        $"The side {low.ToShortString()}:{high.ToShortString()} of the domain is empty: the lower end must be below the upper end.";

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
