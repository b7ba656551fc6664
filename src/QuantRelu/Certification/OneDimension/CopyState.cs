using System.Numerics;

namespace QuantRelu.Certification.OneDimension;

/// <summary>One copy of a block during a walk: where it reads, and the affine forms of its values as far as they are known.</summary>
internal sealed class CopyState<T>
    where T : struct, IBinaryInteger<T>
{
    private readonly ScaledArray<T> _array;
    private readonly long _copy;
    private readonly int[] _sources;
    private readonly int[] _gates;
    private ResidualRow<T>[]? _kinks;
    private ResidualRow<T>[]? _outputs;
    private AffineForm<T>[]? _values;
    private bool[] _isUndecided = [];

    public CopyState(ScaledArray<T> array, long copy)
    {
        _array = array;
        _copy = copy;
        _sources = Array.ConvertAll(array.Wiring.Sources(copy), s => checked((int)s));
        _gates = [.. array.Gates.Select(g => _sources[g])];
        FirstUnit = checked((int)(array.First + (copy * array.Block.Outputs.Count)));
    }

    private CopyState(CopyState<T> state)
    {
        (_array, _copy, _sources, _gates, FirstUnit) = (state._array, state._copy, state._sources, state._gates, state.FirstUnit);
        (_kinks, _outputs) = (state._kinks, state._outputs);
        _values = (AffineForm<T>[]?)state._values?.Clone();
        _isUndecided = (bool[])state._isUndecided.Clone();
    }

    /// <summary>The unit of its first output, when its stage does not sum.</summary>
    public int FirstUnit { get; }

    /// <summary>Number of outputs.</summary>
    public int Outputs => _array.Block.Outputs.Count;

    /// <summary>The same state, for another walk to change.</summary>
    public CopyState<T> Clone() => new(this);

    /// <summary>True when a gate is 0, so that all outputs are 0, whatever the other inputs are.</summary>
    public bool IsOff(UnitForms<T> before)
    {
        foreach (int unit in _gates)
        {
            if (before.IsKnown(unit) && before[unit].IsZero)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when all inputs are known.</summary>
    public bool IsReady(UnitForms<T> before)
    {
        foreach (int unit in _sources)
        {
            if (!before.IsKnown(unit))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Goes through the kinks that are undecided, as far as what they read is known, and finds those that have one sign on a cell; their forms stay
    /// valid for every smaller cell.
    /// </summary>
    /// <param name="undecided">What is undecided on a larger cell; null when the inputs were not known there.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="before">The units that it reads.</param>
    /// <param name="weights">The integers of the codes.</param>
    /// <param name="split">Is offered the roots inside the cell of kinks with two signs.</param>
    /// <returns>What is undecided on this cell.</returns>
    public UndecidedRows<T> Advance(UndecidedRows<T>? undecided, Cell cell, UnitForms<T> before, ReadOnlySpan<T> weights, ref SplitChoice split)
    {
        int inputs = _sources.Length;
        undecided ??= Begin(before, weights);
        int[] kinks = undecided.Kinks;
        foreach (int kink in kinks)
        {
            _isUndecided[kink] = true;
        }

        var left = new int[kinks.Length];
        var rows = new ResidualRow<T>[kinks.Length];
        int count = 0;
        for (int i = 0; i < kinks.Length; i++)
        {
            ResidualRow<T> row = undecided.Rows[i].Reduced(_values, _isUndecided, inputs);
            if (row.IsKnown && IsAffine(kinks[i], row.Known, cell, ref split))
            {
                _isUndecided[kinks[i]] = false;
            }
            else
            {
                (left[count], rows[count]) = (kinks[i], row);
                count++;
            }
        }

        ResidualRow<T>[] outputs = Array.ConvertAll(undecided.Outputs, row => row.Reduced(_values, _isUndecided, inputs));
        return count == kinks.Length ? new(kinks, rows, outputs) : new(left[..count], rows[..count], outputs);
    }

    private UndecidedRows<T> Begin(UnitForms<T> before, ReadOnlySpan<T> weights)
    {
        _values ??= new AffineForm<T>[_sources.Length + _array.Block.Kinks.Count];
        if (_isUndecided.Length == 0)
        {
            _isUndecided = new bool[_array.Block.Kinks.Count];
        }

        _kinks ??= With(_array.Block.Kinks, weights);
        _outputs ??= With(_array.Block.Outputs, weights);
        for (int i = 0; i < _sources.Length; i++)
        {
            _values[i] = before[_sources[i]];
        }

        return new(_array.Block.All, _kinks, _outputs);
    }

    private bool IsAffine(int kink, AffineForm<T> form, Cell cell, ref SplitChoice split)
    {
        int low = form.SignAt(cell.Low), high = form.SignAt(cell.High);
        if (low * high < 0)
        {
            split.Offer(form.Root);
            return false;
        }

        _values![_sources.Length + kink] = low + high > 0 ? form : default;
        return true;
    }

    private ResidualRow<T>[] With(IReadOnlyList<ScaledRow<T>> rows, ReadOnlySpan<T> weights)
    {
        var with = new ResidualRow<T>[rows.Count];
        for (int i = 0; i < with.Length; i++)
        {
            with[i] = rows[i].With(Codes(), weights).Residual;
        }

        return with;
    }

    private ReadOnlySpan<ushort> Codes() => _array.Wiring.Array.Block.Slots > 0 ? _array.Wiring.Array.CopyCodes(_copy) : [];
}
