using System.Buffers.Binary;

namespace QuantRelu.Formats.Onnx.Reading;

/// <summary>Exact numbers one after the other.</summary>
internal abstract class Numbers
{
    /// <summary>The number at a place.</summary>
    public abstract Rational this[int index] { get; }

    /// <summary>True for 0, without making the number.</summary>
    public virtual bool IsZero(int index) => this[index].IsZero;
}

/// <summary>Numbers as a file stores them, little endian.</summary>
/// <param name="bytes">The bytes.</param>
/// <param name="type">What they are.</param>
/// <param name="tensor">Whose they are, for a message.</param>
internal sealed class StoredNumbers(ReadOnlyMemory<byte> bytes, ElementType type, string tensor) : Numbers
{
    private readonly int _size = Size(type);

    /// <inheritdoc/>
    public override Rational this[int index] => type switch
    {
        ElementType.Long => Dyadic.Create(BinaryPrimitives.ReadInt64LittleEndian(At(index)), 0),
        ElementType.Byte => At(index)[0],
        ElementType.SignedByte => (sbyte)At(index)[0],
        ElementType.Integer => BinaryPrimitives.ReadInt32LittleEndian(At(index)),
        _ => Double(index) is var value && double.IsFinite(value) ? Dyadic.FromDouble(value)
            : throw Fault.Because($"the tensor {tensor} holds {(double.IsNaN(value) ? "NaN" : "infinity")} at place {index}"),
    };

    /// <summary>Bytes of one number.</summary>
    public static int Size(ElementType type) => type switch
    {
        ElementType.Byte or ElementType.SignedByte => 1,
        ElementType.Half => 2,
        ElementType.Single or ElementType.Integer => 4,
        _ => 8,
    };

    /// <inheritdoc/>
    public override bool IsZero(int index) => type is ElementType.Half or ElementType.Single or ElementType.Double
        ? Double(index) == 0
        : At(index).IndexOfAnyExcept((byte)0) < 0;

    private double Double(int index) => type switch
    {
        ElementType.Half => (double)BinaryPrimitives.ReadHalfLittleEndian(At(index)),
        ElementType.Single => BinaryPrimitives.ReadSingleLittleEndian(At(index)),
        _ => BinaryPrimitives.ReadDoubleLittleEndian(At(index)),
    };

    private ReadOnlySpan<byte> At(int index) => bytes.Span.Slice(index * _size, _size);
}

/// <summary>Numbers that were computed.</summary>
internal sealed class ComputedNumbers(Rational[] values) : Numbers
{
    /// <inheritdoc/>
    public override Rational this[int index] => values[index];
}

/// <summary>Other numbers in another order.</summary>
internal sealed class SelectedNumbers(Numbers source, int[] places) : Numbers
{
    /// <inheritdoc/>
    public override Rational this[int index] => source[places[index]];

    /// <inheritdoc/>
    public override bool IsZero(int index) => source.IsZero(places[index]);
}
