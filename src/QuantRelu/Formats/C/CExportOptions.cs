using QuantRelu.Numerics;

namespace QuantRelu.Formats.C;

/// <summary>What a C file takes in, and what its error is told against.</summary>
public sealed record CExportOptions
{
    private readonly Sequence<Rational>? _scale;
    private readonly Sequence<Rational>? _offset;

    /// <summary>
    /// p, the fraction bits of u, 0 to <see cref="CExport.MostInputBits"/>; null for the fewest that keep the ε for which the network was built, or,
    /// where no number of bits does, add at most a sixteenth to the network's error.
    /// </summary>
    public int? InputBits { get; init; }

    /// <summary>
    /// The step in x of one raw integer, for all inputs or one for each, not 0; null for the coarsest power of two that is no coarser than 2^-p of the domain.
    /// </summary>
    public ImmutableArray<Rational>? Scale
    {
        get => _scale?.Items;
        init => _scale = value;
    }

    /// <summary>The x of the raw integer 0, for all inputs or one for each; null for 0.</summary>
    public ImmutableArray<Rational>? Offset
    {
        get => _offset?.Items;
        init => _offset = value;
    }

    /// <summary>
    /// The target on the network's domain, from which a Lipschitz constant is proved; when null the one that the provenance holds. Where there is none, the
    /// network's own steepest piece serves if it has one input.
    /// </summary>
    public Target? Target { get; init; }

    /// <summary>True to keep the loops over blocks, which large networks have, in a small one.</summary>
    internal bool KeepsBlocks { get; init; }
}
