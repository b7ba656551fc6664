using QuantRelu.Graph;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Paper;

/// <summary>
/// What stands between a coefficient β_{m,k} and its term, over given weight values. Over most, the term's block makes ψ_m(x)(x - m/N)^k and is
/// multiplied by β itself. Over the linear codebook of an even λ that is no power of two, numbers are made in base λ, in depth O(t/log λ), and
/// negative powers of two, which take a layer for each factor λ has of 2, are avoided: x is multiplied by N at first, so that grid lines are
/// integers and the variables are z = Nx - m; the block makes near ρ^q ψ_m(x) z^k with q = d-1+|k| products by a <see cref="DigitChain"/>; and it
/// is multiplied by β g with the gain g = N^{-|k|} ρ^{-q}.
/// </summary>
/// <remarks>
/// All blocks have weights up to R, the greatest gain: that of degree 0, ρ^{-(d-1)}, if N ≥ 2, as a degree more has the further factor 1/(ρN) and
/// ρ > 1/2. A weight is made to within half of its step, so β to within half of step/g. With E_i the distance of i products from ρ^i times the exact one,
/// E_i ≤ ρ(E_{i-1} + 4·2^{-2(r+1)}) as no factor exceeds 1, the block errs by at most q·4·2^{-2(r+1)}, and the term by g times that.
/// </remarks>
internal sealed class TermScaling
{
    // From here on ρ^{-(d-1)} with ρ near 1/2 would be more than the budget of the products has room for.
    private const int ManyVariables = 5;
    private readonly FunctionIndependentParameters _parameters;

    private TermScaling(FunctionIndependentParameters parameters, AdjustableWeight weight, DigitChain? chain) =>
        (_parameters, Weight, Chain) = (parameters, weight, chain);

    /// <summary>The connection of every term.</summary>
    public AdjustableWeight Weight { get; }

    /// <summary>What stands in for 2^{1-2r} in products, where grid lines are integers; null where neither is so.</summary>
    public DigitChain? Chain { get; }

    /// <summary>Those of a family of codebooks.</summary>
    public static TermScaling Of(FunctionIndependentParameters parameters, CodebookFamily family)
    {
        if (family.IsFree || family.At(parameters.Precision) is not { DigitBase: { } lambda } codebook)
        {
            return new TermScaling(parameters, AdjustableWeight.Over(family, parameters.Precision), chain: null);
        }

        int exponent = -Multiplication.Exponent(parameters.Teeth);
        DigitChain chain = parameters.Dimension < ManyVariables ? DigitChain.AtMost(lambda, exponent) : DigitChain.NearBelow(lambda, exponent);
        Rational reach = Enumerable.Range(0, parameters.Smoothness).Max(degree => Gain(parameters, chain, degree));
        return new TermScaling(parameters, AdjustableWeight.Over(codebook, parameters.Precision, reach), chain);
    }

    /// <summary>g, for |k| = degree.</summary>
    public Rational Gain(int degree) => Chain is null ? 1 : Gain(_parameters, Chain, degree);

    /// <summary>What β is rounded to multiples of, for |k| = degree.</summary>
    public Rational Step(int degree) => Weight.Step / Gain(degree);

    private static Rational Gain(FunctionIndependentParameters parameters, DigitChain chain, int degree) =>
        1 / (Dyadic.PowerOfTwo(parameters.LogGrid * degree) * Power(chain.Ratio, parameters.Dimension - 1 + degree));

    private static Rational Power(Rational value, int exponent) => Enumerable.Repeat(value, exponent).Aggregate((Rational)1, (product, v) => product * v);
}
