using System.Numerics;
using QuantRelu.Analysis.Regions;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Certification.Regions;

/// <summary>
/// A formula of coordinates, exact numbers, sums, multiples, abs, relu, min and max. A part of a region is cut where what these are applied to changes its
/// sign, or its order; on what is left both the target and the network are affine, so that their difference is greatest at a vertex: it is found exactly
/// where doubles do not tell that it does not matter. So a network that is the target is proved to be off by 0. Ours.
/// </summary>
internal sealed class PolygonalTarget : RegionTarget
{
    private readonly Expression _formula;

    private PolygonalTarget(Expression formula) => _formula = formula;

    /// <inheritdoc/>
    public override bool IsExact => true;

    /// <summary>The target of a formula in u; null for one of another kind.</summary>
    public static PolygonalTarget? Of(Expression formula) => IsPolygonal(formula) ? new PolygonalTarget(formula) : null;

    /// <inheritdoc/>
    public override PartBounds Bound(ConvexCell cell, RegionMap map, double blur, double known)
    {
        double upper = 0;
        PartPeak? peak = null;
        foreach ((ConvexCell part, AffineFunction value) in Pieces(_formula, cell))
        {
            RegionMap target = value.ToMap();
            double near = Near(part, map, target, blur);
            if (near <= Math.Max(known, peak is null ? 0 : DirectedRounding.Down(peak.Difference)))
            {
                upper = Math.Max(upper, near);
                continue;
            }

            foreach (HomogeneousPoint vertex in part.Vertices)
            {
                Rational difference = Rational.Abs(target.ExactlyAt(vertex) - map.ExactlyAt(vertex));
                peak = difference <= peak?.Difference ? peak
                    : new PartPeak(difference, [.. Enumerable.Range(0, cell.Dimension).Select(vertex.Coordinate)]);
            }
        }

        return PartBounds.Exactly(upper, peak);
    }

    private static bool IsPolygonal(Expression formula) => formula switch
    {
        Constant or Variable => true,
        Negate n => IsPolygonal(n.Operand),
        Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } b => IsPolygonal(b.Left) && IsPolygonal(b.Right),
        Binary { Operator: BinaryOperator.Multiply } b => (b.Left is Constant && IsPolygonal(b.Right)) || (b.Right is Constant && IsPolygonal(b.Left)),
        Binary { Operator: BinaryOperator.Divide, Right: Constant divisor } b => !divisor.Value.IsZero && IsPolygonal(b.Left),
        Call { Function: ElementaryFunction.Abs or ElementaryFunction.Relu or ElementaryFunction.Min or ElementaryFunction.Max } c
            => c.Arguments.All(IsPolygonal),
        _ => false,
    };

    // The parts of a cell on which a formula is affine, and what it is there.
    private static IEnumerable<(ConvexCell Part, AffineFunction Value)> Pieces(Expression formula, ConvexCell cell) => formula switch
    {
        Constant c => [(cell, new AffineFunction(c.Value, 0, 0, 0))],
        Variable v => [(cell, AffineFunction.Coordinate(v.Index))],
        Negate n => Pieces(n.Operand, cell).Select(p => (p.Part, p.Value * -1)),
        Binary b => Pieces(b.Left, cell).SelectMany(l => Pieces(b.Right, l.Part).Select(r => (r.Part, Combined(b.Operator, l.Value, r.Value)))),
        Call { Function: ElementaryFunction.Abs } c => Pieces(c.Arguments[0], cell).SelectMany(p => Greatest(p.Part, p.Value, p.Value * -1)),
        Call { Function: ElementaryFunction.Relu } c => Pieces(c.Arguments[0], cell).SelectMany(p => Greatest(p.Part, p.Value, default)),
        Call { Function: ElementaryFunction.Max } c => c.Arguments.Skip(1).Aggregate(
            Pieces(c.Arguments[0], cell),
            (pieces, next) => pieces.SelectMany(p => Pieces(next, p.Part).SelectMany(q => Greatest(q.Part, p.Value, q.Value)))),
        Call c => c.Arguments.Skip(1).Aggregate(
            Pieces(c.Arguments[0], cell),
            (pieces, next) => pieces.SelectMany(p => Pieces(next, p.Part).SelectMany(q => Greatest(q.Part, p.Value * -1, q.Value * -1)))
                .Select(p => (p.Part, p.Value * -1))),
        _ => throw new ArgumentException("The formula is of another kind.", nameof(formula)),
    };

    private static AffineFunction Combined(BinaryOperator @operator, AffineFunction left, AffineFunction right) => @operator switch
    {
        BinaryOperator.Add => left + right,
        BinaryOperator.Subtract => left - right,
        BinaryOperator.Divide => left * ((Rational)1 / right.One),
        _ => right.IsConstant ? left * right.One : right * left.One,
    };

    // max(f, g), on the parts where either is greater.
    private static IEnumerable<(ConvexCell Part, AffineFunction Value)> Greatest(ConvexCell cell, AffineFunction f, AffineFunction g)
    {
        SpaceForm<BigInteger> form = (f - g).Form(out _);
        if ((Fits(form) ? RegionPart.Cut(cell, form.To<long>()) : RegionPart.Cut(cell, form)) is var (below, above))
        {
            return [(below, g), (above, f)];
        }

        return [(cell, Array.Exists(cell.Vertices, v => form.SignAt(v) > 0) ? f : g)];
    }

    private static bool Fits(SpaceForm<BigInteger> form) =>
        new[] { form.X, form.Y, form.Z, form.One }.All(c => BigInteger.Abs(c) <= long.MaxValue);

    // An upper bound in doubles.
    private static double Near(ConvexCell part, RegionMap map, RegionMap target, double blur)
    {
        double upper = 0;
        foreach (HomogeneousPoint vertex in part.Vertices)
        {
            (double network, double off) = map.At(vertex, blur);
            (double value, double doubt) = target.At(vertex, blur);
            upper = Math.Max(upper, Math.Abs(value - network) + off + doubt + (Rounding * (Math.Abs(network) + Math.Abs(value))));
        }

        upper = (upper * (1 + Rounding)) + Tiny;
        return double.IsFinite(upper) ? upper : double.PositiveInfinity;
    }
}
