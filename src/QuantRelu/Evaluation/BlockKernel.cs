using QuantRelu.Analysis.Collapsed;

namespace QuantRelu.Evaluation;

/// <summary>
/// A collapsed block as flat arrays of doubles, evaluated in several lanes at once; each lane is one point in one copy, and the
/// lanes may be of different copies.
/// </summary>
internal sealed class BlockKernel
{
    private readonly LayerKernel[] _layers;
    private readonly double[] _values;
    private readonly int _widest;
    private readonly int _inputs;

    public BlockKernel(CollapsedBlock block, Codebook codebook)
    {
        _inputs = block.Inputs;
        _values = codebook.Values.Select(v => (double)v).ToArray();
        _layers = block.Layers.Select((units, l) => new LayerKernel(units, rectified: l < block.Layers.Count - 1)).ToArray();
        _widest = block.Layers.Max(l => l.Count);
        HasOpenTerms = _layers.Any(l => l.Open.Length > 0);
    }

    /// <summary>How many lanes there are.</summary>
    public static int Lanes => LayerKernel.Lanes;

    /// <summary>True when copies have codes of their own.</summary>
    public bool HasOpenTerms { get; }

    /// <summary>Working memory of one thread.</summary>
    public Scratch NewScratch() =>
        new(_layers.Select(l => l.NewLaneCoefficients()).ToArray(), new double[_inputs * Lanes], new double[_widest * Lanes], new double[_widest * Lanes]);

    /// <summary>Gives some lanes the codes of one copy.</summary>
    public void Load(Scratch scratch, ReadOnlySpan<ushort> codes, int lane, int lanes)
    {
        for (int l = 0; l < _layers.Length; l++)
        {
            foreach (LaneCoefficient open in _layers[l].Open)
            {
                double sum = open.Fixed;
                foreach (int slot in open.Slots)
                {
                    sum += _values[codes[slot]];
                }

                scratch.Coefficients[l].AsSpan((open.Term * Lanes) + lane, lanes).Fill(sum);
            }
        }
    }

    /// <summary>Evaluates the block on the inputs in the scratch.</summary>
    public void Evaluate(Scratch scratch)
    {
        double[] before = scratch.Inputs;
        for (int l = 0; l < _layers.Length; l++)
        {
            double[] after = l % 2 == 0 ? scratch.Even : scratch.Odd;
            _layers[l].Apply(scratch.Coefficients[l], before, after);
            before = after;
        }
    }

    /// <summary>The values of one output after an evaluation, lane by lane.</summary>
    public ReadOnlySpan<double> Output(Scratch scratch, int output) =>
        (_layers.Length % 2 == 1 ? scratch.Even : scratch.Odd).AsSpan(output * Lanes, Lanes);

    /// <summary>Coefficients of the lanes, and the values of inputs and of two layers: one row of lanes per unit.</summary>
    public sealed record Scratch(double[][] Coefficients, double[] Inputs, double[] Even, double[] Odd);
}
