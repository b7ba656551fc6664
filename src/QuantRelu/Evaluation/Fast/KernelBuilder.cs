using QuantRelu.Analysis.Collapsed;
using QuantRelu.Graph;

namespace QuantRelu.Evaluation.Fast;

/// <summary>
/// A unit of a <see cref="BlockKernel"/>: slots and coefficients of its terms in the order in which they are added, its bias, and whether it is rectified.
/// </summary>
internal readonly record struct KernelRow(int[] Sources, double[] Coefficients, double Bias, bool IsRectified);

/// <summary>
/// Writes the layers of collapsed blocks as a <see cref="BlockKernel"/>. A unit that is a power of two times one value ≥ 0 is not written: who reads it
/// reads that value, with the power of two in the coefficient.
/// </summary>
/// <remarks>
/// Nothing is rounded otherwise thereby: as long as nothing overflows or comes below the normal numbers, multiplying by a power of two rounds nothing, so
/// that c·(2^k·v) and (c·2^k)·v are the same product, rounded once. <see cref="UsualPoints"/> says where that is so.
/// </remarks>
internal sealed class KernelBuilder
{
    private readonly int _inputs;
    private readonly double[] _codes;
    private readonly bool _fuses;
    private readonly List<KernelRow> _rows = [];
    private readonly List<OpenTerm> _open = [];
    private readonly bool _isFirst;
    private int _terms;
    private Value[] _before;
    private bool _nonnegative;
    private int[] _outputs = [];

    /// <summary>Begins with the inputs of a block.</summary>
    /// <param name="inputs">How many there are.</param>
    /// <param name="codebook">The values of codes.</param>
    /// <param name="first">True when the inputs are the network's, which may be below 0.</param>
    /// <param name="fuses">False to write every unit.</param>
    public KernelBuilder(int inputs, double[] codebook, bool first, bool fuses)
    {
        (_inputs, _codes, _isFirst, _fuses) = (inputs, codebook, first, fuses);
        _before = [.. Enumerable.Range(0, inputs).Select(i => new Value(i, 1))];
        _nonnegative = !_isFirst;
    }

    /// <summary>Adds a block that reads the inputs in order, or outputs of the block before.</summary>
    /// <param name="block">The block.</param>
    /// <param name="sources">For each of its inputs the number of the output that it reads; null for all in order.</param>
    /// <param name="codes">The codes of its slots where it has one copy; null when they are not to be set here.</param>
    /// <param name="rectifies">True when the outputs are rectified.</param>
    /// <param name="last">True when no block follows.</param>
    /// <param name="sums">True when outputs are added to others, so that those without terms and bias can be left out.</param>
    public void Add(CollapsedBlock block, IReadOnlyList<long>? sources, ushort[]? codes, bool rectifies, bool last, bool sums = false)
    {
        if (sources is not null)
        {
            _before = [.. sources.Select(s => _before[s])];
        }

        for (int l = 0; l < block.Layers.Count; l++)
        {
            bool isOutput = l == block.Layers.Count - 1;
            IEnumerable<Connection> behind = isOutput || codes is not null ? [] : block.Layers[l + 1].SelectMany(u => u.Terms);
            HashSet<int> readOpenly = [.. behind.Where(t => t.IsOpen).Select(t => t.Source)];
            bool rectified = !isOutput || rectifies;
            Value[] before = _before;
            int[] units = [.. Enumerable.Range(0, block.Layers[l].Count).Where(i => !(isOutput && sums) || !IsZero(block.Layers[l][i]))];
            _before = [.. units.Select(i => Unit(block.Layers[l][i], before, codes, rectified, keeps: (isOutput && last) || readOpenly.Contains(i)))];
            _outputs = units;
            _nonnegative = rectified;
        }
    }

    /// <summary>The kernel of all that was added.</summary>
    public BlockKernel Build() => new(_inputs, _outputs, _rows, [.. _open]);

    private static bool IsZero(CollapsedUnit unit) => unit.Terms.Count == 0 && unit.Bias.IsZero;

    private Value Unit(CollapsedUnit unit, Value[] before, ushort[]? codes, bool rectified, bool keeps)
    {
        if (_fuses && !keeps && unit.Terms.Count == 1 && unit.Bias.IsZero && unit.Terms[0] is { } only && !(only.IsOpen && codes is null)
            && (_nonnegative || !rectified) && Coefficient(only, codes) is var factor && IsPowerOfTwo(factor * before[only.Source].Scale))
        {
            return before[only.Source] with { Scale = before[only.Source].Scale * factor };
        }

        foreach ((Connection term, int number) in unit.Terms.Select((t, k) => (t, k)).Where(t => t.t.IsOpen && codes is null))
        {
            _open.Add(new OpenTerm(_terms + number, (double)term.Coefficient, [.. term.Slots]));
        }

        _terms += unit.Terms.Count;
        _rows.Add(new KernelRow(
            [.. unit.Terms.Select(t => before[t.Source].Slot)],
            [.. unit.Terms.Select(t => Coefficient(t, codes) * before[t.Source].Scale)],
            (double)unit.Bias,
            rectified));
        return new Value(_inputs + _rows.Count - 1, 1);
    }

    // The sum of the fixed part and the slots, in order.
    private double Coefficient(Connection term, ushort[]? codes)
    {
        double sum = (double)term.Coefficient;
        foreach (int slot in codes is null ? [] : term.Slots)
        {
            sum += _codes[codes![slot]];
        }

        return sum;
    }

    private static bool IsPowerOfTwo(double value) =>
        value > 0 && double.IsNormal(value) && (BitConverter.DoubleToInt64Bits(value) & ((1L << 52) - 1)) == 0;

    /// <summary>A value of a unit: a power of two times what stands in a slot.</summary>
    private readonly record struct Value(int Slot, double Scale);
}
