using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Paper;

/// <summary>
/// What the proof of Theorem 1 bounds |f'' - f| by, for one target with its norms B_j = max_{|k|=j} sup |D^k f|, part by part,
/// with the slack of equations (13) to (21) taken out where the same argument gives more. With δ = 2/(3N), the reach of ψ_m:
/// <list type="bullet">
/// <item>Taylor remainder: B_n (dδ)^n / n!, because Σ_m ψ_m = 1 and Σ_{|k|=n} 1/k! = d^n/n!;</item>
/// <item>rounded coefficients: Σ_{j&lt;n} C(j+d-1, j) (step_j/2) δ^j, or more where B_j exceeds 1 and coefficients are cut at 1;</item>
/// <item>products: at most 2^d of the ψ_m are not 0, a term of degree j has d-1+j products, each within 4·2^{-2(r+1)}, and
/// coefficients Σ_{|k|=j} |β_k| ≤ B_j d^j/j! + C(j+d-1, j)·step_j/2, times the gain g_j of <see cref="TermScaling"/>, 1 over most codebooks;</item>
/// <item>enclosure: coefficients are not known but enclosed, and one that may be a tie is within (1/2 + 2^-64) steps:
/// Σ_{j&lt;n} C(j+d-1, j)·2^-64 step_j δ^j. Coefficients that a target gives by code are taken as they are.</item>
/// </list>
/// </summary>
/// <param name="Taylor">The Taylor remainder.</param>
/// <param name="Rounding">The rounding of the coefficients.</param>
/// <param name="Products">The approximate products.</param>
/// <param name="Enclosure">What the coefficients are not known by.</param>
public sealed record ErrorBudget(double Taylor, double Rounding, double Products, double Enclosure)
{
    // Covers the rounding of these few double operations many times over.
    private const double Safety = 1 + 1e-12;

    /// <summary>The bound.</summary>
    public double Total => (Taylor + Rounding + Products + Enclosure) * Safety;

    /// <summary>The budget of a target whose sum is scaled by 2^s.</summary>
    internal static ErrorBudget Of(FunctionIndependentParameters parameters, SobolevEstimate norm, int logScale, TermScaling scaling)
    {
        int d = parameters.Dimension, n = parameters.Smoothness;
        double scale = Math.ScaleB(1, logScale);
        double reach = 2.0 / 3 / parameters.Grid;
        double product = Math.ScaleB(4, -2 * (parameters.Teeth + 1));
        double taylor = norm.Peaks[n].Value * Ratio(d * reach, n);
        double rounding = 0, products = 0, enclosure = 0;
        for (int j = 0; j < n; j++)
        {
            double count = (double)Binomial.Of(j + d - 1, j);
            double halfStep = (double)scaling.Step(j) / 2;
            double tie = 2 * halfStep * (double)NearestMultiple.Tie;
            rounding += count * Math.Max(halfStep, UnitBall.Excess(norm.Peaks[j].Value, logScale)) * Math.Pow(reach, j);
            enclosure += count * tie * Math.Pow(reach, j);
            double coefficients = (norm.Peaks[j].Value / scale * Ratio(d, j)) + (count * halfStep);
            products += Math.ScaleB(1, d) * (d - 1 + j) * product * coefficients * (double)scaling.Gain(j);
        }

        return new ErrorBudget(taylor, scale * rounding, scale * products, scale * enclosure);
    }

    // a^j / j!
    private static double Ratio(double a, int j) => Math.Pow(a, j) / MathNet.Numerics.SpecialFunctions.Factorial(j);
}
