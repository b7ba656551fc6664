using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>
/// Values of a target of one variable at dyadic points, each within a tolerance of the true one: the double, where an enclosure shows that it is as close as
/// that, and otherwise a number of more digits. Any thread may ask.
/// </summary>
/// <remarks>
/// As with <see cref="TaylorEnclosure"/>, code is taken at its word, and so are the doubles of a formula where nothing bounds it.
/// </remarks>
internal sealed class TargetValues
{
    private const int MostLogSeries = 16;
    private static readonly JetSpace Values = JetSpace.Create(1, 0);

    private readonly Target _target;
    private readonly Dyadic _tolerance;
    private readonly double _roundedTolerance;
    private readonly CellSeries? _series;

    /// <summary>Values within a tolerance.</summary>
    /// <param name="target">A target of one variable.</param>
    /// <param name="tolerance">The tolerance.</param>
    /// <param name="logPoints">The logarithm of about how many points will be asked for.</param>
    public TargetValues(Target target, Dyadic tolerance, int logPoints)
    {
        _target = target;
        _tolerance = tolerance;
        _roundedTolerance = DirectedRounding.Down(tolerance);
        _series = target.Expression is { } formula ? new CellSeries(formula, Math.Clamp(logPoints - 6, 0, MostLogSeries)) : null;
    }

    /// <summary>A number within the tolerance of f(u), u of at most 40 bits after the point.</summary>
    /// <exception cref="TargetException">The target is not finite there.</exception>
    public Dyadic At(Dyadic u)
    {
        double value = _target.Value([(double)u]);
        if (double.IsFinite(value) && _series?.At((double)u) is { IsBounded: true } near && IsWithin(value, near.ToInterval()))
        {
            return Dyadic.FromDouble(value);
        }

        foreach (Interval[] enclosure in new TaylorEnclosure(_target, Values).At([u], Precision(value)))
        {
            Interval f = enclosure[0];
            if (f.IsBounded && f.Width <= _tolerance)
            {
                return double.IsFinite(value) && IsWithin(value, f) ? Dyadic.FromDouble(value) : f.Midpoint;
            }
        }

        throw new TargetException($"{_target.Name} is not finite at {PlaceText.Of(_target, [(double)u])}.");
    }

    /// <summary>
    /// The same as a double, whose own rounding comes on top of the tolerance: by the series of a formula where they are good enough, and of a table by its
    /// lines.
    /// </summary>
    /// <inheritdoc cref="At"/>
    public double Near(double u) =>
        _target.Table is not null ? _target.Value([u]) : _series?.Near(u, _roundedTolerance) ?? (double)At(Dyadic.FromDouble(u));

    private bool IsWithin(double value, Interval f)
    {
        var v = Dyadic.FromDouble(value);
        return f.Upper - v <= _tolerance && v - f.Lower <= _tolerance;
    }

    private int Precision(double value) =>
        (int)Math.Max(64, 32 - _tolerance.Order + (double.IsFinite(value) ? Math.Max(0, Dyadic.FromDouble(value).Order) : 0));
}
