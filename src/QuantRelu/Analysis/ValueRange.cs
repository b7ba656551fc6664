namespace QuantRelu.Analysis;

/// <summary>All numbers from <paramref name="Low"/> to <paramref name="High"/>: proved bounds of a value. The default is {0}.</summary>
internal readonly record struct ValueRange(Rational Low, Rational High)
{
    // Longer fractions are rounded outwards, so that bounds stay short however deep the network is.
    private const int MostDenominatorBits = 192;
    private const int RoundedBits = 128;

    /// <summary>[0, 1], where the inputs of a network are.</summary>
    public static ValueRange Unit { get; } = new(0, 1);

    /// <summary>True for a single number.</summary>
    public bool IsPoint => Low == High;

    /// <summary>The larger of |Low| and |High|.</summary>
    public Rational Magnitude => Larger(Rational.Abs(Low), Rational.Abs(High));

    /// <summary>The larger of two numbers.</summary>
    public static Rational Larger(Rational a, Rational b) => a >= b ? a : b;

    /// <summary>The smaller of two numbers.</summary>
    public static Rational Smaller(Rational a, Rational b) => a <= b ? a : b;

    /// <summary>The range of a sum of independent values.</summary>
    public static ValueRange operator +(ValueRange a, ValueRange b) => new(a.Low + b.Low, a.High + b.High);

    /// <summary>The range of a multiple.</summary>
    public static ValueRange operator *(Rational c, ValueRange a) => c.Sign < 0 ? new(c * a.High, c * a.Low) : new(c * a.Low, c * a.High);

    /// <summary>The range of a product of independent values.</summary>
    public static ValueRange operator *(ValueRange a, ValueRange b) => (a.Low * b).Hull(a.High * b);

    /// <summary>The range with every number raised by a constant.</summary>
    public ValueRange Plus(Rational constant) => new(Low + constant, High + constant);

    /// <summary>The smallest range that holds both.</summary>
    public ValueRange Hull(ValueRange other) => new(Smaller(Low, other.Low), Larger(High, other.High));

    /// <summary>The numbers that are in both, for ranges that are known to meet.</summary>
    public ValueRange Meet(ValueRange other) => new(Larger(Low, other.Low), Smaller(High, other.High));

    /// <summary>The range and zero.</summary>
    public ValueRange WithZero() => Hull(default);

    /// <summary>The range of an activation, which is monotone.</summary>
    public ValueRange Apply(Activation activation) => new(activation.Apply(Low), activation.Apply(High));

    /// <summary>The range itself, or a slightly larger one with short ends.</summary>
    public ValueRange Rounded() => new(Short(Low, up: false), Short(High, up: true));

    private static Rational Short(Rational value, bool up)
    {
        if (value.Denominator.GetBitLength() <= MostDenominatorBits)
        {
            return value;
        }

        Rational scale = Dyadic.PowerOfTwo(RoundedBits);
        return up ? -Rational.Create((-value * scale).Floor(), 1) / scale : Rational.Create((value * scale).Floor(), 1) / scale;
    }
}
