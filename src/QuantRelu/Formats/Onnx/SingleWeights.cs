namespace QuantRelu.Formats.Onnx;

/// <summary>The values of a codebook as the nearest float32 numbers; exact for dyadic values of at most 24 digits.</summary>
internal static class SingleWeights
{
    /// <summary>The values by code.</summary>
    /// <exception cref="ArgumentException">A value is too large or too small for a normal float32 number.</exception>
    public static float[] Of(Codebook codebook) => [.. codebook.Values.Select(Nearest)];

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
