namespace QuantRelu.Formats.Onnx.Reading;

/// <summary>The operators that are read; one more is one more line.</summary>
internal static class OperatorTable
{
    private static readonly Dictionary<string, Func<Operands, OnnxValue>> Known = new(StringComparer.Ordinal)
    {
        ["Gemm"] = SumOperators.Gemm,
        ["MatMul"] = SumOperators.MatMul,
        ["Add"] = SumOperators.Add,
        ["Sub"] = SumOperators.Subtract,
        ["Mul"] = SumOperators.Multiply,
        ["Div"] = SumOperators.Divide,
        ["Neg"] = SumOperators.Negate,
        ["Sum"] = SumOperators.Sum,
        ["ReduceSum"] = SumOperators.ReduceSum,
        ["Relu"] = UnitOperators.Activated,
        ["LeakyRelu"] = UnitOperators.Activated,
        ["Clip"] = UnitOperators.Activated,
        ["Constant"] = UnitOperators.Constant,
        ["Identity"] = ShapeOperators.Same,
        ["Dropout"] = ShapeOperators.Same,
        ["Reshape"] = ShapeOperators.Reshape,
        ["Flatten"] = ShapeOperators.Flatten,
        ["Transpose"] = ShapeOperators.Transpose,
        ["Squeeze"] = ShapeOperators.Squeeze,
        ["Unsqueeze"] = ShapeOperators.Unsqueeze,
        ["Gather"] = ShapeOperators.Gather,
        ["Concat"] = ShapeOperators.Concat,
        ["Expand"] = ShapeOperators.Expand,
        ["Shape"] = ShapeOperators.Shape,
    };

    /// <summary>What an operator does.</summary>
    /// <exception cref="NetworkFormatException">It is none of those that are read.</exception>
    public static Func<Operands, OnnxValue> Find(OnnxNode node) =>
        node.Domain.Length == 0 && Known.TryGetValue(node.Operator, out Func<Operands, OnnxValue>? found) ? found
        : throw node.Refused($"is none of those that are read: {string.Join(", ", Known.Keys.Order(StringComparer.Ordinal))}");
}
