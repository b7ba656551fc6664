using QuantRelu.Formats.Protobuf;

namespace QuantRelu.Formats.Onnx.Reading;

/// <summary>ModelProto as far as it is read: a graph, the versions of its sets of operators, and named texts.</summary>
internal sealed class OnnxModel
{
    private OnnxModel(OnnxGraph graph, Dictionary<string, long> operators, Dictionary<string, string> properties) =>
        (Graph, Operators, Properties) = (graph, operators, properties);

    /// <summary>The graph.</summary>
    public OnnxGraph Graph { get; }

    /// <summary>The versions of the sets of operators; the standard ones have no name.</summary>
    public IReadOnlyDictionary<string, long> Operators { get; }

    /// <summary>What the file says of itself.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; }

    /// <summary>Reads a model; of its tensors only the places are noted.</summary>
    /// <exception cref="NetworkFormatException">The bytes are no model.</exception>
    public static OnnxModel Read(ReadOnlyMemory<byte> file)
    {
        OnnxGraph? graph = null;
        long? version = null;
        Dictionary<string, long> operators = new(StringComparer.Ordinal);
        Dictionary<string, string> properties = new(StringComparer.Ordinal);
        foreach (ProtoField field in ProtoField.Of(file))
        {
            switch (field.Number)
            {
                case OnnxFields.Model.IrVersion:
                    version = field.Integer();
                    break;
                case OnnxFields.Model.Graph:
                    graph = graph is null ? OnnxGraph.Read(field.Bytes()) : throw Fault.Because("it has two graphs");
                    break;
                case OnnxFields.Model.Operators:
                    (string domain, ProtoField? set) = Pair(field.Bytes());
                    operators[domain == "ai.onnx" ? string.Empty : domain] = set?.Integer() ?? 0;
                    break;
                case OnnxFields.Model.Properties:
                    (string name, ProtoField? text) = Pair(field.Bytes());
                    properties[name] = text?.Text() ?? string.Empty;
                    break;
                case OnnxFields.Model.Functions:
                    throw Fault.Because("it defines operators of its own");
            }
        }

        return version is null || graph is null
            ? throw Fault.Because(version is null ? "it has no version, as every ONNX model has" : "it has no graph")
            : new OnnxModel(graph, operators, properties);
    }

    private static (string Name, ProtoField? Value) Pair(ReadOnlyMemory<byte> message)
    {
        string name = string.Empty;
        ProtoField? value = null;
        foreach (ProtoField field in ProtoField.Of(message))
        {
            if (field.Number == OnnxFields.Pair.Name)
            {
                name = field.Text();
            }
            else if (field.Number == OnnxFields.Pair.Value)
            {
                value = field;
            }
        }

        return (name, value);
    }
}
