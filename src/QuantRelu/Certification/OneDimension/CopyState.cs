using System.Numerics;

namespace QuantRelu.Certification.OneDimension;

/// <summary>One copy of a block during a walk: where it reads, and the affine forms of its values as far as they are known.</summary>
internal sealed class CopyState<T>
    where T : struct, IBinaryInteger<T>
{
    private readonly ScaledArray<T> _array;
    private readonly long _copy;
    private readonly int[] _sources;
    private AffineForm<T>[]? _values;
    private Enclosure[]? _enclosed;
    private Enclosure[]? _raw;

    public CopyState(ScaledArray<T> array, long copy)
    {
        _array = array;
        _copy = copy;
        _sources = Sources(array, copy);
        FirstUnit = checked((int)(array.First + (copy * array.Block.Outputs.Length)));
    }

    /// <summary>The unit of its first output, when its stage does not sum.</summary>
    public int FirstUnit { get; }

    /// <summary>Number of outputs.</summary>
    public int Outputs => _array.Block.Outputs.Length;

    /// <summary>True when a gate is closed, so that all outputs are 0, whatever the other inputs are.</summary>
    public bool IsClosed(UnitForms<T> before) => _array.Gates.Any(g => before.IsKnown(_sources[g]) && before[_sources[g]].IsZero);

    /// <summary>True when all inputs are known.</summary>
    public bool IsReady(UnitForms<T> before) => Array.TrueForAll(_sources, before.IsKnown);

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
            _values = new AffineForm<T>[inputs + _array.Block.Kinks.Length];
            from = 0;
        }

        for (int i = 0; i < inputs && from == 0; i++)
        {
            _values[i] = before[_sources[i]];
        }

        for (; from < _array.Block.Kinks.Length; from++)
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

    /// <summary>
    /// Encloses the outputs on a cell where some kinks have two signs, or inputs are not affine: what has been passed is known, the other kinks
    /// are enclosed.
    /// </summary>
    /// <param name="passed">How many kinks have been passed.</param>
    /// <param name="reference">The cell's reference.</param>
    /// <param name="source">The enclosures of the units before.</param>
    /// <param name="weights">The integers of the codes, as doubles.</param>
    /// <param name="outputs">Receives the enclosures.</param>
    public void Enclose(int passed, Reference reference, Func<int, Enclosure> source, ReadOnlySpan<double> weights, Span<Enclosure> outputs)
    {
        int inputs = _sources.Length;
        ReadOnlySpan<ushort> codes = Codes();
        _enclosed ??= new Enclosure[inputs + _array.Block.Kinks.Length];
        _raw ??= new Enclosure[inputs + _array.Block.Kinks.Length];
        for (int i = 0; i < inputs; i++)
        {
            _enclosed[i] = source(_sources[i]);
        }

        for (int k = 0; k < _array.Block.Kinks.Length; k++)
        {
            bool isKnown = k < passed;
            _raw[inputs + k] = isKnown && !_array.Block.Drives[k] ? default : _array.Block.Kinks[k].Enclose(_enclosed, _raw, codes, weights, reference.Reach);
            _enclosed[inputs + k] = isKnown ? reference.Of(_values![inputs + k]) : _raw[inputs + k].Rectified(reference.Reach);
        }

        for (int o = 0; o < outputs.Length; o++)
        {
            outputs[o] = _array.Block.Outputs[o].Enclose(_enclosed, _raw, codes, weights, reference.Reach);
        }
    }

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
