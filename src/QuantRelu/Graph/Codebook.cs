using QuantRelu.Graph;

namespace QuantRelu;

/// <summary>
/// The λ ≥ 2 distinct values that weights and biases may take, in ascending order; a connection stores the index of its
/// value, its <em>code</em>, in ⌈log₂ λ⌉ bits. Zero is never a value: an absent connection is not a weight.
/// </summary>
public sealed class Codebook : IEquatable<Codebook>
{
    /// <summary>The most values.</summary>
    internal const int MostValues = 65536;

    /// <summary>The most values of free weights, which no code of 16 bits is chosen for copy by copy.</summary>
    internal const int MostFreeValues = 1 << 24;

    private const int BitsOfFreeWeight = 32;
    private readonly ImmutableArray<Rational> _values;
    private readonly SwitchCodes?[] _switches = new SwitchCodes?[3];

    /// <summary>A codebook of the given values, in any order.</summary>
    /// <exception cref="ArgumentException">Fewer than two values, more than 65536, a zero, or a value twice.</exception>
    public Codebook(IEnumerable<Rational> values)
        : this(values, isFree: false)
    {
    }

    private Codebook(IEnumerable<Rational> values, bool isFree)
    {
        ArgumentNullException.ThrowIfNull(values);
        _values = [.. values.Order()];
        IsFree = isFree;
        int most = isFree ? MostFreeValues : MostValues;
        if (_values.Length < 2 || _values.Length > most)
        {
            throw new ArgumentException($"A codebook has 2 to {most} values, not {_values.Length}.", nameof(values));
        }

        for (int i = 0; i < _values.Length; i++)
        {
            if ((_values[i].IsZero && !isFree) || (i > 0 && _values[i] == _values[i - 1]))
            {
                throw new ArgumentException($"Codebook value {_values[i]} is zero or stands twice.", nameof(values));
            }
        }
    }

    /// <summary>{-1/2, 1/2}: the smallest codebook that represents every function (λ = 2).</summary>
    public static Codebook Halves { get; } = new([-Dyadic.Half, Dyadic.Half]);

    /// <summary>
    /// True when the values are only a list of the weights that an unquantized network happens to have: any value was allowed,
    /// zero too, and a weight counts 32 bits.
    /// </summary>
    public bool IsFree { get; }

    /// <summary>λ, the number of distinct values.</summary>
    public int Count => _values.Length;

