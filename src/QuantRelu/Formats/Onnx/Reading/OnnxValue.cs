namespace QuantRelu.Formats.Onnx.Reading;

/// <summary>What an operator computes or a file stores: a tensor of constants, or of sums of units.</summary>
internal abstract class OnnxValue(TensorShape shape)
{
    /// <summary>The shape.</summary>
    public TensorShape Shape { get; } = shape;

    /// <summary>An element as a sum, which has no terms when it is a constant.</summary>
    public abstract UnitSum Sum(int index);

    /// <summary>The elements at places of this tensor.</summary>
    public abstract OnnxValue Select(TensorShape shape, int[] places);

    /// <summary>The same elements in another shape.</summary>
    public abstract OnnxValue Reshaped(TensorShape shape);
}

/// <summary>A tensor of constants.</summary>
internal sealed class ConstantValue(TensorShape shape, Numbers numbers) : OnnxValue(shape)
{
    /// <summary>The elements.</summary>
    public Numbers Numbers { get; } = numbers;

    /// <summary>Computed constants.</summary>
    public static ConstantValue Of(TensorShape shape, IEnumerable<Rational> values) => new(shape, new ComputedNumbers([.. values]));

    /// <inheritdoc/>
    public override UnitSum Sum(int index) => UnitSum.Of(Numbers[index]);

    /// <inheritdoc/>
    public override OnnxValue Select(TensorShape shape, int[] places) => new ConstantValue(shape, new SelectedNumbers(Numbers, places));

    /// <inheritdoc/>
    public override OnnxValue Reshaped(TensorShape shape) => new ConstantValue(shape, Numbers);

    /// <summary>The elements as whole numbers, as shapes, axes and places are.</summary>
    /// <exception cref="NetworkFormatException">There are too many, or one is no whole number.</exception>
    public long[] Integers(OnnxNode node)
    {
        if (Shape.Count > TensorShape.MostElements)
        {
            throw node.Refused($"reads {Shape.Count} whole numbers; at most {TensorShape.MostElements} are read");
        }

        var integers = new long[Shape.Count];
        for (int i = 0; i < integers.Length; i++)
        {
            Rational number = Numbers[i];
            integers[i] = number.Denominator.IsOne && number.Numerator >= long.MinValue && number.Numerator <= long.MaxValue
                ? (long)number.Numerator
                : throw node.Refused("needs whole numbers");
        }

        return integers;
    }
}

/// <summary>A tensor of sums of units.</summary>
internal sealed class SumsValue(TensorShape shape, UnitSum[] sums) : OnnxValue(shape)
{
    /// <summary>The elements.</summary>
    public IReadOnlyList<UnitSum> Sums => sums;

    /// <inheritdoc/>
    public override UnitSum Sum(int index) => sums[index];

    /// <inheritdoc/>
    public override OnnxValue Select(TensorShape shape, int[] places) => new SumsValue(shape, [.. places.Select(p => sums[p])]);

    /// <inheritdoc/>
    public override OnnxValue Reshaped(TensorShape shape) => new SumsValue(shape, sums);
}
