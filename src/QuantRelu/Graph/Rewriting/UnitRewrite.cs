namespace QuantRelu.Graph.Rewriting;

/// <summary>One of the units that take the place of a hidden unit: φ'(Inner·z + Offset), which counts Outer times.</summary>
internal readonly record struct Part(Rational Inner, Rational Offset, Rational Outer);

/// <summary>
/// Writes a network with another activation. Every hidden unit φ(z) becomes several units, φ(z) = Σ_i c_i φ'(p_i z + q_i): a weight w from
/// part j of one unit to part i of another becomes p_i w c_j, a bias b becomes p_i b + q_i. Blocks stay blocks. The codebook is what comes
/// out, so that it grows by a constant factor.
/// </summary>
/// <remarks>
/// A sum of copies has no bias for an offset. There the sum stays one unit, and its parts are one layer later; which is the same
/// when φ' is ReLU, p = 1 and q ≤ 0: σ(σ(z) + q) = σ(z + q).
/// </remarks>
internal sealed class UnitRewrite
{
    private static readonly Part[] Unchanged = [new(1, default, 1)];
    private readonly Network _network;
    private readonly Part[] _parts;
    private readonly Dictionary<(Block Block, bool First, bool Parted), PartedBlock> _blocks = [];

    private UnitRewrite(Network network, Part[] parts)
    {
        _network = network;
        _parts = parts;
    }

    /// <summary>The same function with another activation.</summary>
    /// <param name="network">A network with all codes set.</param>
    /// <param name="activation">φ'.</param>
    /// <param name="parts">What takes the place of each hidden unit.</param>
    /// <exception cref="InvalidOperationException">The network's codes are not set.</exception>
    public static Network Of(Network network, Activation activation, params Part[] parts)
    {
        var rewrite = new UnitRewrite(network, parts);
        PartedBlock[][] blocks = network.Stages.Select((s, number) => s.Arrays.Select(a => rewrite.Parted(a, number)).ToArray()).ToArray();
        HashSet<Rational> values = network.Stages.SelectMany((s, number) => s.Arrays.SelectMany((a, i) => blocks[number][i].Values(a))).ToHashSet();
        if (Enumerable.Range(0, network.Stages.Length).Any(rewrite.PartsLater))
        {
            values.UnionWith(parts.SelectMany(p => new[] { p.Inner, p.Offset }).Where(v => !v.IsZero));
        }

        // A network of hardly any weights may use one value alone; a codebook has two.
        values.UnionWith(network.Codebook.Values.Where(v => !values.Contains(v)).Take(Math.Max(0, 2 - values.Count)));
        Codebook codebook = network.Codebook.IsFree ? Codebook.Free(values) : new Codebook(values);
        return new Network(
            network.Inputs, codebook, Enumerable.Range(0, network.Stages.Length).SelectMany(s => rewrite.Stages(s, blocks[s], codebook)).ToArray(), activation);
    }

    private bool IsLast(int stage) => stage == _network.Stages.Length - 1;

    // Sums whose parts stand one layer later.
    private bool PartsLater(int stage) => _network.Stages[stage].Sums && !IsLast(stage) && _parts.Any(p => !p.Offset.IsZero);

    private PartedBlock Parted(BlockArray array, int stage)
    {
        (Block, bool First, bool Parted) key = (array.Block, stage == 0, !IsLast(stage) && !PartsLater(stage));
        if (!_blocks.TryGetValue(key, out PartedBlock? block))
        {
            Part[][] parts = Enumerable.Repeat(_parts, array.Block.Depth + 1).ToArray();
            parts[0] = key.First ? Unchanged : _parts;
            parts[^1] = key.Parted ? _parts : Unchanged;
            _blocks[key] = block = new PartedBlock(array.Block, parts, _network.Codebook);
        }

        return block;
    }

    private IEnumerable<Stage> Stages(int number, PartedBlock[] blocks, Codebook codebook)
    {
        Stage stage = _network.Stages[number];
        yield return new Stage([.. stage.Arrays.Select((a, i) => Rewired(a, blocks[i], codebook, width: number == 0 ? 1 : _parts.Length))], stage.Sums);
        if (PartsLater(number))
        {
            ImmutableArray<int> starts = [.. Enumerable.Range(0, _parts.Length + 1)], columns = [.. new int[_parts.Length]];
            ImmutableArray<int> codes = [.. _parts.Select(p => codebook.CodeOf(p.Inner))];
            ImmutableArray<int> biases = [.. _parts.Select(p => p.Offset.IsZero ? SparseLayer.NoBias : codebook.CodeOf(p.Offset))];
            var parting = new Block(1, [new SparseLayer(starts, columns, codes, biases)]);
            yield return new Stage([new BlockArray(parting, [stage.Arrays[0].Block.Outputs], [0], [[1]])]);
        }
    }

    private static BlockArray Rewired(BlockArray array, PartedBlock block, Codebook codebook, int width)
    {
        var bases = ImmutableArray.CreateBuilder<long>(array.Block.Inputs * width);
        var strides = ImmutableArray.CreateBuilder<ImmutableArray<long>>(array.Block.Inputs * width);
        for (int i = 0; i < array.Block.Inputs; i++)
        {
            ImmutableArray<long> steps = [.. array.Strides[i].Select(s => s * width)];
            for (int part = 0; part < width; part++)
            {
                bases.Add((array.Bases[i] * width) + part);
                strides.Add(steps);
            }
        }

        return new BlockArray(
            block.Over(codebook), array.Radices, bases.MoveToImmutable(), strides.MoveToImmutable(), block.Codes(array, codebook), array.Selection);
    }
}
