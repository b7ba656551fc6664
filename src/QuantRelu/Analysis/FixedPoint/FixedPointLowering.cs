using System.Numerics;
using QuantRelu.Analysis.Collapsed;
using QuantRelu.Analysis.Ranges;
using QuantRelu.Analysis.Regions;

namespace QuantRelu.Analysis.FixedPoint;

/// <summary>
/// Lowers a network to rows over integers. Whatever the codebook, the rows of <see cref="KinkFolding"/> have integer coefficients, and 2^p times a value
/// that they make is an integer: weights add no fraction bits, and units that are multiples of each other are one.
/// </summary>
/// <remarks>
/// Each row's range is proved by <see cref="UnitRanges"/>, as that of a function of u where it is one. A row that is never below 0 is not rectified, and
/// where a single row reads it, it is added into that one; a value that is always the same is a part of the constants.
/// </remarks>
internal sealed class FixedPointLowering
{
    private readonly int _inputs;
    private readonly Rational _one;
    private readonly UnitRanges _units = new(Activation.Relu);
    private readonly List<RangedValue> _values = [];
    private readonly List<FixedPointRow> _drafts = [];

    private FixedPointLowering(int inputs, int inputBits) => (_inputs, _one) = (inputs, Dyadic.PowerOfTwo(inputBits));

    /// <summary>Lowers a network with one output, whose codes are set.</summary>
    /// <param name="network">The network, of any activation.</param>
    /// <param name="inputBits">p ≥ 0.</param>
    /// <param name="isClosed">True when u = 1 is an input too.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static FixedPointNetwork Of(Network network, int inputBits, bool isClosed = false, CancellationToken cancellationToken = default)
    {
        var lowering = new FixedPointLowering(network.Inputs, inputBits);
        var side = new ValueRange(0, isClosed ? 1 : 1 - (1 / lowering._one));
        (IReadOnlyList<FoldedKink> kinks, Rational scale) =
            KinkFolding.Of(network, [.. Enumerable.Repeat((side.Low, side.High), network.Inputs)], cancellationToken);
        for (int k = 0; k < network.Inputs; k++)
        {
            lowering._values.Add(lowering._units.Input(new(side, Ranges.FractionBits.OfInput)));
        }

        foreach (FoldedKink kink in kinks.Skip(network.Inputs).SkipLast(1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            lowering.Add(kink.Row);
        }

        (BigInteger multiple, int fractionBits) = lowering.AddOutput(network, kinks[^1].Row, scale, inputBits);
        return new(network.Inputs, inputBits, IntegerRange.Inside(lowering._one * side), lowering.Finished(), multiple, fractionBits);
    }

    private static CollapsedUnit Unit(IntegerRow row) =>
        new([.. row.Terms.Select(t => new Connection(t.Source, Rational.Create(t.Coefficient, 1), []))], Rational.Create(row.Constant, 1));

    private void Add(IntegerRow row)
    {
        (RangedValue sum, _) = _units.Sum(Unit(row), _values);
        _values.Add(_units.Activated(sum));
        var range = IntegerRange.Inside(_one * sum.Range);
        Add(row, 1, !range.IsUnsigned, range);
    }

    private void Add(IntegerRow row, BigInteger factor, bool isRectified, IntegerRange range) => _drafts.Add(
        new([.. row.Terms.Select(t => (t.Source, factor * t.Coefficient))], factor * row.Constant * _one.Numerator, isRectified, range));

    // With scale = a/b the last row is N a/b; times the odd part of b, and what makes s ≥ 0, it is Y.
    private (BigInteger Multiple, int FractionBits) AddOutput(Network network, IntegerRow row, Rational scale, int inputBits)
    {
        int up = (int)BigInteger.TrailingZeroCount(scale.Numerator), down = (int)BigInteger.TrailingZeroCount(scale.Denominator);
        int bits = inputBits + up - down;
        BigInteger factor = (scale.Denominator >> down) << Math.Max(0, -bits);
        LayerPrecision known = PrecisionAnalysis.Of(network).Layers[^1];
        ValueRange range = _units.Sum(Unit(row), _values).Sum.Range.Meet(scale * new ValueRange(known.Low, known.High));
        Add(row, factor, isRectified: false, IntegerRange.Inside(_one * Rational.Create(factor, 1) * range));
        return (scale.Numerator >> up, Math.Max(0, bits));
    }

    // Without what nothing reads, what is constant, and what is added into its only reader.
    private List<FixedPointRow> Finished()
    {
        int[] readers = Readers(_drafts);
        var rows = new List<FixedPointRow>();
        var forms = new List<(SortedDictionary<int, BigInteger> Terms, BigInteger Constant)>(
            Enumerable.Range(0, _inputs).Select(k => (new SortedDictionary<int, BigInteger> { [k] = 1 }, BigInteger.Zero)));
        for (int i = _inputs; i < _inputs + _drafts.Count; i++)
        {
            FixedPointRow draft = _drafts[i - _inputs];
            bool isLast = i == _inputs + _drafts.Count - 1;
            if (!isLast && (readers[i] == 0 || draft.Range.Low == draft.Range.High))
            {
                forms.Add(([], draft.Range.Low));
                continue;
            }

            (SortedDictionary<int, BigInteger> terms, BigInteger constant) = Sum(draft, forms);
            if (isLast || draft.IsRectified || readers[i] > 1)
            {
                rows.Add(draft with { Terms = [.. terms.Select(t => (t.Key, t.Value))], Constant = constant });
                (terms, constant) = (new() { [_inputs + rows.Count - 1] = 1 }, 0);
            }

            forms.Add((terms, constant));
        }

        return Read(rows);
    }

    // Without rows whose readers, when others were added into them, read them no more.
    private List<FixedPointRow> Read(List<FixedPointRow> rows)
    {
        int[] readers = Readers(rows);
        int[] number = new int[_inputs + rows.Count];
        var read = new List<FixedPointRow>();
        for (int i = 0; i < number.Length; i++)
        {
            number[i] = i < _inputs ? i : _inputs + read.Count;
            if (i >= _inputs && readers[i] > 0)
            {
                FixedPointRow row = rows[i - _inputs];
                read.Add(row with { Terms = [.. row.Terms.Select(t => (number[t.Value], t.Coefficient))] });
            }
        }

        return read;
    }

    private static (SortedDictionary<int, BigInteger> Terms, BigInteger Constant) Sum(
        FixedPointRow row, List<(SortedDictionary<int, BigInteger> Terms, BigInteger Constant)> forms)
    {
        var sum = new SortedDictionary<int, BigInteger>();
        BigInteger constant = row.Constant;
        foreach ((int value, BigInteger coefficient) in row.Terms)
        {
            constant += coefficient * forms[value].Constant;
            foreach ((int source, BigInteger inner) in forms[value].Terms)
            {
                sum[source] = sum.GetValueOrDefault(source) + (coefficient * inner);
            }
        }

        foreach (int gone in sum.Where(t => t.Value.IsZero).Select(t => t.Key).ToArray())
        {
            sum.Remove(gone);
        }

        return (sum, constant);
    }

    // How many rows, which are read themselves, read each value.
    private int[] Readers(List<FixedPointRow> rows)
    {
        var readers = new int[_inputs + rows.Count];
        readers[^1] = 1;
        for (int i = readers.Length - 1; i >= _inputs; i--)
        {
            foreach ((int value, _) in readers[i] > 0 ? rows[i - _inputs].Terms : [])
            {
                readers[value]++;
            }
        }

        return readers;
    }
}
