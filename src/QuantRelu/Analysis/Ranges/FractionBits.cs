namespace QuantRelu.Analysis.Ranges;

/// <summary>
/// How fine a value is: for inputs with p fraction bits it is a multiple of 2^-max(p + <paramref name="Extra"/>, <paramref name="Fixed"/>); or,
/// without <paramref name="IsDyadic"/>, of no power of two that is known.
/// </summary>
internal readonly record struct FractionBits(int Extra, int Fixed, bool IsDyadic)
{
    /// <summary>For a part that does not depend on the inputs, or is 0.</summary>
    public const int Never = int.MinValue / 2;

    /// <summary>Those of an input.</summary>
    public static FractionBits OfInput { get; } = new(0, Never, true);

    /// <summary>Those of zero, which every other value is as fine as.</summary>
    public static FractionBits OfZero { get; } = new(Never, Never, true);

    /// <summary>Those of a constant.</summary>
    public static FractionBits Of(Rational constant) => constant.IsZero ? OfZero : new(Never, Coarseness(constant) ?? 0, constant.IsDyadic);

    /// <summary>e such that a dyadic number is an odd multiple of 2^-e; null for other numbers, and for 0.</summary>
    public static int? Coarseness(Rational value) => value.IsDyadic && !value.IsZero ? -value.ToDyadic().Exponent : null;

    /// <summary>The finer of both.</summary>
    public FractionBits With(FractionBits other) => new(Math.Max(Extra, other.Extra), Math.Max(Fixed, other.Fixed), IsDyadic && other.IsDyadic);

    /// <summary>Those of a multiple by an odd multiple of 2^-<paramref name="coarseness"/>; null for a factor that is not dyadic.</summary>
    public FractionBits Times(int? coarseness) => coarseness is { } e ? new(Raise(Extra, e), Raise(Fixed, e), IsDyadic) : this with { IsDyadic = false };

    /// <summary>The fraction bits beyond p that are enough for every p ≥ 0; null when no number of bits is known to be.</summary>
    public int? Beyond => IsDyadic ? Math.Max(0, Math.Max(Extra, Fixed)) : null;

    private static int Raise(int bits, int by) => bits == Never ? Never : bits + by;
}
