using System.Runtime.CompilerServices;
using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>
/// Enclosures of a formula in one variable at many points of [0, 1], from a Taylor series on each of equal cells: with c the middle of the cell of u,
/// f(u) = Σ_{k&lt;n} c_k (u - c)^k + R (u - c)^n, where c_k = f^(k)(c)/k!, and R is in an enclosure of f^(n)/n! over the cell. A cell is worked out
/// when it is first
/// needed; any thread may ask.
/// </summary>
internal sealed class CellSeries
{
    private const int Order = 8;
    private static readonly JetSpace AtCentre = JetSpace.Create(1, Order - 1);
    private static readonly JetSpace OverCell = JetSpace.Create(1, Order);

    private readonly Expression _formula;
    private readonly int _logCells;
    private readonly Lazy<DoubleInterval[]>[] _cells;
    private readonly MiddleSeries?[] _middles;

    // For sums and products only, which remember nothing.
    private readonly DoubleIntervalAlgebra _arithmetic = new();

    /// <summary>The series of a formula in u on 2^<paramref name="logCells"/> cells, 0 to 20.</summary>
    public CellSeries(Expression formula, int logCells)
    {
        _formula = PowerProducts.Combine(formula);
        _logCells = logCells;
        _middles = new MiddleSeries?[1 << logCells];
        _cells = [.. Enumerable.Range(0, 1 << logCells).Select(cell => new Lazy<DoubleInterval[]>(() => Series(cell)))];
    }

    /// <summary>An interval that f(u) is in; <see cref="DoubleInterval.Entire"/> where the cell of u has a kink or a singularity.</summary>
    /// <param name="u">A double in [0, 1] of at most 40 bits after the point, so that u - c is exact.</param>
    public DoubleInterval At(double u)
    {
        int cell = (int)Math.Min(_cells.Length - 1, Math.ScaleB(u, _logCells));
        DoubleInterval[] series = _cells[cell].Value;
        double offset = u - Centre(cell);
        var step = DoubleInterval.Create(offset, offset);
        DoubleInterval sum = series[Order];
        for (int k = Order - 1; k >= 0; k--)
        {
            sum = _arithmetic.Add(_arithmetic.Multiply(sum, step), series[k]);
        }

        return sum;
    }

    /// <summary>
    /// A double within a tolerance of f(u), by Horner's rule on the middles of the series; null where the series of the cell of u is not known so well.
    /// </summary>
    /// <param name="u">A double in [0, 1] of at most 40 bits after the point.</param>
    /// <param name="tolerance">How far it may be from f(u).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double? Near(double u, double tolerance)
    {
        int cell = (int)Math.Min(_cells.Length - 1, Math.ScaleB(u, _logCells));
        (double[] middles, double distance) = _middles[cell] ?? (_middles[cell] = Middles(cell));
        if (distance > tolerance)
        {
            return null;
        }

        double offset = u - Centre(cell), sum = middles[Order];
        for (int k = Order - 1; k >= 0; k--)
        {
            sum = (sum * offset) + middles[k];
        }

        return sum;
    }

    // Half the widths of the coefficients at the ends of the cell, and 2^-48 of what is added up, which is more than 18 roundings are.
    private MiddleSeries Middles(int cell)
    {
        DoubleInterval[] series = _cells[cell].Value;
        double[] middles = [.. series.Select(c => c.Lower + ((c.Upper - c.Lower) / 2))];
        double distance = 0, size = 0, power = 1;
        for (int k = 0; k <= Order; k++, power *= Math.ScaleB(1, -_logCells - 1))
        {
            distance += (series[k].Upper - series[k].Lower) * power;
            size += Math.Abs(middles[k]) * power;
        }

        distance += Math.ScaleB(size, -48);
        return new MiddleSeries(middles, double.IsFinite(distance) ? distance : double.PositiveInfinity);
    }

    private double Centre(int cell) => Math.ScaleB((2 * cell) + 1, -_logCells - 1);

    private DoubleInterval[] Series(int cell)
    {
        var scalar = new DoubleIntervalAlgebra();
        double centre = Centre(cell), reach = Math.ScaleB(1, -_logCells - 1);
        var box = new JetAlgebra<DoubleInterval>(scalar, OverCell, KinkRule.OnBox);
        var point = new JetAlgebra<DoubleInterval>(scalar, AtCentre, KinkRule.AtPointOfBox);
        Jet<DoubleInterval> over = _formula.Evaluate<Jet<DoubleInterval>>(box, [box.Variable(0, DoubleInterval.Create(centre - reach, centre + reach))]);
        var series = new DoubleInterval[Order + 1];
        if (over[Order].IsBounded)
        {
            _formula.Evaluate<Jet<DoubleInterval>>(point, [point.Variable(0, DoubleInterval.Create(centre, centre))]).CopyTo(series);
        }

        series[Order] = over[Order];
        return series;
    }

    private sealed record MiddleSeries(double[] Middles, double Distance);
}
