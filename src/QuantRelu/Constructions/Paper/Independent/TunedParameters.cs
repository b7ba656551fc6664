using System.Numerics;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Paper;

/// <summary>
/// The N, r and t with the fewest weights for which the chain of inequalities behind Theorems 1 and 2, <see cref="ErrorBudget"/>, still meets ε for
/// every function of the class: all f with max_{|k|≤n} sup |D^k f| ≤ 2^s. The theorems' own parameters meet ε by far, since each step of their proof
/// is generous; these use up what it leaves. They depend on d, n, ε, s and the weight values only, so the topology is fixed for the class as before.
/// </summary>
internal static class TunedParameters
{
    // With so many cells more than the fewest, shorter weights and coarser squares no longer pay.
    private const int LogGridsTried = 2;

    // More numbers than any of N, r and t needs.
    private const int MostTried = 600;

    // With so many teeth more than the fewest, shorter weights no longer pay.
    private const int TeethTried = 4;

    /// <summary>The parameters.</summary>
    /// <param name="dimension">d.</param>
    /// <param name="smoothness">n.</param>
    /// <param name="error">ε, in the target's unit.</param>
    /// <param name="family">The weight values.</param>
    /// <param name="logScale">s.</param>
    /// <exception cref="LimitException">There are none below the limits of the theorems' own.</exception>
    public static FunctionIndependentParameters Choose(int dimension, int smoothness, Rational error, CodebookFamily family, int logScale)
    {
        var most = FunctionIndependentParameters.Choose(dimension, smoothness, error / Dyadic.PowerOfTwo(logScale));
        SobolevEstimate worst = WorstOfClass(dimension, smoothness, logScale);
        bool Meets(FunctionIndependentParameters p) =>
            Dyadic.FromDouble(ErrorBudget.Of(p, worst, logScale, TermScaling.Of(p, family)).Total) <= error;
        bool IsFineEnough(FunctionIndependentParameters p) => Meets(p with { Teeth = most.Teeth + TeethTried, Precision = most.Precision + TeethTried });
        IEnumerable<FunctionIndependentParameters> candidates =
            from grid in UpFrom(most with { LogGrid = 0 }, p => p with { LogGrid = p.LogGrid + 1 }, IsFineEnough, LogGridsTried)
            from teeth in UpFrom(
                grid with { Teeth = 1 }, p => p with { Teeth = p.Teeth + 1 }, p => Meets(p with { Precision = most.Precision + TeethTried }), TeethTried)
            from precise in UpFrom(teeth with { Precision = 1 }, p => p with { Precision = p.Precision + 1 }, Meets, 1)
            where grid.LogGrid <= most.LogGrid
            select precise;
        return candidates.DefaultIfEmpty(most).MinBy(p => FunctionIndependentCounts.Of(p, family).Whole.Weights)!;
    }

    // The first that does, and those that follow it. Each condition holds from some number on: the budget falls with N, r and t.
    private static IEnumerable<FunctionIndependentParameters> UpFrom(
        FunctionIndependentParameters first, Func<FunctionIndependentParameters, FunctionIndependentParameters> next,
        Func<FunctionIndependentParameters, bool> does, int count)
    {
        FunctionIndependentParameters p = first;
        for (int tried = 0; tried <= MostTried && !does(p); tried++)
        {
            p = next(p);
        }

        for (int i = 0; i < count && does(p); i++, p = next(p))
        {
            yield return p;
        }
    }

    // Every derivative is as large as the class allows.
    private static SobolevEstimate WorstOfClass(int dimension, int smoothness, int logScale) => new(
        NormSource.Proved,
        [.. Enumerable.Range(0, smoothness + 1).Select(j => new DerivativePeak(Math.ScaleB(1, logScale), new MultiIndex([j, .. new int[dimension - 1]]), []))]);
}
