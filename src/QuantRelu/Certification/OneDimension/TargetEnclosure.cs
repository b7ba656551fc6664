using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Certification.OneDimension;

/// <summary>Enclosures of a formula f in one variable u and of its Taylor coefficients over intervals.</summary>
internal sealed class TargetEnclosure
{
    /// <summary>Enclosures of a precision.</summary>
    /// <param name="formula">f.</param>
    /// <param name="precision">Significant bits.</param>
    public TargetEnclosure(Expression formula, int precision)
    {
        Formula = formula;
        Intervals = new IntervalAlgebra(precision);
    }

    /// <summary>f.</summary>
    public Expression Formula { get; }

    /// <summary>The arithmetic.</summary>
    public IntervalAlgebra Intervals { get; }

    /// <summary>{ f(u) : u ∈ argument } is inside; <see cref="Interval.Entire"/> when f may be undefined somewhere.</summary>
    public Interval Value(Interval argument) => Formula.Evaluate(Intervals, [argument]);

    /// <summary>
    /// For k = 0, ..., order: f^(k)(u)/k! for all u in the cell is inside coefficient k, and f has that many derivatives there; null when
    /// that cannot be told.
    /// </summary>
    public Interval[]? Taylor(UnitCell cell, int order) => Taylor(KinkRule.OnBox, cell.Interval, order);

    /// <summary>The coefficients at the middle of a cell for which <see cref="Taylor(UnitCell, int)"/> is not null; null when one is not bounded.</summary>
    public Interval[]? TaylorAtCenter(UnitCell cell, int order) => Taylor(KinkRule.AtPointOfBox, Interval.Point(cell.Center), order);

    private Interval[]? Taylor(KinkRule kinks, Interval argument, int order)
    {
        var algebra = new JetAlgebra<Interval>(Intervals, JetSpace.Create(1, order), kinks);
        var coefficients = new Interval[order + 1];
        Formula.Evaluate(algebra, [algebra.Variable(0, argument)]).CopyTo(coefficients);
        return Array.TrueForAll(coefficients, c => c.IsBounded) ? coefficients : null;
    }
}
