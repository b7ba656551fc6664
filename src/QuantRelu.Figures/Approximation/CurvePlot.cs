using System.Globalization;
using QuantRelu.Figures.Plots;
using QuantRelu.Figures.Rendering;

namespace QuantRelu.Figures.Approximation;

/// <summary>Above, the target and the network upon it; below, their difference inside of the band that is proved.</summary>
internal sealed class CurvePlot
{
    private const int UpperHeight = 440;
    private const int LowerHeight = 460;
    private const int MostPoints = 3000;
    private readonly ConstructedNetwork _network;
    private readonly Target _target;
    private readonly ErrorCurve _curve;
    private readonly (string Name, double Bound)? _proved;
    private readonly double _reach;
    private readonly double? _asked;

    /// <summary>A plot of errors that are known.</summary>
    public CurvePlot(ConstructedNetwork network, Target target, ErrorCurve curve)
    {
        (_network, _target, _curve) = (network, target, curve);
        _proved = ErrorWords.Band(network.Provenance);
        double seen = Math.Max(curve.Greatest.Max(Math.Abs), curve.Least.Max(Math.Abs));
        double reach = Math.Max(Math.Max(seen, _proved?.Bound ?? 0), 1e-18);

        // ε is drawn where it does not press the error flat.
        _asked = network.Provenance.Error is { } asked && (double)asked < 3 * reach ? (double)asked : null;
        _reach = Math.Max(reach, _asked ?? 0);
    }

    /// <summary>The picture.</summary>
    /// <param name="width">Its width in points.</param>
    public Picture ToPicture(int width = Chart.Width) => new(width, UpperHeight + LowerHeight, canvas =>
    {
        Functions().PaintInto(canvas, new(0, 0, width, UpperHeight));
        Errors().PaintInto(canvas, new(0, UpperHeight, width, LowerHeight));
    });

    private Chart Functions()
    {
        var values = Axis.WithHeadroom(string.Empty, [.. _curve.Target.Concat(_curve.Network)]);
        return new(
            ErrorWords.Title(_target, _curve.Section, _network.Network),
            _curve.Section.Along(0),
            Axis.InPowersOfTen("value", values.First, values.Last),
            [
                new(Thinned("target", _curve.Target), new(Inks.PaleBlue, 7)),
                new(Thinned("network", _curve.Network), new(Inks.Vermilion, 1.6)),
            ])
        { LegendAt = Corner.UpperRight };
    }

    // What lies between two of these places, far closer together than columns of pixels, is seen in the error below.
    private Curve Thinned(string name, IReadOnlyList<double> values)
    {
        int step = Math.Max(1, (_curve.X.Length - 1) / MostPoints);
        int[] kept = [.. Enumerable.Range(0, _curve.X.Length).Where(i => i % step == 0 || i == _curve.X.Length - 1)];
        return new(name, [.. kept.Select(i => _curve.X[i])], [.. kept.Select(i => values[i])]);
    }

    private Chart Errors()
    {
        double[] ends = [_curve.Section.Along(0).First, _curve.Section.Along(0).Last];
        var bands = new List<Band>();
        if (_proved is (var name, var upper))
        {
            bands.Add(new(name, ends, [-upper, -upper], [upper, upper], Inks.PaleGreen) { Edge = new(Inks.Green, 1.4) });
        }

        bands.Add(new(string.Create(CultureInfo.InvariantCulture, $"seen at {_curve.X.Length:N0} points"), _curve.ColumnX, _curve.Least, _curve.Greatest,
            Inks.Blue)
        { Edge = new(Inks.Blue, 0.8) });
        Stroke[] asked = _asked is { } e ? [Limit(ends, e, "ε asked for"), Limit(ends, -e, string.Empty)] : [];
        return new($"network − target{ErrorWords.Asked(_network.Provenance.Error)}; {ErrorWords.Proved(_network.Provenance)}", _curve.Section.Along(0),
            Axis.InPowersOfTen("network − target", -1.12 * _reach, 1.75 * _reach), asked)
        {
            Bands = bands,
            HasZeroLine = true,
            LegendAt = Corner.UpperRight,
        };
    }

    private static Stroke Limit(double[] ends, double at, string name) => new(new(name, [.. ends], [at, at]), new(Inks.Vermilion, 1.6, Dash.Long));
}
