using QuantRelu.Formats.Protobuf;

namespace QuantRelu.Formats.Onnx.Reading;

/// <summary>GraphProto: operators in the order in which they are computed, stored tensors, inputs and outputs.</summary>
internal sealed class OnnxGraph
{
    /// <summary>The operators.</summary>
    public List<OnnxNode> Nodes { get; } = [];

    /// <summary>The stored tensors by name.</summary>
    public Dictionary<string, StoredTensor> Tensors { get; } = new(StringComparer.Ordinal);

    /// <summary>The inputs; old files list stored tensors among them.</summary>
    public List<OnnxInput> Inputs { get; } = [];

    /// <summary>The names of the outputs.</summary>
    public List<string> Outputs { get; } = [];

    /// <summary>Reads a graph.</summary>
    /// <exception cref="NetworkFormatException">The bytes are none, or hold what is not read.</exception>
    public static OnnxGraph Read(ReadOnlyMemory<byte> message)
    {
        var graph = new OnnxGraph();
        foreach (ProtoField field in ProtoField.Of(message))
        {
            switch (field.Number)
            {
                case OnnxFields.Graph.Nodes:
                    graph.Nodes.Add(OnnxNode.Read(field.Bytes()));
                    break;
                case OnnxFields.Graph.Tensors:
                    StoredTensor tensor = StoredTensor.Read(field.Bytes());
                    if (!graph.Tensors.TryAdd(tensor.Name, tensor))
                    {
                        throw Fault.Because($"two tensors have the name {Fault.Quoted(tensor.Name)}");
                    }

                    break;
                case OnnxFields.Graph.Inputs:
                    graph.Inputs.Add(OnnxInput.Read(field.Bytes()));
                    break;
                case OnnxFields.Graph.Outputs:
                    graph.Outputs.Add(OnnxInput.Read(field.Bytes()).Name);
                    break;
                case OnnxFields.Graph.SparseTensors:
                    throw Fault.Because("it stores a sparse tensor");
            }
        }

        return graph;
    }
}
