namespace QuantRelu.Certification.OneDimension;

/// <summary>What came of an attempt to read a piece.</summary>
internal enum Move
{
    /// <summary>There is one.</summary>
    Done,

    /// <summary>The end to which pieces are read is reached.</summary>
    AtEnd,

    /// <summary>The integers are too small; nothing was read, and the reader is to be begun anew.</summary>
    Overflow,
}

/// <summary>Reads the linear pieces of a network from a place to the right, each up to where the network bends or an end that is given.</summary>
internal abstract class PieceReader
{
    /// <summary>Where it is: the lower end of the cell at first, and then the end of the last piece.</summary>
    public abstract Breakpoint At { get; }

    /// <summary>The double that is nearest to where it is.</summary>
    public abstract double Place { get; }

    /// <summary>The network's value there, as <see cref="OutputScale"/> rounds it.</summary>
    public abstract double Value { get; }

    /// <summary>The last piece.</summary>
    public abstract ScaledPiece Piece { get; }

    /// <summary>Goes to the lower end of a cell; false when its integers are too small.</summary>
    public abstract bool TryBegin(Cell cell);

    /// <summary>Sets the end up to which pieces are read, at most the upper end of the cell; false when its integers are too small.</summary>
    public abstract bool TryAim(Breakpoint high);

    /// <summary>Reads the next piece.</summary>
    public abstract Move TryMove();
}
