using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>First derivatives of a formula with abs, min or max at points, enclosed for either branch where two may be equal.</summary>
internal sealed class KinkSlopes
{
    private readonly Expression _formula;
    private readonly JetAlgebra<DoubleInterval> _jets;

    /// <summary>Those of a formula in u.</summary>
    public KinkSlopes(Expression formula, int dimension)
    {
        _formula = PowerProducts.Combine(formula);
        _jets = new(new DoubleIntervalAlgebra(), JetSpace.Create(dimension, 1), KinkRule.AtPointOfBox);
    }

    /// <summary>Replaces finite first derivatives at u by the least in absolute value that their enclosures allow.</summary>
    public void Lessen(ReadOnlySpan<double> u, Span<double> coefficients)
    {
        var variables = new Jet<DoubleInterval>[u.Length];
        for (int axis = 0; axis < variables.Length; axis++)
        {
            variables[axis] = _jets.Variable(axis, DoubleInterval.Create(u[axis], u[axis]));
        }

        Jet<DoubleInterval> jet = _formula.Evaluate<Jet<DoubleInterval>>(_jets, variables);
        for (int k = 1; k < _jets.Space.Count; k++)
        {
            coefficients[k] = jet[k].IsBounded && double.IsFinite(coefficients[k]) ? jet[k].Mignitude : coefficients[k];
        }
    }
}
