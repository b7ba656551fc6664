using QuantRelu.Formats.Protobuf;

namespace QuantRelu.Formats.Onnx.Reading;

/// <summary>NodeProto: an operator applied to named values.</summary>
internal sealed class OnnxNode
{
    private readonly List<OnnxAttribute> _attributes = [];
    private string _name = string.Empty;

    /// <summary>The names of what it reads; an input that is left out has an empty one.</summary>
    public List<string> Inputs { get; } = [];

    /// <summary>The names of what it computes.</summary>
    public List<string> Outputs { get; } = [];

    /// <summary>The operator.</summary>
    public string Operator { get; private set; } = string.Empty;

    /// <summary>The set that the operator belongs to; empty for the standard ones.</summary>
    public string Domain { get; private set; } = string.Empty;

    /// <summary>Reads a node.</summary>
    /// <exception cref="NetworkFormatException">The bytes are none.</exception>
    public static OnnxNode Read(ReadOnlyMemory<byte> message)
    {
        var node = new OnnxNode();
        foreach (ProtoField field in ProtoField.Of(message))
        {
            switch (field.Number)
            {
                case OnnxFields.Node.Inputs:
                    node.Inputs.Add(field.Text());
                    break;
                case OnnxFields.Node.Outputs:
                    node.Outputs.Add(field.Text());
                    break;
                case OnnxFields.Node.Name:
                    node._name = field.Text();
                    break;
                case OnnxFields.Node.Operator:
                    node.Operator = field.Text();
                    break;
                case OnnxFields.Node.Attributes:
                    node._attributes.Add(OnnxAttribute.Read(field.Bytes()));
                    break;
                case OnnxFields.Node.Domain:
                    node.Domain = field.Text() is var domain && domain == "ai.onnx" ? string.Empty : domain;
                    break;
            }
        }

        return node;
    }

    /// <summary>An attribute, or null where it is left out.</summary>
    public OnnxAttribute? Attribute(string name) => _attributes.FindLast(a => a.Name == name);

    /// <summary>An integer attribute.</summary>
    public long Integer(string name, long standard) => Attribute(name)?.Integer ?? standard;

    /// <summary>A float32 attribute, exactly.</summary>
    public Rational Single(string name, float standard)
    {
        float value = Attribute(name)?.Single ?? standard;
        return float.IsFinite(value) ? Dyadic.FromDouble(value) : throw Refused($"its attribute '{name}' is no number");
    }

    /// <summary>The refusal of this operator.</summary>
    public NetworkFormatException Refused(string reason) => Fault.Because($"{this} {reason}");

    /// <summary>"operator 'Conv' of node 'first'", or of the value that it computes where the node has no name.</summary>
    public override string ToString()
    {
        string set = Domain.Length == 0 ? string.Empty : $" of {Fault.Quoted(Domain)}";
        string node = _name.Length > 0 ? $"node {Fault.Quoted(_name)}" : $"the node that computes {Fault.Quoted(Outputs.FirstOrDefault() ?? string.Empty)}";
        return $"operator {Fault.Quoted(Operator)}{set} in {node}";
    }
}
