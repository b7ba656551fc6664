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
/// Models of a target on boxes. Of a formula: its Taylor polynomial at the middle, from interval jets, with Lagrange's remainder Σ_{|α|=K+1} |D^α f/α!| h^α
/// from interval jets over the box; where the formula is not smooth, an interval of its values. Of code and of
/// samples on a grid: an affine function next to it, or an interval of its values, whichever is closer.
/// </summary>
internal sealed class TargetOnBox
{
    // Enough for doubles, which models are made of.
    private const int Precision = 64;
    private readonly Target _target;
    private readonly ModelSpace _space;
    private readonly IntervalAlgebra _intervals = new(Precision);
    private readonly JetAlgebra<Interval> _atPoint;
    private readonly JetAlgebra<Interval> _onBox;

    /// <summary>Models of a target that can be enclosed, but for samples of one variable.</summary>
    public TargetOnBox(Target target, ModelSpace space)
    {
        _target = target;
        _space = space;
        int order = space.Monomials.Order;
        _atPoint = new JetAlgebra<Interval>(_intervals, space.Monomials, KinkRule.AtPointOfBox);
        _onBox = new JetAlgebra<Interval>(_intervals, JetSpace.Create(space.Monomials.Dimension, order + 1), KinkRule.OnBox);
    }

    /// <summary>The part of bounds that is the error of values, which smaller boxes do not lessen.</summary>
    public double Noise => _target.Boxes?.Noise ?? 0;

    /// <summary>The model on a box; null when the target is not known to be defined and bounded there.</summary>
    /// <exception cref="TargetException">What is stated of code contradicts itself there.</exception>
    public TargetModel? Of(Box box)
    {
        PolynomialModel? model = _target.Expression is { } formula ? Smooth(formula, box) ?? Constant(box) : Closest(Affine(box), Constant(box));
        return model is null ? null : new TargetModel(model, box.Center, box.Half);
    }

    /// <summary>An interval of the target's values on a box; <see cref="Interval.Entire"/> when it may be undefined there.</summary>
    public Interval Values(Box box) => _target.Range([.. box.Low.Select((_, k) => Side(box, k))], _intervals);

    private static PolynomialModel? Closest(PolynomialModel? a, PolynomialModel? b) => a is null || b?.Radius <= a.Radius ? b : a;

    private static Interval Side(Box box, int axis) => Interval.Create(Dyadic.FromDouble(box.Low[axis]), Dyadic.FromDouble(box.High[axis]));

    private PolynomialModel? Smooth(Expression formula, Box box)
    {
        Interval[]? whole = Coefficients(formula, _onBox, k => Side(box, k));
        Interval[]? middle = whole is null ? null : Coefficients(formula, _atPoint, k => Interval.Point(Dyadic.FromDouble(box.Center[k])));
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

    private PolynomialModel? Affine(Box box)
    {
        if (_target.Boxes!.Affine(box.Low, box.High, box.Center, box.Half) is not { } affine)
        {
            return null;
        }

        var coefficients = new double[_space.Count];
        coefficients[0] = affine.Value;
        for (int k = 0; k < affine.Slopes.Length; k++)
        {
            coefficients[_space.Axes[k]] = affine.Slopes[k];
        }

        return double.IsFinite(affine.Radius) ? PolynomialModel.Of(_space, coefficients, affine.Radius) : null;
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

    private static Interval[]? Coefficients(Expression formula, JetAlgebra<Interval> jets, Func<int, Interval> argument)
    {
        Jet<Interval>[] variables = [.. Enumerable.Range(0, jets.Space.Dimension).Select(k => jets.Variable(k, argument(k)))];
        var coefficients = new Interval[jets.Space.Count];
        formula.Evaluate(jets, variables).CopyTo(coefficients);
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
