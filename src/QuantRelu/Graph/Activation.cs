namespace QuantRelu;

/// <summary>
/// What hidden units apply to their sums: min(z, <see cref="Ceiling"/>) for z ≥ 0 and <see cref="NegativeSlope"/>·z for z below 0.
/// The paper's networks use <see cref="Relu"/>; Section 3 says how others take its place.
/// </summary>
public sealed record Activation
{
    private Activation(string name, Rational negativeSlope, Rational? ceiling)
    {
        Name = name;
        NegativeSlope = negativeSlope;
        Ceiling = ceiling;
    }

    /// <summary>σ(z) = max(z, 0).</summary>
    public static Activation Relu { get; } = new("relu", default, null);

    /// <summary>ReLU-6: min(max(z, 0), 6).</summary>
    public static Activation Relu6 { get; } = new("relu6", default, 6);

    /// <summary>The name: relu, relu6, or leaky:a.</summary>
    public string Name { get; }

    /// <summary>a, what a negative sum is multiplied with; 0 but for leaky ReLU.</summary>
    public Rational NegativeSlope { get; }

    /// <summary>The most that a unit is; null for no limit.</summary>
    public Rational? Ceiling { get; }

    /// <summary>Leaky ReLU: z for z ≥ 0 and az below.</summary>
    /// <param name="slope">a, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">a is outside its range.</exception>
    public static Activation LeakyRelu(Rational slope) => slope.Sign > 0 && slope < 1
        ? new Activation($"leaky:{slope}", slope, null)
        : throw new ArgumentOutOfRangeException(nameof(slope), slope, $"The slope of a leaky ReLU is {slope.ToShortString()}; it must be above 0 and below 1.");

    /// <summary>Reads a name.</summary>
    /// <returns>Null when the text is no activation.</returns>
    public static Activation? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name switch
        {
            "relu" => Relu,
            "relu6" => Relu6,
            _ when name.StartsWith("leaky:", StringComparison.Ordinal) && Rational.TryParse(name["leaky:".Length..], out Rational slope) && slope.Sign > 0
                && slope < 1 => LeakyRelu(slope),
            _ => null,
        };
    }

    /// <summary>The value at z.</summary>
    public Rational Apply(Rational z)
    {
        Rational bent = z.Sign < 0 ? NegativeSlope * z : z;
        return Ceiling is { } most && bent > most ? most : bent;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
