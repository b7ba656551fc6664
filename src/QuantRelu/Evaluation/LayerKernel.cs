using System.Numerics;
using QuantRelu.Analysis.Collapsed;

namespace QuantRelu.Evaluation;

/// <summary>A coefficient that the codes of the copy in a lane decide: the place of its term, its fixed part, and the slots that are added to it.</summary>
internal readonly record struct LaneCoefficient(int Term, double Fixed, int[] Slots);

/// <summary>
/// One layer of a collapsed block as flat arrays of doubles, for a few lanes at once. Every unit adds its terms in the collapsed
/// unit's order and its bias last, with separate multiplication and addition, so that each lane computes the same whatever
/// the vector length and whatever the other lanes hold.
/// </summary>
internal sealed class LayerKernel
{
    private readonly int[] _starts;
    private readonly int[] _sources;
    private readonly double[] _coefficients;
    private readonly double[] _biases;
    private readonly bool _rectified;

    public LayerKernel(IReadOnlyList<CollapsedUnit> units, bool rectified)
    {
        _rectified = rectified;
        _biases = units.Select(u => (double)u.Bias).ToArray();
        Connection[] terms = units.SelectMany(u => u.Terms).ToArray();
        _sources = terms.Select(t => t.Source * Lanes).ToArray();
        _coefficients = terms.Select(t => (double)t.Coefficient).ToArray();
        Open = terms.Select((t, i) => new LaneCoefficient(i, _coefficients[i], t.Slots.ToArray())).Where(t => t.Slots.Length > 0).ToArray();
        _starts = new int[units.Count + 1];
        for (int i = 0; i < units.Count; i++)
        {
            _starts[i + 1] = _starts[i] + units[i].Terms.Count;
        }
    }

    /// <summary>How many (copy, point) pairs are evaluated at once: four vectors, whose sums do not wait for each other.</summary>
    public static int Lanes => 4 * Vector<double>.Count;

    /// <summary>The terms whose coefficients differ from copy to copy.</summary>
    public LaneCoefficient[] Open { get; }

    /// <summary>max(0, z), with +0 for -0.</summary>
    public static Vector<double> Relu(Vector<double> z) => Vector.ConditionalSelect(Vector.GreaterThan(z, Vector<double>.Zero), z, Vector<double>.Zero);

    /// <summary>Adds one number to every number of a row.</summary>
    public static void Add(Span<double> row, double number)
    {
        int p = 0;
        for (; p <= row.Length - Vector<double>.Count; p += Vector<double>.Count)
        {
            (new Vector<double>(row[p..]) + new Vector<double>(number)).CopyTo(row[p..]);
        }

        for (; p < row.Length; p++)
        {
            row[p] += number;
        }
    }

    /// <summary>Room for the coefficients of each term in each lane, or nothing when no term is open.</summary>
    public double[] NewLaneCoefficients() => Open.Length == 0 ? [] : _coefficients.SelectMany(c => Enumerable.Repeat(c, Lanes)).ToArray();

    /// <summary>Evaluates all lanes; <paramref name="laneCoefficients"/> is empty when no term is open.</summary>
    public void Apply(double[] laneCoefficients, double[] before, double[] after)
    {
        int width = Vector<double>.Count;
        bool open = laneCoefficients.Length > 0;
        for (int i = 0; i < _biases.Length; i++)
        {
            Vector<double> z0 = Vector<double>.Zero, z1 = z0, z2 = z0, z3 = z0;
            for (int k = _starts[i]; k < _starts[i + 1]; k++)
            {
                ReadOnlySpan<double> values = before.AsSpan(_sources[k], 4 * width);
                var c0 = new Vector<double>(_coefficients[k]);
                Vector<double> c1 = c0, c2 = c0, c3 = c0;
                if (open)
                {
                    ReadOnlySpan<double> coefficients = laneCoefficients.AsSpan(k * 4 * width, 4 * width);
                    c0 = new Vector<double>(coefficients);
                    c1 = new Vector<double>(coefficients[width..]);
                    c2 = new Vector<double>(coefficients[(2 * width)..]);
                    c3 = new Vector<double>(coefficients[(3 * width)..]);
                }

                z0 += c0 * new Vector<double>(values);
                z1 += c1 * new Vector<double>(values[width..]);
                z2 += c2 * new Vector<double>(values[(2 * width)..]);
                z3 += c3 * new Vector<double>(values[(3 * width)..]);
            }

            var bias = new Vector<double>(_biases[i]);
            Span<double> result = after.AsSpan(i * 4 * width, 4 * width);
            Store(z0 + bias, result);
            Store(z1 + bias, result[width..]);
            Store(z2 + bias, result[(2 * width)..]);
            Store(z3 + bias, result[(3 * width)..]);
        }
    }

    private void Store(Vector<double> z, Span<double> result) => (_rectified ? Relu(z) : z).CopyTo(result);
}
