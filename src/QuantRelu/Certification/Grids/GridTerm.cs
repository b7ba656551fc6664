namespace QuantRelu.Certification.Grids;

/// <summary>A block that reads known lines of a cell: the functions g_i(τ) that a copy of it adds up there, in whatever cell it stands.</summary>
/// <param name="block">The block.</param>
/// <param name="sources">What it reads.</param>
internal sealed class GridTerm(GridBlock block, LocalLine[] sources) : IEquatable<GridTerm>
{
    private readonly int _hash = sources.Aggregate(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(block), HashCode.Combine);

    /// <summary>The block.</summary>
    public GridBlock Block { get; } = block;

    /// <summary>What each input carries.</summary>
    public LocalLine[] Sources { get; } = sources;

    /// <inheritdoc/>
    public bool Equals(GridTerm? other) =>
        other is not null && _hash == other._hash && ReferenceEquals(Block, other.Block) && Sources.AsSpan().SequenceEqual(other.Sources);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GridTerm);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;
}
