namespace QuantRelu.Formats.Onnx.Reading;

/// <summary>An operator with the values that it reads, and where new units go.</summary>
internal sealed class Operands(OnnxNode node, OnnxValue?[] values, LayerStack units, Budget budget, long version)
{
    /// <summary>The operator.</summary>
    public OnnxNode Node => node;

    /// <summary>How many values it reads, those that are left out among them.</summary>
    public int Count => values.Length;

    /// <summary>The network so far.</summary>
    public LayerStack Units => units;

    /// <summary>What may still be computed.</summary>
    public Budget Budget => budget;

    /// <summary>The version of the standard operators.</summary>
    public long Version => version;

    /// <summary>A value that may be left out.</summary>
    public OnnxValue? Optional(int index) => index < values.Length ? values[index] : null;

    /// <summary>A value.</summary>
    /// <exception cref="NetworkFormatException">It is left out.</exception>
    public OnnxValue Value(int index) => Optional(index) ?? throw node.Refused($"has no input {index + 1}");

    /// <summary>A constant.</summary>
    /// <exception cref="NetworkFormatException">It is left out, or depends on the network's input.</exception>
    public ConstantValue Constant(int index) => Value(index) as ConstantValue ?? throw node.Refused($"has an input {index + 1} that is no constant");

    /// <summary>Whole numbers that are an attribute, or a constant input since a later version of the operator; null where they are left out.</summary>
    public IReadOnlyList<long>? Integers(string attribute, int index) =>
        node.Attribute(attribute)?.Integers ?? (IReadOnlyList<long>?)(Optional(index) is null ? null : Constant(index).Integers(node));

    /// <summary>A shape.</summary>
    public TensorShape Shape(params IReadOnlyList<long> lengths) => TensorShape.Of(node, lengths);
}
