using QuantRelu.Graph;
using QuantRelu.Numerics;

namespace QuantRelu.Figures.Diagrams;

/// <summary>Units of one layer that read the same with the same weights and the same bias, standing side by side: copies of one unit.</summary>
/// <param name="First">The number of the first of them in its layer.</param>
/// <param name="Copies">How many there are.</param>
/// <param name="HasBias">Whether each has a bias.</param>
public sealed record UnitGroup(int First, int Copies, bool HasBias);

/// <summary>A connection between two neighbouring layers.</summary>
/// <param name="Layer">The layer that it leads to, 1-based.</param>
/// <param name="From">The unit of the layer before.</param>
/// <param name="To">The unit of the layer.</param>
/// <param name="IsPositive">Whether its weight is above 0.</param>
public readonly record struct UnitConnection(int Layer, int From, int To, bool IsPositive);

/// <summary>Every unit and every connection of a small network, read from the network itself.</summary>
/// <param name="Layers">The groups of each layer; layer 0 holds the inputs.</param>
/// <param name="Connections">All connections.</param>
public sealed record UnitDiagram(ImmutableArray<ImmutableArray<UnitGroup>> Layers, ImmutableArray<UnitConnection> Connections)
{
    private readonly Sequence<ImmutableArray<UnitGroup>> _layers = Layers;
    private readonly Sequence<UnitConnection> _connections = Connections;

    /// <summary>The groups of each layer; layer 0 holds the inputs.</summary>
    public ImmutableArray<ImmutableArray<UnitGroup>> Layers
    {
        get => _layers.Items;
        init => _layers = value;
    }

    /// <summary>All connections.</summary>
    public ImmutableArray<UnitConnection> Connections
    {
        get => _connections.Items;
        init => _connections = value;
    }

    /// <summary>Reads a network.</summary>
    public static UnitDiagram Of(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        List<ImmutableArray<UnitGroup>> layers = [[.. Enumerable.Range(0, network.Inputs).Select(i => new UnitGroup(i, 1, false))]];
        var connections = new List<UnitConnection>();
        foreach (FlatLayer layer in network.Stages.SelectMany(stage => Enumerable.Range(0, stage.Depth).Select(l => new FlatLayer(stage, l))))
        {
            FlatRow[] rows = [.. layer.Rows()];
            connections.AddRange(rows.SelectMany((row, to) => row.Connections.Select(c =>
                new UnitConnection(layers.Count, (int)c.Column, to, network.Codebook[c.Code] > 0))));
            layers.Add([.. Groups(rows)]);
        }

        return new UnitDiagram([.. layers], [.. connections]);
    }

    private static List<UnitGroup> Groups(FlatRow[] rows)
    {
        var groups = new List<UnitGroup>();
        for (int i = 0; i < rows.Length; i++)
        {
            if (i > 0 && rows[i].Bias == rows[i - 1].Bias && rows[i].Connections.SequenceEqual(rows[i - 1].Connections))
            {
                groups[^1] = groups[^1] with { Copies = groups[^1].Copies + 1 };
            }
            else
            {
                groups.Add(new UnitGroup(i, 1, rows[i].Bias != SparseLayer.NoBias));
            }
        }

        return groups;
    }
}
