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
    private AffineForm<T>[]? _values;

    public CopyState(ScaledArray<T> array, long copy)
    {
        _array = array;
        _copy = copy;
        _sources = Sources(array, copy);
        _gates = [.. array.Gates.Select(g => _sources[g])];
        FirstUnit = checked((int)(array.First + (copy * array.Block.Outputs.Count)));
    }

    private CopyState(CopyState<T> state)
    {
        (_array, _copy, _sources, _gates, FirstUnit) = (state._array, state._copy, state._sources, state._gates, state.FirstUnit);
        _values = (AffineForm<T>[]?)state._values?.Clone();
    }

    /// <summary>The unit of its first output, when its stage does not sum.</summary>
    public int FirstUnit { get; }

    /// <summary>Number of outputs.</summary>
    public int Outputs => _array.Block.Outputs.Count;

    /// <summary>The same state, for another walk to change.</summary>
    public CopyState<T> Clone() => new(this);

    /// <summary>True when a gate is closed, so that all outputs are 0, whatever the other inputs are.</summary>
    public bool IsClosed(UnitForms<T> before)
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
    /// Goes through the kinks from number <paramref name="from"/> on, as far as they have one sign on a cell; their forms, and
    /// those of all kinks before, stay valid for every smaller cell.
    /// </summary>
    /// <param name="from">How many kinks have been passed on a larger cell; becomes what has been passed on this one.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="before">The units that it reads.</param>
    /// <param name="weights">The integers of the codes.</param>
    /// <returns>The root inside the cell of the kink that has two signs, or null when all have been passed.</returns>
    public Breakpoint? Advance(ref int from, Cell cell, UnitForms<T> before, ReadOnlySpan<T> weights)
    {
        int inputs = _sources.Length;
        ReadOnlySpan<ushort> codes = Codes();
        if (_values is null)
        {
            _values = new AffineForm<T>[inputs + _array.Block.Kinks.Count];
            from = 0;
        }

        for (int i = 0; i < inputs && from == 0; i++)
        {
            _values[i] = before[_sources[i]];
        }

        for (; from < _array.Block.Kinks.Count; from++)
        {
            AffineForm<T> form = _array.Block.Kinks[from].Evaluate(_values, codes, weights);
            int low = form.SignAt(cell.Low), high = form.SignAt(cell.High);
            if (low * high < 0)
            {
                return form.Root;
            }

            _values[inputs + from] = low + high > 0 ? form : default;
        }

        return null;
    }

    /// <summary>The form of an output, once all kinks have been passed.</summary>
    public AffineForm<T> Output(int number, ReadOnlySpan<T> weights) => _array.Block.Outputs[number].Evaluate(_values, Codes(), weights);

    private ReadOnlySpan<ushort> Codes() => _array.Wiring.Array.Block.Slots > 0 ? _array.Wiring.Array.CopyCodes(_copy) : [];

    private static int[] Sources(ScaledArray<T> array, long copy)
    {
        var sources = new long[array.Block.Inputs];
        array.Wiring.Bases.CopyTo(sources, 0);
        IReadOnlyList<long> radices = array.Wiring.Array.Radices;
        long point = array.Wiring.Array.Selection is { } selection ? selection[(int)copy] : copy;
        for (int c = radices.Count - 1; c >= 0; c--)
        {
            long digit = point % radices[c];
            point /= radices[c];
            for (int i = 0; i < sources.Length; i++)
            {
                sources[i] += digit * array.Wiring.Strides[i][c];
            }
        }

        return Array.ConvertAll(sources, s => checked((int)s));
    }
}
