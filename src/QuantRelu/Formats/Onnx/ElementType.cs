namespace QuantRelu.Formats.Onnx;

/// <summary>What the elements of a tensor are, with the numbers of onnx.proto. Each of them is an exact rational number.</summary>
internal enum ElementType
{
    /// <summary>float32.</summary>
    Single = 1,

    /// <summary>uint8.</summary>
    Byte = 2,

    /// <summary>int8.</summary>
    SignedByte = 3,

    /// <summary>int32.</summary>
    Integer = 6,

    /// <summary>int64.</summary>
    Long = 7,

    /// <summary>float16.</summary>
    Half = 10,

    /// <summary>float64.</summary>
    Double = 11,
}