    /// <summary>⌈log₂ λ⌉, the bits of one code.</summary>
    public int BitsPerCode => 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)(_values.Length - 1));

    /// <summary>What a weight counts: ⌈log₂ λ⌉ bits, or 32 bits when it is free.</summary>
    public int BitsPerWeight => IsFree ? BitsOfFreeWeight : BitsPerCode;

    /// <summary>
    /// Bits that the values themselves take: fixed-point numbers of one format, or fractions where a value is not dyadic; none for
    /// free weights, which carry their own.
    /// </summary>
    public int Bits
    {
        get
        {
            if (IsFree)
            {
                return 0;
            }

            int integer = _values.Max(v => (int)System.Numerics.BigInteger.Abs(v.Numerator / v.Denominator).GetBitLength());
            int denominator = _values.Max(v => (int)(v.Denominator - 1).GetBitLength());
            bool dyadic = _values.All(v => v.IsDyadic);
            return Count * (1 + Math.Max(1, integer) + (dyadic ? denominator : 2 * denominator));
        }
    }

    /// <summary>The values in ascending order.</summary>
    public ImmutableArray<Rational> Values => _values;

    /// <summary>How the codebook makes a connection whose coefficient is chosen later.</summary>
    /// <exception cref="InvalidOperationException">The codebook cannot make one.</exception>
    public SwitchCodes Switch => SwitchOf(SwitchKind.Ternary);

    /// <summary>How the codebook makes a connection whose coefficient is chosen later.</summary>
    /// <param name="kind">What it is chosen out of.</param>
    /// <exception cref="InvalidOperationException">The codebook cannot make one.</exception>
    public SwitchCodes SwitchOf(SwitchKind kind) => _switches[(int)kind] ??= SwitchCodes.Of(this, kind);

    /// <summary>
    /// λ where the values are {-1, 1/λ, ..., (λ-1)/λ} with an even λ that is no power of two: weights are then written in base λ, as powers of two
    /// alone would use no more of λ than its power of two. Null for every other codebook.
    /// </summary>
    internal int? DigitBase => !IsFree && Count > 2 && Count % 2 == 0 && !System.Numerics.BitOperations.IsPow2(Count)
        && _values.Select((v, i) => v == (i == 0 ? -1 : Rational.Create(i, Count))).All(same => same) ? Count : null;

    /// <summary>The value of a code.</summary>
    public Rational this[int code] => _values[code];

    /// <summary>
    /// The paper's nonlinear codebook, equation (4): {-1/2, 1/2, 2^-q, 2^-q², ..., 2^-q^(λ-2)} with q = ⌈t^(1/(λ-1))⌉.
    /// Values below 2^-t are never used and values that coincide stand once, so fewer than λ values can remain.
    /// </summary>
    /// <param name="lambda">λ ≥ 2.</param>
    /// <param name="precision">t ≥ 1: weights are wanted to within 2^-t.</param>
    public static Codebook Nonlinear(int lambda, int precision)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lambda, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(precision, 1);
        int radix = Radix(lambda, precision);
        var values = new SortedSet<Rational> { -Dyadic.Half, Dyadic.Half };
        long exponent = radix;
        for (int j = 1; j <= lambda - 2 && radix > 1 && exponent <= precision; j++, exponent *= radix)
        {
            values.Add(Dyadic.PowerOfTwo(-(int)exponent));
        }

        return new Codebook(values);
    }

    /// <summary>The paper's linear codebook, Section 3: {-1, 1/λ, 2/λ, ..., (λ-1)/λ}, for every even λ ≥ 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">λ is odd: sums and products of p/λ with odd λ never make 1/2.</exception>
    public static Codebook Linear(int lambda)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lambda, 2);
        return LinearObstacle(lambda) is { } obstacle
            ? throw new ArgumentOutOfRangeException(nameof(lambda), lambda, obstacle)
            : new Codebook(Enumerable.Range(1, lambda - 1).Select(i => Rational.Create(i, lambda)).Append(-1));
    }

    /// <summary>Why there is no linear codebook of λ values; null when there is one.</summary>
    internal static string? LinearObstacle(int lambda) => lambda % 2 == 0
        ? null
        : $"Linear quantization needs an even λ, not {lambda}: with an odd denominator no sum or product of weights is 1/2.";

    /// <summary>The distinct weights of an unquantized network; each may be any rational number, and each counts 32 bits.</summary>
    /// <exception cref="ArgumentException">Fewer than two values, more than 16777216, or a value twice.</exception>
    public static Codebook Free(IEnumerable<Rational> values) => new(values, isFree: true);

    /// <summary>q = ⌈t^(1/(λ-1))⌉, the smallest integer with q^(λ-1) ≥ t.</summary>
    public static int Radix(int lambda, int precision)
    {
        int radix = 1;
        while (System.Numerics.BigInteger.Pow(radix, lambda - 1) < precision)
        {
            radix++;
        }

        return radix;
    }

    /// <summary>The code of a value, or -1 when the codebook does not hold it.</summary>
    public int CodeOf(Rational value) => Math.Max(-1, _values.BinarySearch(value));

    /// <inheritdoc/>
    public bool Equals(Codebook? other) => other is not null && IsFree == other.IsFree && _values.SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Codebook);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_values.Length, _values[0], _values[^1]);

    /// <summary>The values between braces.</summary>
    public override string ToString() => "{" + string.Join(", ", _values) + "}";
}
