using System.Globalization;
using QuantRelu.Constructions.Paper;
using QuantRelu.Figures.Plots;
using QuantRelu.Figures.Rendering;
using QuantRelu.Formats.Tables;
using QuantRelu.Targets;

namespace QuantRelu.Figures.Paper;

/// <summary>
/// Figure 4: f, f⁺ and f~ of Proposition 4, equations (22) to (24), for T = 8 and t = 1, so coarse that their distances can be seen.
/// A target that is not 1-Lipschitz is divided by a power of two.
/// </summary>
public static class RoundedFunctionFigure
{
    private const int LogCells = 3;
    private const int Precision = 1;
    private const int LogPoints = 6;

    // Values are taken to so many binary places.
    private const int Digits = 40;

    // A constant that exceeds a power of two by rounding alone is taken for that power.
    private const double Rounding = 1e-9;

    /// <summary>T, the number of cells.</summary>
    public const int Cells = 1 << LogCells;

    /// <summary>f, f⁺ and f~ at points of each cell, both ends included; f⁺ has a gap between two cells, where it may jump.</summary>
    /// <exception cref="TargetException">The target has several variables, or is not Lipschitz as far as known.</exception>
    public static ImmutableArray<Curve> Curves(Target target)
    {
        (Func<Dyadic, Dyadic> f, _) = UnitLipschitz(target);
        var rounded = new RoundedFunction(f, LogCells, Precision);
        var shifted = new List<(double X, double Y)>();
        for (int cell = 0; cell < Cells; cell++)
        {
            Dyadic shift = rounded.AtGrid(cell + 1) - f(Dyadic.Create(cell + 1, -LogCells));
            shifted.AddRange(Points(cell).Select(x => ((double)x, (double)(f(x) + shift))));
            shifted.Add((shifted[^1].X, double.NaN));
        }

        Dyadic[] all = [.. Enumerable.Range(0, Cells).SelectMany(Points).Distinct()];
        return
        [
            new("f", [.. all.Select(x => (double)x)], [.. all.Select(x => (double)f(x))]),
            new("f⁺, f shifted up to f~ at i/T", [.. shifted.Select(p => p.X)], [.. shifted.Select(p => p.Y)]),
            new("f~, of slope ±1 until it meets f⁺", [.. all.Select(x => (double)x)], [.. all.Select(x => (double)rounded.At(x))]),
        ];
    }

    /// <summary>f, f⁺ and f~, all divided by the scale, at points of each cell, both ends included: at i/T there is a row for each of the two cells.</summary>
    /// <inheritdoc cref="Curves"/>
    public static DataTable Table(Target target)
    {
        (Func<Dyadic, Dyadic> f, int scale) = UnitLipschitz(target);
        var rounded = new RoundedFunction(f, LogCells, Precision);
        return new DataTable(
            ["cell", "u", "f", "fPlus", "fTilde", "scale"],
            Enumerable.Range(0, Cells).SelectMany(cell =>
            {
                Dyadic shift = rounded.AtGrid(cell + 1) - f(Dyadic.Create(cell + 1, -LogCells));
                return Points(cell).Select(u => (IReadOnlyList<DataCell>)
                    [cell + 1, (double)u, (double)f(u), (double)(f(u) + shift), (double)rounded.At(u), scale]);
            }));
    }

    /// <summary>The figure.</summary>
    /// <inheritdoc cref="Curves"/>
    public static Picture Draw(Target target)
    {
        IReadOnlyList<Curve> curves = Curves(target);
        Axis y = Axis.WithHeadroom("multiples of 2⁻ᵗ/T", [.. curves.SelectMany(c => c.Y).Where(double.IsFinite)]);
        Curve rounded = curves[2];
        int scale = UnitLipschitz(target).Scale;
        string name = scale == 1 ? $"{target}" : string.Create(CultureInfo.InvariantCulture, $"({target})/{scale}");
        return new Chart(
            $"Figure 4. Proposition 4 for f = {name}, T = {Cells}, t = {Precision}",
            new Axis(target.Domain.IsUnit ? "x" : "u", 0, 1) { Ticks = [.. Enumerable.Range(0, Cells + 1).Select(CellEnd)] },
            y with { Ticks = [.. Multiples(y)] },
            [new(rounded, new(Inks.PaleVermilion, 7)), new(curves[1], new(Inks.Blue, 2.2, Dash.Long)), new(curves[0], new(Inks.Black, 1.8))])
        {
            LegendAt = Corner.UpperRight,
            Dots = [.. Enumerable.Range(0, Cells + 1).Select(i => new Dot((double)i / Cells, rounded.Y[i << LogPoints], Inks.Vermilion))],
        }.ToPicture();
    }

    private static Tick CellEnd(int i) => new((double)i / Cells, i switch { 0 => "0", Cells => "1", _ => $"{i}/T" });

    // Every multiple of 2^-t/T, or every second, fourth, ... where they are many.
    private static IEnumerable<Tick> Multiples(Axis y)
    {
        const int most = 14;
        double step = Math.ScaleB(1, -LogCells - Precision);
        while ((y.Last - y.First) / step > most)
        {
            step *= 2;
        }

        for (double k = Math.Ceiling(y.First / step); k * step <= y.Last; k++)
        {
            yield return new Tick(k * step, ((Rational)Dyadic.FromDouble(k * step)).ToString().Replace('-', '−'));
        }
    }

    // f/s, s the least power of two for which its Lipschitz constant is at most 1.
    private static (Func<Dyadic, Dyadic> F, int Scale) UnitLipschitz(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.Dimension != 1)
        {
            throw new TargetException($"Figure 4 shows a function of one variable, but {target.Name} has {target.Dimension}.");
        }

        if (!SobolevNorm.TryEstimate(target, 1, out SobolevEstimate? norm, out NormFailure? failure))
        {
            throw new TargetException(failure.Message);
        }

        int log = Math.Max(0, (int)Math.Ceiling(Math.Log2(norm.Peaks[1].Value) - Rounding));
        return (x => Rounded(target.Value([(double)x])) * Dyadic.PowerOfTwo(-log), 1 << log);
    }

    // The sine of π is computed as 10^-16; rounded up to the next multiple it would stand a whole step above 0.
    private static Dyadic Rounded(double value) => Dyadic.FromDouble(Math.ScaleB(Math.Round(Math.ScaleB(value, Digits)), -Digits));

    private static IEnumerable<Dyadic> Points(int cell) =>
        Enumerable.Range(0, (1 << LogPoints) + 1).Select(k => Dyadic.Create(((long)cell << LogPoints) + k, -LogCells - LogPoints));
}
