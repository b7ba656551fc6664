using QuantRelu.Formats.Onnx;
using QuantRelu.Formats.VnnLib;
using QuantRelu.Numerics;

namespace QuantRelu.Benchmarks;

/// <summary>
/// What a set of instances shall be like. Equal options give the same set to the byte, and the first instances of a larger set are those of a smaller one.
/// </summary>
public sealed record BenchmarkOptions
{
    /// <summary>The most instances.</summary>
    public const int MostInstances = 10_000;

    private readonly Sequence<BenchmarkFamily> _families = new(BenchmarkFamily.All);
    private readonly Sequence<int> _inputs = new([1, 2, 3]);
    private readonly Sequence<Rational> _margins = new(StandardMargins);

    /// <summary>1/10, 1/100, ..., 10^-6, and 0: at the extremum itself.</summary>
    public static ImmutableArray<Rational> StandardMargins { get; } =
        [.. Enumerable.Range(1, 6).Select(k => Rational.Create(1, System.Numerics.BigInteger.Pow(10, k))), 0];

    /// <summary>How many instances, 1 to <see cref="MostInstances"/>; half of them, or one more, can be satisfied.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public int Count
    {
        get;
        init => field = value is >= 1 and <= MostInstances
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"A set has 1 to {MostInstances} instances, not {value}.");
    } = 100;

    /// <summary>What everything is drawn from, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0.</exception>
    public int Seed
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>Where the networks are from, in turn; all families unless told otherwise.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public ImmutableArray<BenchmarkFamily> Families
    {
        get => _families.Items;
        init => _families = value.IsDefaultOrEmpty ? throw new ArgumentException("A set needs a family of networks.", nameof(value)) : value;
    }

    /// <summary>How many inputs networks may have, each number from 1 to 3.</summary>
    /// <exception cref="ArgumentException">There is no number, or one is outside its range.</exception>
    public ImmutableArray<int> Inputs
    {
        get => _inputs.Items;
        init => _inputs = value.IsDefaultOrEmpty || value.Any(d => d is < 1 or > Analysis.LinearRegions.MostInputs)
            ? throw new ArgumentException($"Networks of a set have 1 to {Analysis.LinearRegions.MostInputs} inputs.", nameof(value))
            : value;
    }

    /// <summary>
    /// How far thresholds are from the extremum, as parts of it: a margin m asks for M(1 - m), which is attained, or M(1 + m), which is not. Where the extremum
    /// is 0 it is parts of the range. At 0 the threshold is the extremum itself, where a number of the format is that.
    /// </summary>
    /// <exception cref="ArgumentException">There is no margin, or one is below 0 or not below 1.</exception>
    public ImmutableArray<Rational> Margins
    {
        get => _margins.Items;
        init => _margins = value.IsDefaultOrEmpty || value.Any(m => m.Sign < 0 || m >= 1)
            ? throw new ArgumentException("Margins are numbers from 0 to below 1, and there is at least one.", nameof(value))
            : value;
    }

    /// <summary>True for thresholds among the float64 numbers instead of the float32 ones, for margins that those cannot tell.</summary>
    public bool HasWideThresholds { get; init; }

    /// <summary>The language of the questions.</summary>
    public VnnLibVersion Version { get; init; }

    /// <summary>The most weights of a network, at least 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 100.</exception>
    public int MostWeights
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 100);
            field = value;
        }
    } = 5000;

    /// <summary>Seconds that a tool gets for an instance, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int Timeout
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 60;

    /// <summary>The numbers that thresholds are out of.</summary>
    internal FloatFormat Thresholds => HasWideThresholds ? FloatFormat.Float64 : FloatFormat.Float32;

    /// <summary>One sentence that says why there is no such set, or null.</summary>
    public string? Obstacle =>
        Margins.Where(m => m.Sign > 0 && m < Dyadic.PowerOfTwo(-Thresholds.Digits)).Select(m => (Rational?)m).FirstOrDefault() is { } fine
            ? $"The margin {fine.ToShortString()} is finer than {Thresholds.Name} numbers, which thresholds are written in, can tell: "
                + $"they are about 2^-{Thresholds.Digits} of themselves apart{(HasWideThresholds ? string.Empty : ", float64 numbers 2^-53")}."
            : Families.FirstOrDefault(f => !f.Inputs.Any(d => Inputs.Contains(d))) is { } family
                ? $"The family {family.Name} has networks of {string.Join(" and ", family.Inputs)} inputs only."
                : null;
}
