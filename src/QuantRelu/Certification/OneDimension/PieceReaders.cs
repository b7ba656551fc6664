using System.Numerics;
using QuantRelu.Certification.OneDimension.Sweep;

namespace QuantRelu.Certification.OneDimension;

/// <summary>The ways to read the pieces of a network, the last ones without bounds of integers; each is made when it is needed, and used again.</summary>
/// <param name="pieces">The network.</param>
internal sealed class PieceReaders(NetworkPieces pieces)
{
    private readonly PieceReader?[] _readers = new PieceReader?[(int)ReaderKind.Divided];

    /// <summary>The kind that is tried first.</summary>
    public ReaderKind First => pieces.FirstReader;

    /// <summary>A reader; null when the network has none of this kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="divided">The network within the cell that is read, or a larger one, to be divided.</param>
    public PieceReader? Of(ReaderKind kind, Func<NetworkPieces> divided) => kind switch
    {
        ReaderKind.Bits64 => _readers[0] ??= Swept(pieces.Swept),
        ReaderKind.Bits128 => _readers[1] ??= Swept(pieces.SweptWide),
        ReaderKind.Unbounded => _readers[2] ??= Swept(pieces.SweptUnbounded),
        _ => new DividedReader(divided),
    };

    private static SweptReader<T>? Swept<T>(SweepNetwork<T>? network)
        where T : struct, IBinaryInteger<T> => network is null ? null : new SweptReader<T>(network);
}
