using QuantRelu.Numerics;

namespace QuantRelu.Analysis.Folding;

/// <summary>A term whose weight is chosen per copy: the weight in a slot, times a multiplier, times a value.</summary>
internal readonly record struct OpenTerm(int Slot, int Value, Rational Multiplier)
{
    /// <summary>The number that stands for the constant 1 among the values.</summary>
    public const int One = -1;
}

/// <summary>
/// An affine form Σ_i c_i v_i + b in the values of a block, its inputs first and then its kinks, plus terms that a copy's
/// codes decide.
/// </summary>
internal sealed class FoldedRow
{
    private readonly SortedDictionary<int, Rational> _terms = [];
    private readonly List<OpenTerm> _open = [];

    /// <summary>The coefficients by value; none is zero.</summary>
    public IReadOnlyDictionary<int, Rational> Terms => _terms;

    /// <summary>The terms that a copy's codes decide.</summary>
    public IReadOnlyList<OpenTerm> Open => _open;

    /// <summary>b.</summary>
    public Rational Constant { get; private set; }

    /// <summary>True when the form is at least 0 wherever all values are: no rectification changes it.</summary>
    public bool IsNonnegative => _open.Count == 0 && Constant.Sign >= 0 && _terms.Values.All(c => c.Sign > 0);

    /// <summary>True when the form is at most 0 wherever all values are at least 0: rectification leaves nothing.</summary>
    public bool IsNonpositive => _open.Count == 0 && Constant.Sign <= 0 && _terms.Values.All(c => c.Sign < 0);

    /// <summary>The form that is one value.</summary>
    public static FoldedRow Of(int value)
    {
        var row = new FoldedRow();
        row._terms[value] = 1;
        return row;
    }

    /// <summary>Adds a constant.</summary>
    public void Add(Rational constant) => Constant += constant;

    /// <summary>Adds a multiple of another form, which must not have open terms of its own.</summary>
    public void Add(Rational factor, FoldedRow form)
    {
        Constant += factor * form.Constant;
        foreach ((int value, Rational coefficient) in form._terms)
        {
            Rational sum = _terms.GetValueOrDefault(value) + (factor * coefficient);
            if (sum.IsZero)
            {
                _terms.Remove(value);
            }
            else
            {
                _terms[value] = sum;
            }
        }
    }

    /// <summary>Adds the weight in a slot times another form, which must not have open terms of its own.</summary>
    public void AddOpen(int slot, FoldedRow form)
    {
        _open.AddRange(form._terms.Select(t => new OpenTerm(slot, t.Key, t.Value)));
        if (!form.Constant.IsZero)
        {
            _open.Add(new OpenTerm(slot, OpenTerm.One, form.Constant));
        }
    }

    /// <summary>The form as a text; equal forms have equal texts.</summary>
    public override string ToString() =>
        $"{string.Join(" + ", _terms.Select(t => $"{t.Value}*v{t.Key}"))} + {Constant} | {string.Join(" + ", _open.Select(t => $"{t.Multiplier}*s{t.Slot}*v{t.Value}"))}";
}
