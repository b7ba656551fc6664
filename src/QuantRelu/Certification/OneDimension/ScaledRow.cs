using System.Numerics;
using QuantRelu.Analysis.Folding;

namespace QuantRelu.Certification.OneDimension;

/// <summary>
/// A <see cref="FoldedRow"/> over integers: with values V_i = D_i v_i that are affine forms in u with integer coefficients,
/// D (Σ c_i v_i + b) = Σ C_i V_i + B with integers C_i = D c_i / D_i and B = D b.
/// </summary>
internal sealed class ScaledRow<T>
    where T : struct, IBinaryInteger<T>
{
    private readonly (int Value, T Coefficient)[] _terms;
    private readonly OpenTerm<T>[] _open;
    private readonly T _constant;

    private ScaledRow((int Value, T Coefficient)[] terms, T constant) => (_terms, _open, _constant) = (terms, [], constant);

    /// <summary>Scales a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="scales">D_i of each value.</param>
    /// <param name="weightScale">What makes integers of the weights in slots.</param>
    /// <param name="scale">D, a multiple of the least scale of the row.</param>
    public ScaledRow(FoldedRow row, IReadOnlyList<Rational> scales, Rational weightScale, Rational scale)
    {
        _terms = row.Linear.Terms.Select(t => (t.Key, Integer(scale * t.Value / scales[t.Key]))).ToArray();
        _open = row.Open.Select(t => new OpenTerm<T>(t.Slot, t.Value, Integer(scale * t.Multiplier / (weightScale * ScaleOf(t.Value, scales))))).ToArray();
        _constant = Integer(scale * row.Constant);
    }

    /// <summary>The least D > 0 for which all coefficients are integers.</summary>
    public static Rational ScaleOf(FoldedRow row, IReadOnlyList<Rational> scales, Rational weightScale)
    {
        IEnumerable<Rational> coefficients = row.Linear.Terms.Select(t => t.Value / scales[t.Key])
            .Concat(row.Open.Select(t => t.Multiplier / (weightScale * ScaleOf(t.Value, scales))))
            .Append(row.Constant).Where(c => !c.IsZero);
        (BigInteger numerators, BigInteger denominators) = (0, 1);
        foreach (Rational c in coefficients)
        {
            numerators = BigInteger.GreatestCommonDivisor(numerators, c.Numerator);
            denominators = denominators / BigInteger.GreatestCommonDivisor(denominators, c.Denominator) * c.Denominator;
        }

        return numerators.IsZero ? 1 : Rational.Create(denominators, numerators);
    }

    /// <summary>The row with the weights of a copy's codes in place of its slots: one term for each value.</summary>
    /// <exception cref="OverflowException">The integers are too small for the result.</exception>
    public ScaledRow<T> With(ReadOnlySpan<ushort> codes, ReadOnlySpan<T> weights)
    {
        if (_open.Length == 0)
        {
            return this;
        }

        var sums = new SortedDictionary<int, T>();
        foreach ((int value, T coefficient) in _terms)
        {
            sums[value] = coefficient;
        }

        foreach ((int slot, int value, T multiplier) in _open)
        {
            sums[value] = checked(sums.GetValueOrDefault(value) + (multiplier * weights[codes[slot]]));
        }

        T constant = checked(_constant + sums.GetValueOrDefault(OpenTerm<T>.One));
        return new ScaledRow<T>([.. sums.Where(t => t.Key != OpenTerm<T>.One && !T.IsZero(t.Value)).Select(t => (t.Key, t.Value))], constant);
    }

    /// <summary>The row, which has no slots, before anything of it is known.</summary>
    public ResidualRow<T> Residual => new(new AffineForm<T>(_constant, T.Zero), _terms);

    private static Rational ScaleOf(int value, IReadOnlyList<Rational> scales) => value == OpenTerm<T>.One ? 1 : scales[value];

    private static T Integer(Rational value) => value.Denominator.IsOne
        ? T.CreateChecked(value.Numerator)
        : throw new InvalidOperationException($"{value} is no integer: the scale does not fit the row.");
}
