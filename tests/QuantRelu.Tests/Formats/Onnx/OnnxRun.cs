using FluentAssertions;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace QuantRelu.Tests.Formats.Onnx;

/// <summary>Loads models into ONNX Runtime and evaluates them.</summary>
internal static class OnnxRun
{
    /// <summary>A session of one thread, with the operators as they are written.</summary>
    public static InferenceSession Load(byte[] model)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR
        };
        return new InferenceSession(model, options);
    }

    /// <summary>The only output at points, as rows.</summary>
    public static float[] Evaluate(InferenceSession session, params IReadOnlyList<IReadOnlyList<Rational>> points)
    {
        int inputs = points[0].Count;
        float[] values = [.. points.SelectMany(p => p).Select(u => (float)(double)u)];
        var tensor = new DenseTensor<float>(values, [points.Count, inputs]);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("u", tensor)]);
        results.Should().ContainSingle();
        return [.. results[0].AsTensor<float>()];
    }
}
