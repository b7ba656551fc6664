using System.Collections.Concurrent;
using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Cells;

/// <summary>
/// Bounds over a whole class, for f with all |D^k f| ≤ 1, |k| ≤ n, on cells of width h = 1/N that reach w widths from their centres: of the
/// coefficients, and of the parts of the error. With s = wh:
/// <list type="bullet">
/// <item>local polynomials: (d/2^{n-1} + d^n - d) s^n/n!, see <see cref="CellPolynomials"/>;</item>
/// <item>rounding: 2^-e_0/2 + Σ_k 2^-e_k/2·(half the range of φ_k), because the constant makes up for the middle of what the others are rounded by;</item>
/// <item>squares: Σ_k |β_k| sup |made φ_k - φ_k|;</item>
/// <item>enclosures of values: 2^<see cref="LogEnclosureSteps"/> steps of the constant.</item>
/// </list>
/// </summary>
internal sealed class CellBounds
{
    /// <summary>The share of the constant's step that values are not known by.</summary>
    public const int LogEnclosureSteps = -10;

    // A norm may exceed its power of two by 1e-9 of it; the rest covers the rounding of a few operations with doubles.
    private const double Safety = 1 + 2e-9;

    private static readonly ConcurrentDictionary<(int, int, int), double[]> Deviations = new();

    private readonly CellBasis _basis;
    private readonly int _n;
    private readonly int _d;
    private readonly double _h;
    private readonly double _deviation;

    /// <summary>The bounds.</summary>
    public CellBounds(CellBasis basis, int grid, int logMargin)
    {
        (_basis, _n, _d, _h) = (basis, basis.Smoothness, basis.Dimension, 1.0 / grid);
        Reach = grid == 1 ? 0.5 : 0.5 + Math.ScaleB(1, -logMargin);
        double power = Math.Pow(Reach * _h, _n) / MathNet.Numerics.SpecialFunctions.Factorial(_n);
        _deviation = Safety * _d * power / Math.ScaleB(1, _n - 1) * CellNodes.Rounding(_n);
        Taylor = (Safety * (Math.Pow(_d, _n) - _d) * power) + _deviation;
        double[] monomials = Monomials(grid, logMargin);
        Coefficients = [.. Enumerable.Range(1, basis.Features.Length).Select(k => Safety * Sum(basis.InverseMagnitudes[k], monomials))];
        Shift = _deviation + (Safety * Sum(basis.InverseMagnitudes[0], monomials));
        HalfRanges = [.. Enumerable.Range(0, basis.Features.Length).Select(k => basis.Range(k, Reach)).Select(r => Safety * (r.Upper - r.Lower) / 2)];
        Squares = Coefficients.Select((c, k) => c * basis.Features[k].Error).Sum();
    }

    /// <summary>w.</summary>
    public double Reach { get; }

    /// <summary>The error of the local polynomials.</summary>
    public double Taylor { get; }

    /// <summary>max |β_k| of each feature.</summary>
    public ImmutableArray<double> Coefficients { get; }

    /// <summary>By how much the constant of a cell can leave [-1, 1] before the others are rounded.</summary>
    public double Shift { get; }

    /// <summary>Half the range of each feature on a cell.</summary>
    public ImmutableArray<double> HalfRanges { get; }

    /// <summary>The error of the squares, but for the rounding of the coefficients.</summary>
    public double Squares { get; }

    /// <summary>The rounding of the constant and of coefficients of each degree to multiples of 2^-e, what it adds to squares, and the enclosures.</summary>
    public double Rounding(IReadOnlyList<int> logSteps)
    {
        double sum = Math.ScaleB(0.5 + Math.ScaleB(1, LogEnclosureSteps), -logSteps[0]);
        for (int k = 0; k < HalfRanges.Length; k++)
        {
            sum += Math.ScaleB(HalfRanges[k] + _basis.Features[k].Error, -logSteps[_basis.Features[k].Degree] - 1);
        }

        return Safety * sum;
    }

    /// <summary>The whole.</summary>
    public double Total(IReadOnlyList<int> logSteps) => Taylor + Squares + Rounding(logSteps);

    /// <summary>By how much rounding the others moves the constant at most.</summary>
    public double RoundingShift(IReadOnlyList<int> logSteps) => Enumerable.Range(0, HalfRanges.Length).Sum(
        k => Safety * Math.ScaleB(_basis.Range(k, Reach).Upper, -logSteps[_basis.Features[k].Degree] - 1));

    // The coefficients of the local polynomial in the monomials a^k, k ≠ 0; the constant has column 0 and is dealt with on its own.
    private double[] Monomials(int grid, int logMargin)
    {
        double[] deviations = Deviations.GetOrAdd((_n, Math.Min(grid, 3), logMargin), key => [.. Enumerable.Range(0, key.Item1)
            .Select(j => Nodes(key.Item1, key.Item2, key.Item3).Max(v => v.Deviation(j)))]);
        var bounds = new double[_basis.Monomials.Count];
        for (int k = 1; k < bounds.Length; k++)
        {
            MultiIndex index = _basis.Monomials[k];
            bounds[k] = Math.Pow(_h, index.Total) / _basis.Monomials.FactorialAt(k);
            if (index.IsOfOneAxis)
            {
                bounds[k] += deviations[index.Total] * Math.Pow(_h, _n);
            }
        }

        return bounds;
    }

    /// <summary>The nodes of cells inside, at the left end and at the right end of an axis, as far as there are such.</summary>
    public static IEnumerable<CellNodes> Nodes(int smoothness, int grid, int logMargin)
    {
        Dyadic reach = Dyadic.Half + Dyadic.PowerOfTwo(-logMargin);
        (bool Left, bool Right)[] ends = grid switch
        {
            1 => [(true, true)],
            2 => [(true, false), (false, true)],
            _ => [(false, false), (true, false), (false, true)],
        };
        return ends.Select(e => new CellNodes(smoothness, -(e.Left ? Dyadic.Half : reach), e.Right ? Dyadic.Half : reach));
    }

    private static double Sum(double[] row, double[] bounds) => row.Select((c, j) => c * bounds[j]).Sum();
}
