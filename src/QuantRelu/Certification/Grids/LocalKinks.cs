using System.Numerics;
using QuantRelu.Analysis.Regions;

namespace QuantRelu.Certification.Grids;

/// <summary>Factor times (Form + Σ weight·V) over kinks.</summary>
internal sealed record LocalFunction(SpaceForm<long> Form, (int Kink, long Weight)[] Terms, Rational Factor)
{
    /// <summary>The double nearest to the factor.</summary>
    public double NearFactor { get; } = (double)Factor;
}

/// <summary>
/// What is left of kinks on a box: V_i = max(F_i, 0) with affine forms F_i of the inputs and of kinks before. On a part of the box those that have one sign
/// there are put in where they are read, exactly, so that the fewer kinks are left the smaller the box is.
/// </summary>
internal sealed class LocalKinks
{
    // Ends of boxes are multiples of 2^-31.
    private const int Places = 31;
    private readonly int _inputs;
    private readonly KinkRow[] _rows;
    private readonly bool[] _rectified;

    private LocalKinks(int inputs, KinkRow[] rows, bool[] rectified, LocalFunction[] functions) =>
        (_inputs, _rows, _rectified, Functions) = (inputs, rows, rectified, functions);

    /// <summary>The functions.</summary>
    public LocalFunction[] Functions { get; }

    /// <summary>Number of kinks.</summary>
    public int Count => _rows.Length;

    /// <summary>All kinks of a network but its output.</summary>
    /// <param name="network">The network.</param>
    /// <param name="functions">The functions.</param>
    /// <exception cref="OverflowException">Integers of 64 bits are too small for the network's coefficients.</exception>
    public static LocalKinks Of(KinkNetwork network, IEnumerable<KinkCombination> functions)
    {
        int count = network.Output;
        List<(int, long)>[] terms = [.. Enumerable.Range(0, count).Select(_ => new List<(int, long)>())];
        for (int source = 0; source < count; source++)
        {
            foreach ((int reader, BigInteger weight) in network.Readers[source])
            {
                if (reader < count)
                {
                    terms[reader].Add((source, checked((long)weight)));
                }
            }
        }

        return new LocalKinks(
            network.Inputs,
            [.. terms.Select((t, i) => new KinkRow(network.Forms[i].To<long>(), [.. t]))],
            network.Rectified[..count],
            [.. functions.Select(Function)]);
    }

    /// <summary>What is left of them on a part of the box; the kinks themselves when 64 bits are too small for what is put in.</summary>
    /// <param name="low">The lower ends, multiples of 2^-31.</param>
    /// <param name="high">The upper ends.</param>
    public LocalKinks Within(double[] low, double[] high)
    {
        try
        {
            return new KinkPlacement(low, high, Places).Placed(this);
        }
        catch (OverflowException)
        {
            return this;
        }
    }

    /// <summary>The kinks in levels, and the functions without their factors as rows of the last one, which are not rectified.</summary>
    public KinkNetwork ToNetwork()
    {
        int count = _rows.Length, all = count + Functions.Length;
        int[] levelOf = new int[count];
        List<(int, BigInteger)>[] readers = [.. Enumerable.Range(0, count).Select(_ => new List<(int, BigInteger)>())];
        for (int i = 0; i < all; i++)
        {
            foreach ((int source, long weight) in i < count ? _rows[i].Terms : Functions[i - count].Terms)
            {
                readers[source].Add((i, weight));
                if (i < count)
                {
                    levelOf[i] = Math.Max(levelOf[i], levelOf[source] + 1);
                }
            }
        }

        IEnumerable<int[]> levels = Enumerable.Range(0, count).GroupBy(i => levelOf[i]).OrderBy(g => g.Key).Select(g => g.ToArray());
        return new KinkNetwork(
            _inputs,
            [.. _rows.Select(r => r.Form.To<BigInteger>()), .. Functions.Select(f => f.Form.To<BigInteger>())],
            [.. levels, [.. Enumerable.Range(count, Functions.Length)]],
            [.. _rectified, .. new bool[Functions.Length]],
            [.. readers.Select(r => r.ToArray()), .. Functions.Select(_ => Array.Empty<(int, BigInteger)>())],
            1);
    }

    private static LocalFunction Function(KinkCombination f)
    {
        BigInteger common = Rational.CommonDenominator(f.Terms.Select(t => t.Factor).Append(f.Constant));
        BigInteger divisor = f.Terms.Select(t => t.Factor).Append(f.Constant)
            .Aggregate(BigInteger.Zero, (m, r) => BigInteger.GreatestCommonDivisor(m, r.Numerator * (common / r.Denominator)));
        Rational factor = divisor.IsZero ? 1 : Rational.Create(divisor, common);
        long Whole(Rational value) => checked((long)(value / factor).Numerator);
        var form = new SpaceForm<long>(0, 0, 0, Whole(f.Constant));
        foreach ((int kink, Rational c) in f.Terms.Where(t => t.Kink < 0))
        {
            long whole = Whole(c);
            form = kink == KinkCombination.Coordinate(0) ? form with { X = form.X + whole }
                : kink == KinkCombination.Coordinate(1) ? form with { Y = form.Y + whole } : form with { Z = form.Z + whole };
        }

        return new LocalFunction(form, [.. f.Terms.Where(t => t.Kink >= 0).Select(t => (t.Kink, Whole(t.Factor)))], factor);
    }

