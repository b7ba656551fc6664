using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>One point of the unit box, with the largest |D^k f| there for each total order |k| = j.</summary>
/// <param name="At">The point.</param>
/// <param name="Values">By j: infinite if any is, else not a number if any is.</param>
/// <param name="Derivatives">By j: the position of that k in the space.</param>
internal sealed record DerivativeSample(double[] At, double[] Values, int[] Derivatives)
{
    /// <summary>The lowest order whose value is not finite, or null.</summary>
    public int? FirstNotFinite()
    {
        int j = Array.FindIndex(Values, v => !double.IsFinite(v));
        return j < 0 ? null : j;
    }
}

/// <summary>Evaluates all derivatives of a target up to some order at a point.</summary>
/// <remarks>
/// Where two branches of abs, min or max may be equal, a derivative of one of them need not be near any derivative of the function. There, what is as
/// large as the least of the hull of both is taken: every derivative near the point is at least about as large, so that no sample exceeds the norm.
/// </remarks>
internal sealed class DerivativeSampler(Target target, int order)
{
    private readonly double[] _coefficients = new double[JetSpace.Create(target.Dimension, order).Count];
    private readonly KinkSlopes? _slopes = order > 0 && target is { Smoothness: 1, Expression: { } formula } ? new KinkSlopes(formula, target.Dimension) : null;

    /// <summary>The derivatives that are computed.</summary>
    public JetSpace Space { get; } = JetSpace.Create(target.Dimension, order);

    /// <summary>The target.</summary>
    public Target Target => target;

    /// <summary>The sample at a point; the point is kept, not copied.</summary>
    public DerivativeSample At(double[] u)
    {
        target.TaylorCoefficients(u, Space, _coefficients);
        _slopes?.Lessen(u, _coefficients);
        double[] values = new double[Space.Order + 1];
        int[] derivatives = new int[Space.Order + 1];
        for (int j = 0; j <= Space.Order; j++)
        {
            derivatives[j] = j == 0 ? 0 : Space.CountUpTo(j - 1);
            for (int k = derivatives[j]; k < Space.CountUpTo(j); k++)
            {
                // From 171! on a factorial is infinite; a derivative that vanishes must not become not a number.
                double value = _coefficients[k] == 0 ? 0 : Math.Abs(_coefficients[k] * Space.FactorialAt(k));
                if (value > values[j] || (double.IsNaN(value) && !double.IsInfinity(values[j])))
                {
                    (values[j], derivatives[j]) = (value, k);
                }
                else if (double.IsInfinity(value))
                {
                    values[j] = value;
                }
            }
        }

        return new DerivativeSample(u, values, derivatives);
    }
}
