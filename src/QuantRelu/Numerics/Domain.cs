namespace QuantRelu.Numerics;

/// <summary>
/// A box [a_1, b_1] × ... × [a_d, b_d] with exact ends. Networks have inputs u in [0, 1]^d; x = a + (b - a)u maps them to the box.
/// </summary>
public sealed class Domain : IEquatable<Domain>
{
    private readonly (Rational Lower, Rational Upper)[] _sides;

    /// <summary>A box from its sides.</summary>
    /// <exception cref="ArgumentException">No side, or a side whose lower end is not below its upper end.</exception>
    public Domain(IEnumerable<(Rational Lower, Rational Upper)> sides)
    {
        ArgumentNullException.ThrowIfNull(sides);
        _sides = sides.ToArray();
        foreach ((Rational lower, Rational upper) in _sides)
        {
            if (lower >= upper)
            {
                throw new ArgumentException($"The domain side {lower}:{upper} is empty: its lower end must be below its upper end.", nameof(sides));
            }
        }

        if (_sides.Length == 0)
        {
            throw new ArgumentException("A domain has at least one side.", nameof(sides));
        }
    }

    /// <summary>d.</summary>
    public int Dimension => _sides.Length;

    /// <summary>The ends of each side.</summary>
    public IReadOnlyList<(Rational Lower, Rational Upper)> Sides => _sides;

    /// <summary>True for [0, 1]^d.</summary>
    public bool IsUnit => _sides.All(s => s.Lower.IsZero && s.Upper == 1);

    /// <summary>[0, 1]^d.</summary>
    public static Domain Unit(int dimension) => new(Enumerable.Repeat(((Rational)0, (Rational)1), dimension));

    /// <summary>Reads "a:b" or "a:b,c:d": a side per coordinate, each end a decimal or a fraction.</summary>
    /// <exception cref="FormatException">The text is not of that form, or a side is empty.</exception>
    public static Domain Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return new Domain(text.Split(',').Select(ParseSide));
        }
        catch (ArgumentException e)
        {
            throw new FormatException(e.Message.Split(" (Parameter", 2)[0], e);
        }
    }

    /// <summary>x = a + (b - a)u.</summary>
    public Rational[] FromUnit(IReadOnlyList<Rational> u) => u.Zip(_sides, (v, s) => s.Lower + ((s.Upper - s.Lower) * v)).ToArray();

    /// <summary>u = (x - a)/(b - a).</summary>
    public Rational[] ToUnit(IReadOnlyList<Rational> x) => x.Zip(_sides, (v, s) => (v - s.Lower) / (s.Upper - s.Lower)).ToArray();

    /// <inheritdoc/>
    public bool Equals(Domain? other) => other is not null && _sides.AsSpan().SequenceEqual(other._sides);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Domain);

    /// <inheritdoc/>
    public override int GetHashCode() => _sides.Aggregate(0, HashCode.Combine);

    /// <summary>"a:b,c:d".</summary>
    public override string ToString() => string.Join(',', _sides.Select(s => $"{s.Lower}:{s.Upper}"));

    private static (Rational Lower, Rational Upper) ParseSide(string text)
    {
        string[] ends = text.Split(':');
        return ends.Length == 2 && Rational.TryParse(ends[0], out Rational lower) && Rational.TryParse(ends[1], out Rational upper)
            ? (lower, upper)
            : throw new FormatException($"The domain side '{text}' is not of the form a:b, as in 0:1 or -1/2:3.5.");
    }
}
