using QuantRelu.Tests.Shared;

namespace QuantRelu.Tests.Formats.Onnx;

/// <summary>The model checker of the Python package onnx.</summary>
internal static class OnnxChecker
{
    private const string Program =
        "import sys, onnx\nmodel = onnx.load(sys.argv[1])\nonnx.checker.check_model(model, full_check=sys.argv[2] == 'full')\nprint('accepted')";

    /// <summary>What the checker prints of a model that it accepts; shapes are inferred as well where all operators are standard ones.</summary>
    public static string Check(byte[] model, bool infersShapes)
    {
        string python = ExternalTool.Find(External.PythonOnnx);
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, model);
            return ExternalTool.Run(python, "-c", Program, file, infersShapes ? "full" : "plain").Trim();
        }
        finally
        {
            File.Delete(file);
        }
    }
}
