using System.Globalization;

namespace QuantRelu.Formats.Onnx;

/// <summary>The numbers of a binary format, and those of them next to an exact number on a known side.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Digits">The binary digits of its numbers.</param>
/// <param name="Round">The number of the format nearest to a double.</param>
/// <param name="Up">The next greater number of the format.</param>
internal sealed record FloatFormat(string Name, int Digits, Func<double, double> Round, Func<double, double> Up)
{
    /// <summary>float32, 24 binary digits.</summary>
    public static FloatFormat Float32 { get; } = new("float32", 24, v => (float)v, v => MathF.BitIncrement((float)v));

    /// <summary>float64, 53 binary digits.</summary>
    public static FloatFormat Float64 { get; } = new("float64", 53, v => v, Math.BitIncrement);

    /// <summary>The number next to the value, within half a unit in its last place and a little more.</summary>
    /// <exception cref="ArgumentException">The value is beyond all of them.</exception>
    public Rational Near(Rational value) => Exact(Next(value));

    /// <summary>The least number above the value.</summary>
    /// <inheritdoc cref="Near"/>
    public Rational Above(Rational value)
    {
        double next = Next(value);
        while (Exact(next) <= value)
        {
            next = Up(next);
        }

        return Exact(next);
    }

    /// <summary>The greatest number that is not above the value.</summary>
    /// <inheritdoc cref="Near"/>
    public Rational AtMost(Rational value) => -AtLeast(-value);

    /// <summary>The least number that is not below the value.</summary>
    /// <inheritdoc cref="Near"/>
    public Rational AtLeast(Rational value) => Holds(value) ? value : Above(value);

    /// <summary>True when the value is such a number.</summary>
    public bool Holds(Rational value) => Round((double)value) is var next && double.IsFinite(next) && (Rational)Dyadic.FromDouble(next) == value;

    // One of the two numbers between which the value is, even where it is rounded twice, to a double and then to the format.
    private double Next(Rational value) => Round((double)value) is var next && double.IsFinite(next)
        ? next
        : throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"The number {(double)value:R} is beyond all {Name} numbers."), nameof(value));

    private Rational Exact(double next) => double.IsFinite(next)
        ? Dyadic.FromDouble(next)
        : throw new ArgumentException($"The number is beyond all {Name} numbers.", nameof(next));
}
