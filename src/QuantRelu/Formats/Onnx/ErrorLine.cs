using QuantRelu.Graph;
using QuantRelu.Numerics;

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

    internal string Description => $" From that value the line {Constant} + {Slope} u is subtracted.";

    internal void Check(Network network)
    {
        if (network.Inputs != 1 || !network.Outputs.IsOne)
        {
            throw new ArgumentException($"An error network needs a network with 1 input and 1 output, not {network.Inputs} and {network.Outputs}.", nameof(network));
        }
    }

    // The carried input is the last unit of every hidden layer; before the first it is the input itself.
    internal ExtraRow Row(long before, bool last) => last
        ? new ExtraRow(before - 1, -(float)(double)Slope, -(float)(double)Constant, IsAdded: true)
        : new ExtraRow(before - 1, 1, 0, IsAdded: false);
}

/// <summary>A row of one weight and a bias, added to the only row of a layer or standing after its rows.</summary>
internal sealed record ExtraRow(long Column, float Weight, float Bias, bool IsAdded);