    /// <summary>Form + Σ weight·V.</summary>
    private readonly record struct KinkRow(SpaceForm<long> Form, (int Kink, long Weight)[] Terms);

    /// <summary>Puts kinks in on a box. All values are times 2^places.</summary>
    private sealed class KinkPlacement
    {
        private readonly long[] _low;
        private readonly long[] _high;
        private readonly long _scale;
        private readonly List<KinkRow> _kinks = [];
        private readonly List<Int128> _most = [];
        private readonly List<int> _touched = [];
        private long[] _weights = new long[16];

        public KinkPlacement(double[] low, double[] high, int places)
        {
            _scale = 1L << places;
            (_low, _high) = ([.. low.Select(x => (long)(x * _scale))], [.. high.Select(x => (long)(x * _scale))]);
        }

        public LocalKinks Placed(LocalKinks kinks)
        {
            var values = new KinkRow[kinks.Count];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = Value(Sum(kinks._rows[i].Form, kinks._rows[i].Terms, values), kinks._rectified[i]);
            }

            LocalFunction[] functions = Array.ConvertAll(kinks.Functions, f =>
            {
                KinkRow sum = Sum(f.Form, f.Terms, values);
                return f with { Form = sum.Form, Terms = sum.Terms };
            });
            return Read(kinks._inputs, functions);
        }

        // The value of max(row, 0) on the box.
        private KinkRow Value(KinkRow row, bool isRectified)
        {
            (Int128 least, Int128 most) = isRectified ? Range(row) : default;
            if (!isRectified || least >= 0)
            {
                return row;
            }

            if (most <= 0)
            {
                return new KinkRow(default, []);
            }

            _kinks.Add(row);
            _most.Add(most);
            return new KinkRow(default, [(_kinks.Count - 1, 1)]);
        }

        private KinkRow Sum(SpaceForm<long> form, (int Kink, long Weight)[] terms, KinkRow[] values)
        {
            if (_weights.Length < _kinks.Count)
            {
                Array.Resize(ref _weights, 2 * _kinks.Count);
            }

            _touched.Clear();
            foreach ((int kink, long weight) in terms)
            {
                KinkRow value = values[kink];
                form = form.Plus(weight, value.Form);
                foreach ((int k, long w) in value.Terms)
                {
                    if (_weights[k] == 0)
                    {
                        _touched.Add(k);
                    }

                    _weights[k] = checked(_weights[k] + (weight * w));
                }
            }

            var sum = new List<(int, long)>(_touched.Count);
            foreach (int k in _touched)
            {
                // One that was 0 in between is there twice.
                if (_weights[k] != 0)
                {
                    sum.Add((k, _weights[k]));
                    _weights[k] = 0;
                }
            }

            return new KinkRow(form, [.. sum]);
        }

        private (Int128 Least, Int128 Most) Range(KinkRow row)
        {
            Int128 least = Math.BigMul(row.Form.One, _scale), most = least;
            for (int k = 0; k < _low.Length; k++)
            {
                long c = k == 0 ? row.Form.X : k == 1 ? row.Form.Y : row.Form.Z;
                least += Math.BigMul(c, c > 0 ? _low[k] : _high[k]);
                most += Math.BigMul(c, c > 0 ? _high[k] : _low[k]);
            }

            foreach ((int kink, long weight) in row.Terms)
            {
                Int128 reach = checked(weight * _most[kink]);
                (least, most) = checked((least + Int128.Min(reach, 0), most + Int128.Max(reach, 0)));
            }

            return (least, most);
        }

        // The kinks that functions depend on.
        private LocalKinks Read(int inputs, LocalFunction[] functions)
        {
            var read = new bool[_kinks.Count];
            foreach ((int kink, _) in functions.SelectMany(f => f.Terms))
            {
                read[kink] = true;
            }

            for (int i = read.Length - 1; i >= 0; i--)
            {
                foreach ((int kink, _) in read[i] ? _kinks[i].Terms : [])
                {
                    read[kink] = true;
                }
            }

            int[] number = new int[read.Length];
            int count = 0;
            for (int i = 0; i < read.Length; i++)
            {
                number[i] = read[i] ? count++ : -1;
            }

            (int, long)[] Renumbered((int Kink, long Weight)[] terms) => Array.ConvertAll(terms, t => (number[t.Kink], t.Weight));
            KinkRow[] rows = [.. _kinks.Where((_, i) => read[i]).Select(r => r with { Terms = Renumbered(r.Terms) })];
            return new LocalKinks(
                inputs, rows, [.. Enumerable.Repeat(true, count)], Array.ConvertAll(functions, f => f with { Terms = Renumbered(f.Terms) }));
        }
    }
}
