using QuantRelu.Analysis.Collapsed;
using QuantRelu.Graph;

namespace QuantRelu.Tests.Evaluation;

/// <summary>
/// A collapsed network in double precision, one number at a time: every unit adds its terms in order and its bias last, and the
/// copies of a summing stage are added in order. This is the rounding that every fast path must reproduce, bit for bit.
/// </summary>
internal static class CollapsedReference
{
    public static double Evaluate(Network network, double[] point)
    {
        var collapsed = CollapsedNetwork.Of(network);
        double[] values = point;
        foreach (CollapsedStage stage in collapsed.Stages)
        {
            values = Stage(stage, network.Codebook, values);
            values = stage == collapsed.Stages[^1] ? values : values.Select(Relu).ToArray();
        }

        return values[0];
    }

    private static double Relu(double z) => z > 0 ? z : 0;

    private static double[] Stage(CollapsedStage stage, Codebook codebook, double[] inputs)
    {
        var outputs = new double[stage.Units];
        long unit = 0;
        foreach (CollapsedArray array in stage.Arrays)
        {
            for (long copy = 0; copy < array.Array.Copies; copy++, unit += stage.Sums ? 0 : array.Block.Outputs)
            {
                double[] values = Copy(array, codebook, copy, inputs);
                for (int o = 0; o < values.Length; o++)
                {
                    outputs[unit + o] += values[o];
                }
            }
        }

        return outputs;
    }

    private static double[] Copy(CollapsedArray array, Codebook codebook, long copy, double[] inputs)
    {
        double[] values = array.Bases.Select((first, i) => inputs[first + Steps(array, i, copy)]).ToArray();
        for (int l = 0; l < array.Block.Layers.Count; l++)
        {
            bool rectified = l < array.Block.Layers.Count - 1;
            values = array.Block.Layers[l].Select(u => Unit(u, array.Array, codebook, copy, values)).Select(z => rectified ? Relu(z) : z).ToArray();
        }

        return values;
    }

    private static long Steps(CollapsedArray array, int input, long copy)
    {
        long sum = 0;
        copy = array.Array.Point(copy);
        for (int c = array.Array.Radices.Length - 1; c >= 0; c--)
        {
            sum += copy % array.Array.Radices[c] * array.Strides[input][c];
            copy /= array.Array.Radices[c];
        }

        return sum;
    }

    private static double Unit(CollapsedUnit unit, BlockArray array, Codebook codebook, long copy, double[] before)
    {
        double z = 0;
        foreach (Connection term in unit.Terms)
        {
            double coefficient = term.Slots.Aggregate((double)term.Coefficient, (sum, slot) =>
                sum + (double)codebook[array.Resolve(SparseLayer.Slot(slot), copy)]);
            double product = coefficient * before[term.Source];
            z += product;
        }

        return z + (double)unit.Bias;
    }
}
