using System.Globalization;
using MathNet.Numerics.RootFinding;

namespace QuantRelu.Bounds;

/// <summary>
/// The number of weight values with the fewest bits, Section 6: M(λ) = λ·log λ·log^{1/(λ-1)+1}(3n2^d/ε), equation (6) with θ₁ = 1, and
/// λ_opt = argmin M, equation (7). With K = ln log(3n2^d/ε), d ln M/dλ = 1/λ + 1/(λ ln λ) - K/(λ-1)², so that λ_opt solves
/// (λ-1)²(1 + 1/ln λ)/λ = K. The left side increases on [2, ∞) from (1 + 1/ln 2)/2 = 1.2213..., so there is exactly one minimum above 2 if K is
/// above that. ε &lt; 1/2 ensures it (Appendix B); it is true of every ε &lt; 1 but for d = n = 1, and there of ε up to 0.5717.
/// </summary>
public sealed class OptimalBitWidth
{
    private const double Accuracy = 1e-13;
    private const double MostValues = 1e9;
    private readonly double _logArgument;

    /// <summary>The problem for a class of functions and an error.</summary>
    /// <param name="dimension">d ≥ 1.</param>
    /// <param name="smoothness">n ≥ 1.</param>
    /// <param name="error">ε, above 0, below 1, and below <see cref="ErrorsBelow"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range: for a larger ε, M has no minimum above 2.</exception>
    public OptimalBitWidth(int dimension, int smoothness, double error)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(smoothness, 1);
        double most = ErrorsBelow(dimension, smoothness);
        if (!(error > 0 && error < most))
        {
            throw new ArgumentOutOfRangeException(nameof(error), error, most < 1
                ? string.Create(CultureInfo.InvariantCulture, $"The error must be above 0 and below {most:G4}: from there on M(λ) grows from λ = 2 on.")
                : "The error must be above 0 and below 1.");
        }

        // log(3n2^d/ε) without forming 2^d.
        _logArgument = Math.Log2(3.0 * smoothness / error) + dimension;
        K = Math.Log(_logArgument);

        // Within rounding of the largest error, the root is within rounding of 2.
        Lambda = Slope(2) < K ? Brent.FindRoot(lambda => Slope(lambda) - K, 2, MostValues, Accuracy, 1000) : 2;
        WholeLambda = Whole();
    }

    /// <summary>
    /// The ε below which M has a minimum above 2: 1, or 3n2^d/2^κ where that is less, ln κ = (1 + 1/ln 2)/2. At ε itself the minimum is at 2.
    /// </summary>
    /// <param name="dimension">d ≥ 1.</param>
    /// <param name="smoothness">n ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double ErrorsBelow(int dimension, int smoothness)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(smoothness, 1);
        return Math.Min(1, Math.Pow(2, Math.Log2(3.0 * smoothness) + dimension - Math.Exp(Slope(2))));
    }

    /// <summary>K = ln log₂(3n2^d/ε).</summary>
    public double K { get; }

    /// <summary>λ_opt, a real number above 2; at the largest errors it may be 2 by rounding.</summary>
    public double Lambda { get; }

    /// <summary>The whole λ ≥ 2 with the least M.</summary>
    public int WholeLambda { get; }

    /// <summary>log₂ λ_opt, the optimal bit-width.</summary>
    public double Bits => Math.Log2(Lambda);

    /// <summary>M(λ) with θ₁ = 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">λ is below 2.</exception>
    public double M(double lambda) => Checked(lambda) * Math.Log2(lambda) * Math.Pow(_logArgument, (1 / (lambda - 1)) + 1);

    /// <summary>dM/dλ with θ₁ = 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">λ is below 2.</exception>
    public double Derivative(double lambda) =>
        M(lambda) * ((1 / lambda) + (1 / (lambda * Math.Log(lambda))) - (K / ((lambda - 1) * (lambda - 1))));

    // (λ-1)²(1 + 1/ln λ)/λ
    private static double Slope(double lambda) => (lambda - 1) * (lambda - 1) * (1 + (1 / Math.Log(lambda))) / lambda;

    // M falls up to λ_opt and rises from there.
    private int Whole()
    {
        int below = Math.Max(2, (int)Math.Floor(Lambda));
        return M(below) <= M(below + 1) ? below : below + 1;
    }

    private static double Checked(double lambda) => lambda >= 2
        ? lambda
        : throw new ArgumentOutOfRangeException(nameof(lambda), lambda, "λ must be at least 2.");
}
