using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Certification.SeveralDimensions;

/// <summary>A model of the target, and the box on which it holds.</summary>
internal sealed record TargetModel(PolynomialModel Model, double[] Center, double[] Half)
{
    /// <summary>The model on a smaller box.</summary>
    public PolynomialModel On(Box box)
    {
        double[] shift = [.. box.Center.Select((c, k) => (c - Center[k]) / Half[k])];
        double[] scale = [.. box.Half.Select((h, k) => h / Half[k])];
        return Model.Restrict(shift, scale);
    }
}

/// <summary>
/// Models of a formula on boxes: its Taylor polynomial at the middle, from interval jets, with Lagrange's remainder Σ_{|α|=K+1} |D^α f/α!| h^α
/// from interval jets over the box; where the formula is not smooth, an interval of its values.
/// </summary>
internal sealed class TargetOnBox
{
    // Enough for doubles, which models are made of.
    private const int Precision = 64;
    private readonly Expression _formula;
    private readonly ModelSpace _space;
    private readonly IntervalAlgebra _intervals = new(Precision);
    private readonly JetAlgebra<Interval> _atPoint;
    private readonly JetAlgebra<Interval> _onBox;

    /// <summary>Models of a formula in u.</summary>
    public TargetOnBox(Expression formula, ModelSpace space)
    {
        _formula = formula;
        _space = space;
        int order = space.Monomials.Order;
        _atPoint = new JetAlgebra<Interval>(_intervals, space.Monomials, KinkRule.AtPointOfBox);
        _onBox = new JetAlgebra<Interval>(_intervals, JetSpace.Create(space.Monomials.Dimension, order + 1), KinkRule.OnBox);
    }

    /// <summary>The model on a box; null when the formula is not known to be defined and bounded there.</summary>
    public TargetModel? Of(Box box) => (Smooth(box) ?? Constant(box)) is { } model ? new TargetModel(model, box.Center, box.Half) : null;

    /// <summary>An interval of the formula's values on a box; <see cref="Interval.Entire"/> when it may be undefined there.</summary>
    public Interval Values(Box box) => _formula.Evaluate(_intervals, [.. box.Low.Select((_, k) => Side(box, k))]);

    private static Interval Side(Box box, int axis) => Interval.Create(Dyadic.FromDouble(box.Low[axis]), Dyadic.FromDouble(box.High[axis]));

    private PolynomialModel? Smooth(Box box)
    {
        Interval[]? whole = Coefficients(_onBox, k => Side(box, k));
        Interval[]? middle = whole is null ? null : Coefficients(_atPoint, k => Interval.Point(Dyadic.FromDouble(box.Center[k])));
        if (whole is null || middle is null)
        {
            return null;
        }

        var coefficients = new double[_space.Count];
        double radius = 0;
        for (int i = 0; i < whole.Length; i++)
        {
            (double low, double high) = (i < coefficients.Length ? middle[i] : whole[i]).ToDoubles();
            double size = Size(_onBox.Space[i], box.Half);
            if (i < coefficients.Length)
            {
                double value = low + ((high - low) / 2);
                coefficients[i] = value * size;
                radius += (high - low + (8 * (_space.Monomials.Order + 1) * PolynomialModel.Epsilon * Math.Abs(value))) * size;
            }
            else
            {
                radius += Math.Max(Math.Abs(low), Math.Abs(high)) * size;
            }
        }

        radius *= 1 + (16 * (whole.Length + 16) * PolynomialModel.Epsilon);
        return double.IsFinite(radius) && coefficients.All(double.IsFinite) ? PolynomialModel.Of(_space, coefficients, radius) : null;
    }

    private PolynomialModel? Constant(Box box)
    {
        Interval values = Values(box);
        if (!values.IsBounded)
        {
            return null;
        }

        (double low, double high) = values.ToDoubles();
        double middle = low + ((high - low) / 2);
        double radius = Math.Max(high - middle, middle - low) * (1 + (8 * PolynomialModel.Epsilon));
        return double.IsFinite(radius) ? PolynomialModel.Constant(_space, middle, radius) : null;
    }

    private Interval[]? Coefficients(JetAlgebra<Interval> jets, Func<int, Interval> argument)
    {
        Jet<Interval>[] variables = [.. Enumerable.Range(0, jets.Space.Dimension).Select(k => jets.Variable(k, argument(k)))];
        var coefficients = new Interval[jets.Space.Count];
        _formula.Evaluate(jets, variables).CopyTo(coefficients);
        return Array.TrueForAll(coefficients, c => c.IsBounded) ? coefficients : null;
    }

    // h^α.
    private static double Size(MultiIndex exponents, double[] half)
    {
        double size = 1;
        for (int k = 0; k < half.Length; k++)
        {
            for (int e = 0; e < exponents.Entries[k]; e++)
            {
                size *= half[k];
            }
        }

        return size;
    }
}
