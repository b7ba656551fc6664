using System.Globalization;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Paper;

/// <summary>One inequality of the proof of Theorem 1 for one network.</summary>
/// <param name="Name">Whose error it is.</param>
/// <param name="Equations">Its numbers in the paper.</param>
/// <param name="Paper">What the paper bounds it by, for every function of the class; null where the paper has no such term.</param>
/// <param name="Target">What the same argument gives for this target.</param>
/// <param name="Measured">The greatest that was seen at the sample points, of functions that are computed exactly; null where nothing can be seen.</param>
public sealed record LedgerEntry(string Name, string Equations, double? Paper, double Target, double? Measured);

/// <summary>
/// The inequalities (13) to (21) of the proof of Theorem 1 for one network: each term as the paper bounds it, as this target gives it, and as it is
/// measured of the functions between f and the network. All are in the target's own unit, times the scale 2^s where the network has one, but the error
/// of a single product.
/// </summary>
/// <remarks>
/// f_T = Σ_m ψ_m P_m, f' with rounded coefficients, f'' with approximate products. The paper: |f - f_T| ≤ 2^d (d/N)^n/n! and |f_T - f'| ≤ 2^d (d/N)^n, (13);
/// |f~_{m,k} - f_{m,k}| ≤ 6(d+n-1) 2^{-2(r+1)}, (16), (17); |f'' - f'| ≤ 2^d d^n times that, (19); altogether at most 3·2^d (d/N)^n ≤ ε, (20), (21). This
/// target: <see cref="ErrorBudget"/>, and 4(d+n-2) 2^{-2(r+1)} for one term, whose squaring errors have one sign.
/// </remarks>
public sealed record ErrorLedger
{
    private readonly Sequence<LedgerEntry> _entries;

    private ErrorLedger(Rational error, int samples, ImmutableArray<LedgerEntry> entries) => (Error, Samples, _entries) = (error, samples, entries);

    /// <summary>ε, which (21) compares the total with.</summary>
    public Rational Error { get; }

    /// <summary>At how many points the functions were computed.</summary>
    public int Samples { get; }

    /// <summary>The terms, and the total last.</summary>
    public ImmutableArray<LedgerEntry> Entries => _entries.Items;

    /// <summary>|f - f''|, the network's own error.</summary>
    public LedgerEntry Total => Entries[^1];

    /// <summary>The total against ε: "|f - f''|: 0.000238 by this target's bounds of 0.01 asked, 0.000139 measured at 1000 points".</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Total.Name}: {Total.Target:G3} by this target's bounds of {(double)Error:R} asked, {Total.Measured:G3} measured at {Samples} points");

    internal static ErrorLedger Of(
        Rational error, FunctionIndependentParameters parameters, TermScaling scaling, int logScale, ErrorBudget budget, IEnumerable<IntermediateValues> values)
    {
        int d = parameters.Dimension, n = parameters.Smoothness, samples = 0;
        Rational taylor = 0, rounding = 0, products = 0, total = 0;
        Rational product = 0;
        foreach (IntermediateValues v in values)
        {
            samples++;
            taylor = Greater(taylor, v.Target - v.Taylor);
            rounding = Greater(rounding, v.Taylor - v.Rounded);
            products = Greater(products, v.Rounded - v.Network);
            total = Greater(total, v.Target - v.Network);
            product = Greater(product, v.Product);
        }

        // In the scale of f: what the paper proves of f/2^s, times 2^s.
        double cell = Math.ScaleB(Math.Pow(d * Math.ScaleB(1, -parameters.LogGrid), n), d + logScale);
        double term = Math.ScaleB(6 * (d + n - 1), -2 * (parameters.Teeth + 1));
        double inTerm = Enumerable.Range(0, n).Max(degree => (d - 1 + degree) * (double)scaling.Gain(degree));
        return new ErrorLedger(error, samples,
        [
            new("Taylor polynomials, f - f_T", "(12), (13)", cell / MathNet.Numerics.SpecialFunctions.Factorial(n), budget.Taylor, (double)taylor),
            new("rounded coefficients, f_T - f'", "(13), (14)", cell, budget.Rounding, (double)rounding),
            new("coefficients as they are enclosed", string.Empty, null, budget.Enclosure, null),
            new("one product, f~_{m,k} - f_{m,k}", "(16), (17)", term, Math.ScaleB(4 * inTerm, -2 * (parameters.Teeth + 1)), (double)product),
            new("all products, f' - f''", "(18), (19)", Math.ScaleB(Math.Pow(d, n) * term, d + logScale), budget.Products, (double)products),
            new("in all, f - f''", "(20), (21)", 3 * cell, budget.Total, (double)total),
        ]);
    }

    private static Rational Greater(Rational most, Rational difference) => Rational.Abs(difference) is var size && size > most ? size : most;
}
