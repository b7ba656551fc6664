using System.Numerics;
using QuantRelu.Numerics;

namespace QuantRelu.Certification.OneDimension;

/// <summary>
/// A <see cref="FoldedRow"/> over integers: with values V_i = D_i v_i that are affine forms in u with integer coefficients,
/// D (Σ c_i v_i + b) = Σ C_i V_i + B with integers C_i = D c_i / D_i and B = D b.
/// </summary>
internal sealed class ScaledRow<T>
    where T : struct, IBinaryInteger<T>
{
    private readonly (int Value, T Coefficient)[] _terms;
    private readonly (int Slot, int Value, T Multiplier)[] _open;
    private readonly T _constant;
    private readonly EnclosedRow _enclosed;

    /// <summary>Scales a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="scales">D_i of each value.</param>
    /// <param name="weightScale">What makes integers of the weights in slots.</param>
    /// <param name="scale">D, a multiple of the least scale of the row.</param>
    /// <param name="parallel">The block's parallel kinks.</param>
    public ScaledRow(FoldedRow row, IReadOnlyList<Rational> scales, Rational weightScale, Rational scale, ParallelKinks parallel)
    {
        _terms = row.Terms.Select(t => (t.Key, Integer(scale * t.Value / scales[t.Key]))).ToArray();
        _open = row.Open.Select(t => (t.Slot, t.Value, Integer(scale * t.Multiplier / (weightScale * ScaleOf(t.Value, scales))))).ToArray();
        _constant = Integer(scale * row.Constant);
        var sums = parallel.SumsIn(row).ToArray();
        HashSet<int> summed = [.. sums.SelectMany(s => s.Values)];
        _enclosed = new EnclosedRow(
            [.. _terms.Where(t => !summed.Contains(t.Value)).Select(t => (t.Value, double.CreateSaturating(t.Coefficient)))],
            Array.ConvertAll(_open, t => (t.Slot, t.Value, double.CreateSaturating(t.Multiplier))),
            [.. sums.Select(s => new OneNumberSum(s.Driver, Array.ConvertAll(s.Members, m => ((double)(scale * m.Coefficient), (double)(m.Ratio / scales[s.Driver]), (double)m.Offset))))],
            double.CreateSaturating(_constant));
    }

    /// <summary>The least D > 0 for which all coefficients are integers.</summary>
    public static Rational ScaleOf(FoldedRow row, IReadOnlyList<Rational> scales, Rational weightScale)
    {
        IEnumerable<Rational> coefficients = row.Terms.Select(t => t.Value / scales[t.Key])
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

    /// <summary>The row's form, given those of the values and the integers of a copy's slots.</summary>
    /// <exception cref="OverflowException">The integers are too small for the result.</exception>
    public AffineForm<T> Evaluate(ReadOnlySpan<AffineForm<T>> values, ReadOnlySpan<ushort> codes, ReadOnlySpan<T> weights)
    {
        var sum = new AffineForm<T>(_constant, T.Zero);
        foreach ((int value, T coefficient) in _terms)
        {
            sum = values[value].IsZero ? sum : sum.Plus(coefficient, values[value]);
        }

        foreach ((int slot, int value, T multiplier) in _open)
        {
            AffineForm<T> form = value == OpenTerm.One ? new(T.One, T.Zero) : values[value];
            sum = form.IsZero ? sum : sum.Plus(checked(multiplier * weights[codes[slot]]), form);
        }

        return sum;
    }

    /// <summary>The row's enclosure, given those of the values, and of those that are rectified before they are.</summary>
    public Enclosure Enclose(ReadOnlySpan<Enclosure> values, ReadOnlySpan<Enclosure> raw, ReadOnlySpan<ushort> codes, ReadOnlySpan<double> weights, double reach) =>
        _enclosed.Evaluate(values, raw, codes, weights, reach);

    private static Rational ScaleOf(int value, IReadOnlyList<Rational> scales) => value == OpenTerm.One ? 1 : scales[value];

    private static T Integer(Rational value) => value.Denominator.IsOne
        ? T.CreateChecked(value.Numerator)
        : throw new InvalidOperationException($"{value} is no integer: the scale does not fit the row.");
}
