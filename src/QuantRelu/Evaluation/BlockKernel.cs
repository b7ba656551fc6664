using System.Numerics;
using QuantRelu.Evaluation.Collapsed;
using QuantRelu.Graph;

namespace QuantRelu.Evaluation;

/// <summary>
/// A collapsed block as flat arrays of doubles, evaluated at a few points at once. Every unit adds its terms in the
/// collapsed unit's order and its bias last, with separate multiplication and addition, so that each lane computes the
/// same whatever the vector length.
/// </summary>
internal sealed class BlockKernel
{
    private const int Vectors = 4;
    private readonly Layer[] _layers;
    private readonly double[] _values;
    private readonly int _widest;
    private readonly int _inputs;

    public BlockKernel(CollapsedBlock block, Codebook codebook)
    {
        _inputs = block.Inputs;
        _values = codebook.Values.Select(v => (double)v).ToArray();
        _layers = block.Layers.Select((units, l) => new Layer(units, rectified: l < block.Layers.Count - 1)).ToArray();
        _widest = Math.Max(_inputs, block.Layers.Max(l => l.Count));
    }

    /// <summary>How many points are evaluated at once.</summary>
    public int Lanes => Vectors * Vector<double>.Count;

    /// <summary>Working memory of one thread.</summary>
    public Scratch NewScratch() => new(_layers.Select(l => (double[])l.Coefficients.Clone()).ToArray(), new double[_widest * Lanes], new double[_widest * Lanes]);

    /// <summary>max(0, z), with +0 for -0.</summary>
    public static Vector<double> Relu(Vector<double> z) => Vector.ConditionalSelect(Vector.GreaterThan(z, Vector<double>.Zero), z, Vector<double>.Zero);

    /// <summary>Takes over the codes of one copy.</summary>
    public void Load(Scratch scratch, BlockArray array, long copy)
    {
        for (int l = 0; l < _layers.Length; l++)
        {
            foreach ((int term, int[] slots) in _layers[l].Open)
            {
                double sum = _layers[l].Coefficients[term];
                foreach (int slot in slots)
                {
                    sum += _values[array.Resolve(SparseLayer.Slot(slot), copy)];
                }

                scratch.Coefficients[l][term] = sum;
            }
        }
    }

    /// <summary>Evaluates the block at the given columns of its input rows.</summary>
    public void Evaluate(Scratch scratch, double[][] rows, ReadOnlySpan<int> points)
    {
        for (int i = 0; i < _inputs; i++)
        {
            Span<double> target = scratch.Before.AsSpan(i * Lanes, Lanes);
            for (int p = 0; p < points.Length; p++)
            {
                target[p] = rows[i][points[p]];
            }
        }

        int vectors = (points.Length + Vector<double>.Count - 1) / Vector<double>.Count;
        for (int l = 0; l < _layers.Length; l++)
        {
            _layers[l].Apply(scratch.Coefficients[l], scratch.Before, scratch.After, vectors, Lanes);
            scratch.Swap();
        }
    }

    /// <summary>The values of one output after an evaluation, point by point.</summary>
    public ReadOnlySpan<double> Output(Scratch scratch, int output) => scratch.Before.AsSpan(output * Lanes, Lanes);

    /// <summary>Coefficients of the copy at hand, and the values of two layers.</summary>
    public sealed class Scratch(double[][] coefficients, double[] before, double[] after)
    {
        public double[][] Coefficients => coefficients;

        public double[] Before { get; private set; } = before;

        public double[] After { get; private set; } = after;

        public void Swap() => (Before, After) = (After, Before);
    }

    private sealed class Layer
    {
        private readonly int[] _starts;
        private readonly int[] _sources;
        private readonly double[] _biases;
        private readonly bool _rectified;

        public Layer(IReadOnlyList<CollapsedUnit> units, bool rectified)
        {
            _rectified = rectified;
            _biases = units.Select(u => (double)u.Bias).ToArray();
            Connection[] terms = units.SelectMany(u => u.Terms).ToArray();
            _sources = terms.Select(t => t.Source).ToArray();
            Coefficients = terms.Select(t => (double)t.Coefficient).ToArray();
            Open = terms.Select((t, i) => (i, t.Slots.ToArray())).Where(t => t.Item2.Length > 0).ToArray();
            _starts = new int[units.Count + 1];
            for (int i = 0; i < units.Count; i++)
            {
                _starts[i + 1] = _starts[i] + units[i].Terms.Count;
            }
        }

        public double[] Coefficients { get; }

        public (int Term, int[] Slots)[] Open { get; }

        public void Apply(double[] coefficients, double[] before, double[] after, int vectors, int lanes)
        {
            for (int v = 0; v < vectors; v++)
            {
                int lane = v * Vector<double>.Count;
                for (int i = 0; i < _biases.Length; i++)
                {
                    Vector<double> z = Vector<double>.Zero;
                    for (int k = _starts[i]; k < _starts[i + 1]; k++)
                    {
                        z += new Vector<double>(coefficients[k]) * new Vector<double>(before, (_sources[k] * lanes) + lane);
                    }

                    z += new Vector<double>(_biases[i]);
                    (_rectified ? Relu(z) : z).CopyTo(after, (i * lanes) + lane);
                }
            }
        }
    }
}
