using QuantRelu.Analysis.Functions;

namespace QuantRelu.Analysis.Ranges;

/// <summary>
/// The numbers in a block that other values are functions of: its inputs, sums of values that are functions of different numbers, and values whose
/// own shape became too long to carry. A sum is known by its form: what is added, without the constant, up to a factor, so that v and -v have one root
/// and σ(v) + σ(-v) is a function of it.
/// </summary>
/// <remarks>
/// A value may be a function of a root but for noise, and a root has a range: this is for bounds. <c>BlockFunctions</c> finds functions of one number
/// too, of folded rows and without noise or ranges, to be enclosed on one box after the other.
/// </remarks>
internal sealed class RootTable
{
    private readonly List<ValueRange> _ranges = [];
    private readonly List<LinearSum> _forms = [];
    private readonly List<bool> _isCut = [];
    private readonly Dictionary<string, int> _sums = [];
    private readonly Dictionary<RangedValue, int> _atoms = new(ReferenceEqualityComparer.Instance);
    private int _nextAtom;

    /// <summary>The range of a root.</summary>
    public ValueRange Range(int root) => _ranges[root];

    /// <summary>The root as a sum of atoms.</summary>
    public LinearSum Form(int root) => _forms[root];

    /// <summary>True for a root that stands for a shape that was too long.</summary>
    public bool IsCut(int root) => _isCut[root];

    /// <summary>A root of which only the range is known.</summary>
    public int Add(ValueRange range, bool cut = false) => Add(range, LinearSum.Of(_nextAtom++), cut);

    /// <summary>The root with this form, if there is one.</summary>
    public int? Find(LinearSum form) => _sums.TryGetValue(form.Key, out int root) ? root : null;

    /// <summary>A new root that is a sum.</summary>
    public int AddSum(ValueRange range, LinearSum form, bool cut)
    {
        _sums[form.Key] = _ranges.Count;
        return Add(range, form, cut);
    }

    /// <summary>A value without its constant, as a sum of atoms: the form of its root when it is linear, otherwise an atom of its own.</summary>
    public LinearSum FormOf(RangedValue value)
    {
        if (value.IsLinear)
        {
            return Form(value.Root).Times(value.Shape!.Slope);
        }

        if (!_atoms.TryGetValue(value, out int atom))
        {
            _atoms[value] = atom = _nextAtom++;
        }

        return LinearSum.Of(atom);
    }

    /// <summary>The constant that <see cref="FormOf"/> leaves out.</summary>
    public Rational ConstantOf(RangedValue value) => value.IsLinear ? value.Shape!.Values[0] - (value.Shape.Slope * Range(value.Root).Low) : 0;

    private int Add(ValueRange range, LinearSum form, bool cut)
    {
        _ranges.Add(range);
        _forms.Add(form);
        _isCut.Add(cut);
        return _ranges.Count - 1;
    }
}
