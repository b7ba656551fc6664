namespace QuantRelu.Analysis.Regions;

/// <summary>Factor times the value of a kink; the constant Factor when there is no kink.</summary>
internal readonly record struct KinkMultiple(int Kink, Rational Factor)
{
    /// <summary>True for a constant.</summary>
    public bool IsConstant => Kink < 0;
}

/// <summary>Σ c_j V_j + b over kinks, while it is added up.</summary>
/// <param name="constant">b at first.</param>
internal sealed class KinkSum(Rational constant)
{
    private readonly SortedDictionary<int, Rational> _terms = [];
    private Rational _constant = constant;

    /// <summary>Adds a multiple of a value.</summary>
    public void Add(Rational factor, KinkMultiple value)
    {
        Rational product = factor * value.Factor;
        if (value.IsConstant)
        {
            _constant += product;
        }
        else if (!product.IsZero)
        {
            Rational total = _terms.GetValueOrDefault(value.Kink) + product;
            if (total.IsZero)
            {
                _terms.Remove(value.Kink);
            }
            else
            {
                _terms[value.Kink] = total;
            }
        }
    }

    /// <summary>The sum over integers without a common divisor, and the factor by which it is to be multiplied for it.</summary>
    public (IntegerRow Row, Rational Scale) ToRow() => IntegerRow.Of(_terms, _constant);
}
