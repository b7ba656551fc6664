using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>The bilinear functions between the samples of a grid.</summary>
internal sealed class GridFunction(GridTable table) : ITargetFunction
{
    /// <summary>The samples.</summary>
    public GridTable Table => table;

    public Expression? Expression => null;

    public int Smoothness => 1;

    public int DerivativesUpTo => 0;

    /// <summary>Along each axis its greatest slope times the side: two units have no common slope before.</summary>
    public Rational? DerivativeBound(int order, Domain domain) => order == 1
        ? table.Slopes.Select((slope, axis) => slope * domain.Width(axis)).Max()
        : null;

    public IBoxEnclosure? Boxes(string name, Domain domain) => new GridEnclosure(new GridCells(table, domain));

    public TargetSource Source(string name) => new GridSource(table);

    public double Value(ReadOnlySpan<double> x) => table.At(x[0], x[1]);

    public void TaylorCoefficients(ReadOnlySpan<double> x, JetSpace space, Span<double> coefficients) => coefficients[0] = Value(x);
}
