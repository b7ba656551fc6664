namespace QuantRelu;

/// <summary>
/// A request for weight values: the paper's nonlinear or linear ones, which a construction then asks for at the precision that it wants; any
/// codebook of the caller's own; or free weights. There are no others.
/// </summary>
public abstract record CodebookFamily
{
    private CodebookFamily()
    {
    }

    /// <summary>{-1/2, 1/2}: λ = 2.</summary>
    public static CodebookFamily Halves { get; } = Nonlinear(2);

    /// <summary>Weights that may take any value: the unquantized networks that quantized ones are compared with.</summary>
    public static CodebookFamily Free { get; } = new FreeWeights();

    /// <summary>How the values are chosen.</summary>
    public abstract Quantization Quantization { get; }

    /// <summary>λ, the most distinct weight values; null when weights may take any value.</summary>
    public abstract int? Limit { get; }

    /// <summary>True when weights may take any value.</summary>
    public bool IsFree => Limit is null;

    /// <summary>Why there are no such weight values; null when there are.</summary>
    public virtual string? Obstacle => null;

    /// <summary>The paper's nonlinear values, equation (4).</summary>
    /// <param name="lambda">λ ≥ 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">λ is below 2.</exception>
    public static CodebookFamily Nonlinear(int lambda) => new PowersOfTwo(AtLeastTwo(lambda));

    /// <summary>The paper's linear values, Section 3; for an odd λ there are none, and <see cref="Obstacle"/> says why.</summary>
    /// <param name="lambda">λ ≥ 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">λ is below 2.</exception>
    public static CodebookFamily Linear(int lambda) => new Multiples(AtLeastTwo(lambda));

    /// <summary>The paper's values for a λ.</summary>
    /// <param name="lambda">λ ≥ 2; of no matter for free weights.</param>
    /// <param name="quantization">Nonlinear, linear or none.</param>
    /// <exception cref="ArgumentOutOfRangeException">λ is below 2, or the values are to be given.</exception>
    public static CodebookFamily Of(int lambda, Quantization quantization = Quantization.Nonlinear) => quantization switch
    {
        Quantization.Nonlinear => Nonlinear(lambda),
        Quantization.Linear => Linear(lambda),
        Quantization.None => Free,
        _ => throw new ArgumentOutOfRangeException(nameof(quantization), quantization, "Values that are given are given as a codebook."),
    };

    /// <summary>The caller's own values. A construction that needs another coefficient than they can make does not fit, and names it.</summary>
    /// <param name="codebook">The values.</param>
    /// <exception cref="ArgumentException">The codebook lists free weights.</exception>
    public static CodebookFamily Of(Codebook codebook)
    {
        ArgumentNullException.ThrowIfNull(codebook);
        return codebook.IsFree
            ? throw new ArgumentException("A list of free weights is no codebook to build over.", nameof(codebook))
            : new Given(codebook);
    }

    /// <summary>The codebook for weights that are wanted to within 2^{-t}.</summary>
    /// <param name="precision">t ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">t is below 1, or there is an <see cref="Obstacle"/>.</exception>
    /// <exception cref="InvalidOperationException">Weights may take any value: their codebook is the list of a construction's own coefficients.</exception>
    public abstract Codebook At(int precision);

    private static int AtLeastTwo(int lambda) => lambda >= 2
        ? lambda
        : throw new ArgumentOutOfRangeException(nameof(lambda), lambda, $"λ is {lambda}; it must be at least 2.");

    private sealed record PowersOfTwo(int Lambda) : CodebookFamily
    {
        public override Quantization Quantization => Quantization.Nonlinear;

        public override int? Limit => Lambda;

        public override Codebook At(int precision) => Codebook.Nonlinear(Lambda, precision);

        public override string ToString() => $"λ = {Lambda}, nonlinear";
    }

    private sealed record Multiples(int Lambda) : CodebookFamily
    {
        public override Quantization Quantization => Quantization.Linear;

        public override int? Limit => Lambda;

        public override string? Obstacle => Codebook.LinearObstacle(Lambda);

        public override Codebook At(int precision) => Codebook.Linear(Lambda);

        public override string ToString() => $"λ = {Lambda}, linear";
    }

    private sealed record Given(Codebook Values) : CodebookFamily
    {
        public override Quantization Quantization => Quantization.Given;

        public override int? Limit => Values.Count;

        public override Codebook At(int precision) => Values;

        public override string ToString() => Values.ToString();
    }

    private sealed record FreeWeights : CodebookFamily
    {
        public override Quantization Quantization => Quantization.None;

        public override int? Limit => null;

        public override Codebook At(int precision) => throw new InvalidOperationException("Free weights have no codebook before a construction is realized.");

        public override string ToString() => "free weights";
    }
}
