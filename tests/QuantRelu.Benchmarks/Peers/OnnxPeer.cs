using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using QuantRelu.Formats.Onnx;

namespace QuantRelu.Benchmarks.Peers;

/// <summary>
/// ONNX Runtime on one core with all its optimizations, in float32: of dense matrices where they are small, otherwise of the network's blocks.
/// </summary>
internal sealed class OnnxPeer : IDisposable
{
    private const long MostDenseBytes = 1 << 26;
    private readonly InferenceSession _session;
    private readonly string _input;

    private OnnxPeer(byte[] model)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        _session = new InferenceSession(model, options);
        _input = _session.InputMetadata.Keys.Single();
    }

    /// <summary>A session of a network; null where its matrices are too large or the runtime is not for this machine.</summary>
    public static OnnxPeer? TryOf(ConstructedNetwork network)
    {
        using var stream = new MemoryStream();
        if (OnnxExport.MatrixBytes(network.Network) <= MostDenseBytes)
        {
            OnnxExport.Write(network, stream, freeBatch: true);
        }
        else if (BlockOnnxExport.MatrixBytes(network.Network) <= MostDenseBytes)
        {
            BlockOnnxExport.Write(network, stream, freeBatch: true);
        }
        else
        {
            return null;
        }

        try
        {
            return new OnnxPeer(stream.ToArray());
        }
        catch (DllNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    /// <summary>The outputs at points whose coordinates follow each other.</summary>
    public float[] Evaluate(Memory<float> points, int d)
    {
        var tensor = new DenseTensor<float>(points, [points.Length / d, d]);
        using var results = _session.Run([NamedOnnxValue.CreateFromTensor(_input, tensor)]);
        return [.. results[0].AsTensor<float>()];
    }
}
