namespace QuantRelu.Figures.Paper;

/// <summary>What a figure of the paper is drawn for, where another subject than the paper's is wished.</summary>
/// <param name="network">The target and the network of figures 3, 4 and 5; the others leave it alone.</param>
public sealed class FigureChoices(NetworkRequest network)
{
    private const int StandardSmoothness = 1;
    private const double StandardError = 0.01;
    private static readonly ImmutableArray<int> StandardDimensions = [1, 784, 150_528];

    /// <summary>The target and the network of figures 3, 4 and 5.</summary>
    public NetworkRequest Network { get; } = network ?? throw new ArgumentNullException(nameof(network));

    /// <summary>Every d of figure 1(a); empty for the paper's.</summary>
    public ImmutableArray<int> Dimensions { get; init; } = [];

    /// <summary>n of figures 1(a) and 1(b); null for the paper's.</summary>
    public int? Smoothness { get; init; }

    /// <summary>ε of figures 1(a) and 1(b); null for the paper's.</summary>
    public double? Error { get; init; }

    /// <summary>Whether figure 1(a) has θ₁ = 1, so that it shows dM/dλ as it is, in place of θ₁ = 1/M(λ_opt).</summary>
    public bool IsRaw { get; init; }

    /// <summary>The classes of figure 1(a).</summary>
    internal ImmutableArray<FunctionClass> Classes => Dimensions.IsDefaultOrEmpty && Smoothness is null && Error is null
        ? DerivativeFigure.Classes
        : [.. (Dimensions.IsDefaultOrEmpty ? StandardDimensions : Dimensions).Select(d => new FunctionClass(d, OfBitWidth.Smoothness, OfBitWidth.Error))];

    /// <summary>n and ε of figure 1(b).</summary>
    internal (int Smoothness, double Error) OfBitWidth => (Smoothness ?? StandardSmoothness, Error ?? StandardError);
}
