using System.Globalization;
using System.Numerics;

namespace QuantRelu.Graph;

/// <summary>
/// One block repeated side by side over a grid of copies, I_K ⊗ P. Copy (k_1, ..., k_g) with 0 ≤ k_c &lt; <c>Radices[c]</c>
/// reads, as its input i, unit <c>Bases[i] + Σ_c Strides[i][c]·k_c</c> of the layer before: an affine rule, so the wiring
/// of any number of copies takes constant memory. The copies are numbered with the last grid index running fastest. A
/// selection leaves only some grid points: copy number i then stands at grid point <c>Selection[i]</c>.
/// </summary>
public sealed class BlockArray
{
    /// <summary>An array of copies of a block.</summary>
    /// <param name="block">The pattern.</param>
    /// <param name="radices">The extent of each grid axis, each at least 1; empty for a single copy.</param>
    /// <param name="bases">For each block input, the source unit of copy 0.</param>
    /// <param name="strides">For each block input, the step along each grid axis.</param>
    /// <param name="codes">Copies times slots codes, copy by copy, or null while no target has been chosen.</param>
    /// <param name="selection">The numbers of the grid points at which a copy stands, ascending; null for all.</param>
    /// <exception cref="ArgumentException">The wiring, the codes or the selection do not fit.</exception>
    public BlockArray(
        Block block,
        ImmutableArray<long> radices,
        ImmutableArray<long> bases,
        ImmutableArray<ImmutableArray<long>> strides,
        ImmutableArray<ushort>? codes = null,
        ImmutableArray<long>? selection = null)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (radices.IsDefault || bases.IsDefault || strides.IsDefault || bases.Length != block.Inputs || strides.Length != block.Inputs
            || strides.Any(s => s.IsDefault || s.Length != radices.Length) || radices.Any(r => r < 1))
        {
            throw new ArgumentException(
                $"The wiring does not fit a block with {block.Inputs} inputs on a grid of {(radices.IsDefault ? 0 : radices.Length)} axes.", nameof(bases));
        }

        Block = block;
        Radices = radices;
        Bases = bases;
        Strides = strides;
        Codes = codes;
        Selection = selection;
        BigInteger points = radices.Aggregate(BigInteger.One, (product, r) => product * r);
        Copies = selection is { IsDefault: false } ? selection.Value.Length : points;
        if (selection is { } chosen && (chosen.IsDefaultOrEmpty || chosen[0] < 0 || chosen[^1] >= points || !IsAscending(chosen)))
        {
            throw new ArgumentException($"A selection holds ascending numbers of the {points} points of the grid.", nameof(selection));
        }

        if (codes is { } set && (set.IsDefault || set.Length != Copies * block.Slots))
        {
            throw new ArgumentException($"{(set.IsDefault ? 0 : set.Length)} codes for {Copies} copies of {block.Slots} slots.", nameof(codes));
        }
    }

    /// <summary>The repeated pattern.</summary>
    public Block Block { get; }

    /// <summary>The extent of each grid axis.</summary>
    public ImmutableArray<long> Radices { get; }

    /// <summary>The source of each input of copy 0.</summary>
    public ImmutableArray<long> Bases { get; }

    /// <summary>The step of each input's source along each grid axis.</summary>
    public ImmutableArray<ImmutableArray<long>> Strides { get; }

    /// <summary>The codes of the slots, copy by copy; null while no target has been chosen.</summary>
    public ImmutableArray<ushort>? Codes { get; }

    /// <summary>The grid points at which copies stand, ascending; null for all.</summary>
    public ImmutableArray<long>? Selection { get; }

    /// <summary>The number of copies, exact however large.</summary>
    public BigInteger Copies { get; }

    /// <summary>A single copy that reads units 0, 1, 2, ... of the layer before.</summary>
    public static BlockArray Single(Block block) =>
        new(block, [], [.. Enumerable.Range(0, block.Inputs).Select(i => (long)i)], [.. Enumerable.Repeat(ImmutableArray<long>.Empty, block.Inputs)]);

    /// <summary>The same topology with other codes in the slots.</summary>
    public BlockArray WithCodes(ImmutableArray<ushort> codes) => new(Block, Radices, Bases, Strides, codes, Selection);

    /// <summary>Writes the source units of one copy into <paramref name="sources"/> (one per block input).</summary>
    public void Sources(long copy, Span<long> sources) => Follow(copy, Bases.AsSpan(), Strides.AsSpan(), sources);

    /// <summary>What one copy reads under an affine rule on this grid: its own one, or that of the same array among other units.</summary>
    internal void Follow(long copy, ReadOnlySpan<long> bases, ReadOnlySpan<ImmutableArray<long>> strides, Span<long> sources)
    {
        bases[..sources.Length].CopyTo(sources);
        foreach ((int c, long digit) in new GridDigits(Point(copy), Radices.AsSpan()))
        {
            for (int i = 0; i < sources.Length; i++)
            {
                sources[i] += digit * strides[i][c];
            }
        }
    }

    /// <summary>The code of connection <paramref name="code"/> in one copy: itself, or what the copy's slot holds.</summary>
    /// <exception cref="InvalidOperationException">The slot holds nothing yet.</exception>
    public int Resolve(int code, long copy) => code >= 0 ? code : CopyCodes(copy)[SparseLayer.SlotNumber(code)];

    /// <summary>What the slots of one copy hold.</summary>
    /// <exception cref="InvalidOperationException">They hold nothing yet.</exception>
    internal ReadOnlySpan<ushort> CopyCodes(long copy) => Codes is { } codes
        ? codes.AsSpan(checked((int)(copy * Block.Slots)), Block.Slots)
        : throw new InvalidOperationException("The network has no codes yet: it is a topology without a target.");

    /// <summary>The grid point at which one copy stands.</summary>
    internal long Point(long copy) => Selection is { } selection ? selection[(int)copy] : copy;

    /// <summary>"16 copies of 2 → 1, depth 3, 4 slots".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Copies:N0} {(Copies.IsOne ? "copy" : "copies")} of {Block}");

    private static bool IsAscending(ImmutableArray<long> numbers)
    {
        for (int i = 1; i < numbers.Length; i++)
        {
            if (numbers[i] <= numbers[i - 1])
            {
                return false;
            }
        }

        return true;
    }
}
