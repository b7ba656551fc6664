namespace QuantRelu.Certification.OneDimension;

/// <summary>How pieces are read, the fastest way first.</summary>
internal enum ReaderKind
{
    /// <summary>By a sweep over integers of 64 bits.</summary>
    Bits64,

    /// <summary>By a sweep over integers of 128 bits.</summary>
    Bits128,

    /// <summary>By a sweep over integers without bounds.</summary>
    Unbounded,

    /// <summary>By dividing cells: for networks that are too large to be swept.</summary>
    Divided,
}
