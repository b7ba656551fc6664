namespace QuantRelu.Formats.Onnx;

/// <summary>The values of a codebook as the nearest float32 numbers; exact for dyadic values of at most 24 digits.</summary>
internal static class SingleWeights
{
    /// <summary>The values by code.</summary>
    /// <exception cref="ArgumentException">A value is too large or too small for a normal float32 number.</exception>
    public static float[] Of(Codebook codebook) => [.. codebook.Values.Select(Nearest)];

    /// <summary>
    /// The network whose weights are these float32 numbers, exactly: the function of real numbers that a model of it is. The network itself where all of its
    /// weights are float32 numbers.
    /// </summary>
    /// <exception cref="ArgumentException">A value is too large or too small for a normal float32 number, or two values have the same one.</exception>
    public static Network Model(Network network)
    {
        Rational[] rounded = [.. Of(network.Codebook).Select(w => (Rational)Dyadic.FromDouble(w))];
        if (rounded.SequenceEqual(network.Codebook.Values))
        {
            return network;
        }

        // Rounding keeps the order of the values, and with it their codes.
        return rounded.Distinct().Count() == rounded.Length
            ? new Network(network.Inputs, Codebook.Free(rounded), network.Stages)
            : throw new ArgumentException("Two weights are the same float32 number, so that a model of float32 weights is another network.", nameof(network));
    }

    /// <summary>The nearest float32 number.</summary>
    /// <exception cref="ArgumentException">The value is too large or too small for a normal one.</exception>
    public static float Nearest(Rational value)
    {
        float single = (float)(double)value;
        return value.IsZero || float.IsNormal(single)
            ? single
            : throw new ArgumentException(
                $"The weight {value} has no float32 number near it, so the network cannot be written with float32 weights.", nameof(value));
    }
}
