using QuantRelu.Graph;
using QuantRelu.Graph.Rewriting;

namespace QuantRelu.Formats.Onnx;

/// <summary>
/// The line constant + slope·u, to be subtracted from a network with one input and one output: the error network N(u) - line(u), whose
/// distance from 0 a verifier bounds. The input is carried through the hidden layers by one more unit of weight 1, σ(u) = u for u ≥ 0.
/// </summary>
/// <param name="Constant">The value of the line at u = 0.</param>
/// <param name="Slope">Its slope.</param>
public sealed record ErrorLine(Rational Constant, Rational Slope)
{
    /// <summary>The chord through two points.</summary>
    /// <exception cref="ArgumentException">They stand above each other.</exception>
    public static ErrorLine Through(Rational u, Rational atU, Rational v, Rational atV)
    {
        if (u == v)
        {
            throw new ArgumentException($"A line needs two points; both are at {u}.", nameof(v));
        }

        Rational slope = (atV - atU) / (v - u);
        return new ErrorLine(atU - (slope * u), slope);
    }

    /// <summary>
    /// A line next to this one that a model of the network subtracts exactly: what stands in the model, the bias of the last unit less the constant and
    /// the weight of the carried input, are float32 numbers.
    /// </summary>
    /// <exception cref="ArgumentException">The network has not one input and one output, or the line is beyond all float32 numbers.</exception>
    public ErrorLine For(Network network)
    {
        (Rational bias, Rational weight) = Last(network);
        return new ErrorLine(bias - Float32.Near(bias - Constant), weight - Float32.Near(weight - Slope));
    }

    internal string Description => $" From that value the line {Constant} + {Slope} u is subtracted.";

    /// <summary>The line's value.</summary>
    internal Rational At(Rational u) => Constant + (Slope * u);

    internal void Check(Network network)
    {
        if (For(network) != this)
        {
            string near = $"{nameof(ErrorLine)}.{nameof(For)} gives one next to it that can";
            throw new ArgumentException($"The line {Constant} + {Slope} u cannot be subtracted exactly in float32 numbers; {near}.", nameof(network));
        }
    }

    // The carried input is the last unit of every hidden layer; before the first it is the input itself.
    internal ExtraRow Row(long before, bool last) => last
        ? new ExtraRow(before - 1, -Slope, -Constant, IsAdded: true)
        : new ExtraRow(before - 1, 1, default, IsAdded: false);

    // The bias of the output as it stands in the model, and the weight from the input itself to it.
    private static (Rational Bias, Rational Weight) Last(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.Inputs != 1 || !network.Outputs.IsOne)
        {
            throw new ArgumentException(
                $"An error network needs a network with 1 input and 1 output, not {network.Inputs} and {network.Outputs}.", nameof(network));
        }

        Network relu = ReluForm.Of(network);
        float[] weights = SingleWeights.Of(relu.Codebook);
        FlatLayer[] layers = [.. relu.Flatten()];
        FlatRow row = layers[^1].Rows().Single();
        Rational Value(int code) => Dyadic.FromDouble(weights[code]);
        return (row.Bias == SparseLayer.NoBias ? default : Value(row.Bias),
            layers.Length > 1 ? default : row.Connections.Select(c => Value(c.Code)).FirstOrDefault());
    }
}

/// <summary>A row of one weight and a bias, added to the only row of a layer or standing after its rows.</summary>
internal sealed record ExtraRow(long Column, Rational Weight, Rational Bias, bool IsAdded)
{
    /// <summary>A sum with a number that stands in the model; both are chosen so that it is a float32 number.</summary>
    public static float Sum(float stands, Rational more) => (float)(double)(Dyadic.FromDouble(stands) + more);
}
