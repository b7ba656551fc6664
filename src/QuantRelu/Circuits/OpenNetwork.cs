using System.Numerics;
using QuantRelu.Graph;

namespace QuantRelu.Circuits;

/// <summary>Switches of a realized construction that are set together, in every copy of the circuits that hold them.</summary>
/// <param name="Name">The name that the construction gave it.</param>
/// <param name="Copies">The number of copies; those of all grids one after another.</param>
/// <param name="Slots">Codes for each copy: switch by switch, each with the codes of <see cref="SwitchCodes"/>.</param>
public sealed record SwitchBank(string Name, BigInteger Copies, int Slots)
{
    /// <summary>The stage of the network that holds it.</summary>
    internal int Stage { get; init; }

    /// <summary>Its first array in the stage.</summary>
    internal int FirstArray { get; init; }

    /// <summary>How many arrays of the stage hold it.</summary>
    internal int Arrays { get; init; }

    /// <summary>Codes of all copies.</summary>
    public BigInteger Codes => Copies * Slots;
}

/// <summary>A realized construction whose switches are still open: a topology, and the banks by whose names codes are set.</summary>
public sealed class OpenNetwork
{
    private readonly Dictionary<string, SwitchBank> _banks;

    internal OpenNetwork(Network topology, IEnumerable<SwitchBank> banks)
    {
        Topology = topology;
        _banks = banks.ToDictionary(b => b.Name, StringComparer.Ordinal);
    }

    /// <summary>The network without codes in its switches.</summary>
    public Network Topology { get; }

    /// <summary>The bank of a name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The construction has no bank of that name.</exception>
    public SwitchBank Bank(string name) => _banks.TryGetValue(name, out SwitchBank? bank)
        ? bank
        : throw new ArgumentOutOfRangeException(nameof(name), name, $"There is no bank '{name}'; there are {string.Join(", ", _banks.Keys)}.");

    /// <summary>The network with the codes of its banks. A bank without codes stays open.</summary>
    /// <param name="codes">For banks by their names, the codes copy by copy.</param>
    /// <exception cref="ArgumentOutOfRangeException">The construction has no bank of a name.</exception>
    /// <exception cref="ArgumentException">A bank has another number of codes.</exception>
    public Network With(IReadOnlyDictionary<string, ImmutableArray<ushort>> codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        BlockArray[][] arrays = [.. Topology.Stages.Select(s => s.Arrays.ToArray())];
        foreach ((string name, ImmutableArray<ushort> given) in codes)
        {
            SwitchBank bank = Bank(name);
            if (given.Length != bank.Codes)
            {
                throw new ArgumentException($"Bank '{name}' has {bank.Codes} codes, not {given.Length}.", nameof(codes));
            }

            Set(arrays[bank.Stage].AsSpan(bank.FirstArray, bank.Arrays), given);
        }

        return Topology.WithStages(Topology.Stages.Select((s, i) => new Stage(arrays[i], s.Sums)));
    }

    private static void Set(Span<BlockArray> arrays, ImmutableArray<ushort> codes)
    {
        int next = 0;
        foreach (ref BlockArray array in arrays)
        {
            int count = checked((int)(array.Copies * array.Block.Slots));
            array = array.WithCodes(count == codes.Length ? codes : codes.Slice(next, count));
            next += count;
        }
    }
}
