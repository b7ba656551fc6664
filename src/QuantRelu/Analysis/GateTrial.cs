using System.Runtime.CompilerServices;
using QuantRelu.Analysis.Collapsed;

namespace QuantRelu.Analysis;

/// <summary>
/// Tells quickly that an input of a block is no gate: with the input set to 0 the block is evaluated in double precision at a few points and for a few
/// values of its slots. Where an output is not 0 there is no proof that it always is, so that none has to be looked for.
/// </summary>
internal sealed class GateTrial
{
    private const int Draws = 16;
    private readonly Layer[] _layers;
    private readonly double[][] _inputs;

    /// <summary>Draws the points and slots, always the same for a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="rectifiesOutputs">True when its outputs are rectified.</param>
    public GateTrial(CollapsedBlock block, bool rectifiesOutputs)
    {
        var random = new Random(1);
        _inputs = [.. Enumerable.Range(0, Draws).Select(_ => Enumerable.Range(0, block.Inputs).Select(_ => random.NextDouble()).ToArray())];
        _layers = [.. block.Layers.Select((l, i) => new Layer(l, random, i < block.Layers.Count - 1 || rectifiesOutputs))];
    }

    /// <summary>False when an output is other than 0 somewhere where the input is 0.</summary>
    public bool MayBeGate(int input)
    {
        for (int draw = 0; draw < Draws; draw++)
        {
            double[] values = [.. _inputs[draw]];
            values[input] = 0;
            foreach (Layer layer in _layers)
            {
                values = layer.Apply(values, draw);
            }

            if (values.AsSpan().ContainsAnyExcept(0))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>One layer; its slots hold a value of their own in every draw.</summary>
    private sealed class Layer
    {
        private readonly int[] _starts;
        private readonly int[] _sources;
        private readonly double[][] _coefficients;
        private readonly double[] _biases;
        private readonly bool _rectifies;

        public Layer(IReadOnlyList<CollapsedUnit> units, Random random, bool rectifies)
        {
            _rectifies = rectifies;
            _biases = [.. units.Select(u => (double)u.Bias)];
            _starts = new int[units.Count + 1];
            for (int i = 0; i < units.Count; i++)
            {
                _starts[i + 1] = _starts[i] + units[i].Terms.Count;
            }

            Connection[] terms = [.. units.SelectMany(u => u.Terms)];
            _sources = [.. terms.Select(t => t.Source)];
            double[] known = [.. terms.Select(t => (double)t.Coefficient)];
            _coefficients = [.. Enumerable.Range(0, Draws).Select(_ => terms.Any(t => t.IsOpen) ? Fill(terms, known, random) : known)];
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public double[] Apply(double[] before, int draw)
        {
            double[] values = new double[_biases.Length], coefficients = _coefficients[draw];
            for (int i = 0; i < values.Length; i++)
            {
                double z = 0;
                for (int k = _starts[i]; k < _starts[i + 1]; k++)
                {
                    double product = coefficients[k] * before[_sources[k]];
                    z += product;
                }

                z += _biases[i];
                values[i] = _rectifies && !(z > 0) ? 0 : z;
            }

            return values;
        }

        private static double[] Fill(Connection[] terms, double[] known, Random random)
        {
            var slots = new Dictionary<int, double>();
            return [.. known.Select((c, k) => terms[k].Slots.Aggregate(c, (sum, slot) => sum + Value(slot)))];

            double Value(int slot)
            {
                if (!slots.TryGetValue(slot, out double value))
                {
                    slots[slot] = value = random.NextDouble() - 0.5;
                }

                return value;
            }
        }
    }
}
