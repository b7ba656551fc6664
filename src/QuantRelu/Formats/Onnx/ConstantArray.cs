using System.Globalization;
using QuantRelu.Graph;

namespace QuantRelu.Formats.Onnx;

/// <summary>An array that computes constants: some layer of its block has no connection, so that no input reaches its outputs.</summary>
internal static class ConstantArray
{
    /// <summary>True for the block of such an array.</summary>
    public static bool Is(Block block) => block.Layers.Any(HasNoConnection);

    /// <summary>
    /// The float32 numbers nearest to the constants, which are computed exactly: side by side, or one for each output when the copies are added up.
    /// </summary>
    /// <exception cref="ArgumentException">One of them is beyond all float32 numbers.</exception>
    public static float[] Values(BlockArray array, bool sums, Codebook codebook)
    {
        SparseLayer[] reached = [.. array.Block.Layers.Skip(array.Block.Layers.ToList().FindLastIndex(HasNoConnection))];
        var alone = new BlockArray(new Block(0, reached, array.Block.Slots), array.Radices, [], [], array.Codes, array.Selection);
        ImmutableArray<Rational> values = ExactEvaluator.Evaluate(new Network(1, codebook, [new Stage([alone])]), [default(Rational)]);
        int outputs = array.Block.Outputs;
        IEnumerable<Rational> constants = sums
            ? Enumerable.Range(0, outputs).Select(i => values.Where((_, k) => k % outputs == i).Aggregate((a, b) => a + b))
            : values;
        return [.. constants.Select(Single)];
    }

    private static bool HasNoConnection(SparseLayer layer) => layer.Columns.Length == 0;

    private static float Single(Rational value) => (float)(double)value is var single && float.IsFinite(single)
        ? single
        : throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"The constant {(double)value:R} of the network is beyond all float32 numbers."), nameof(value));
}
