using System.Globalization;
using QuantRelu.Constructions.Cells;
using QuantRelu.Figures.Plots;
using QuantRelu.Figures.Rendering;
using QuantRelu.Formats.Tables;
using QuantRelu.Targets;

namespace QuantRelu.Figures.Compact;

/// <summary>
/// Cells with local polynomials of one variable: the target, what the network makes of the cells of each parity, clipped, and their maximum, all computed by
/// the network itself.
/// </summary>
public static class CellsFigure
{
    private const int PerCell = 96;

    /// <summary>The plan over ±1/2.</summary>
    /// <exception cref="TargetException">The target has several variables, or the construction does not fit it.</exception>
    public static CellPlan Plan(NetworkRequest of)
    {
        ArgumentNullException.ThrowIfNull(of);
        return of.Target.Dimension == 1
            ? (CellPlan)CellsConstruction.Instance.Plan(new NetworkRequest(of.Target, of.Error) { Smoothness = of.Smoothness })
            : throw new TargetException($"The figure of cells shows a function of one variable, but {of.Target.Name} has {of.Target.Dimension}.");
    }

    /// <summary>The target, the classes of even and odd cells, and their maximum.</summary>
    /// <inheritdoc cref="Plan"/>
    public static ImmutableArray<Curve> Curves(NetworkRequest of) => Curves(of, Plan(of).BuildClasses());

    /// <summary>The same as numbers.</summary>
    /// <inheritdoc cref="Plan"/>
    public static DataTable Table(NetworkRequest of)
    {
        ImmutableArray<Curve> curves = Curves(of);
        string[] names = ["f", .. curves.Length == 4 ? new[] { "evenCells", "oddCells" } : ["cells"], "network"];
        return new DataTable(["u", .. names], Enumerable.Range(0, curves[0].X.Length)
            .Select(i => (IReadOnlyList<DataCell>)[curves[0].X[i], .. curves.Select(c => (DataCell)c.Y[i])]));
    }

    /// <summary>The figure.</summary>
    /// <inheritdoc cref="Plan"/>
    public static Picture Draw(NetworkRequest of)
    {
        CellPlan plan = Plan(of);
        CellClasses classes = plan.BuildClasses();
        ImmutableArray<Curve> curves = Curves(of, classes);
        int n = classes.Grid;
        Pen[] pens = [new(Inks.Silver, 9), new(Inks.Blue, 2.4), new(Inks.Vermilion, 2.4), new(Inks.Black, 1.6, Dash.Short)];
        Stroke[] strokes = [.. curves.Select((c, i) => new Stroke(c, i == curves.Length - 1 ? pens[^1] : pens[i]))];
        string name = string.Create(CultureInfo.InvariantCulture, $"Figure cells. {of.Target.Name} within {(double)of.Error:R}");
        return new Chart(
            $"{name}, n = {plan.Provenance.Smoothness}: {(n == 1 ? "one cell" : $"{n} cells with a reach of 1/{1 << classes.LogMargin} beyond their cores")}",
            new Axis(of.Target.Domain.IsUnit ? "x" : "u", 0, 1) { Ticks = [.. CoreEnds(n)] },
            Axis.WithHeadroom("value", [.. curves.SelectMany(c => c.Y)]),
            strokes)
        {
            LegendAt = Corner.UpperLeft,
        }.ToPicture();
    }

    private static ImmutableArray<Curve> Curves(NetworkRequest of, CellClasses classes)
    {
        int steps = classes.Grid * PerCell;
        double[] x = [.. Enumerable.Range(0, steps + 1).Select(i => (double)i / steps)];
        double[][] values = [.. Enumerable.Range(0, steps + 1).Select(i =>
            ExactEvaluator.Evaluate(classes.Network, [Rational.Create(i, steps)]).Select(output => (double)classes.Value(output)).ToArray())];
        string[] names = classes.Network.Outputs == 1 ? ["the cell, clipped"] : ["even cells, clipped", "odd cells, clipped"];
        return
        [
            Curve.Of("the target", [.. x], u => of.Target.Value([u])),
            .. names.Select((name, c) => new Curve(name, [.. x], [.. values.Select(v => v[c])])),
            new("the network, their maximum", [.. x], [.. values.Select(v => v.Max())]),
        ];
    }

    private static IEnumerable<Tick> CoreEnds(int n)
    {
        int every = Math.Max(1, n / 12);
        return Enumerable.Range(0, n + 1).Where(i => i % every == 0 || i == n).Where(i => i == n || n - i >= every)
            .Select(i => new Tick((double)i / n, i == 0 ? "0" : i == n ? "1" : $"{i}/{n}"));
    }
}
