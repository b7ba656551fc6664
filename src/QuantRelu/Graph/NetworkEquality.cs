namespace QuantRelu.Graph;

/// <summary>Equality of networks as the flat layered networks that they are, however their blocks are cut.</summary>
public static class NetworkEquality
{
    /// <summary>True when inputs, codebook, activation, and every unit's connections, codes and biases agree, layer by layer; computed row by row.</summary>
    public static bool SameAs(this Network network, Network other)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(other);
        FlatLayer[] layers = network.Flatten().ToArray(), others = other.Flatten().ToArray();
        return network.Inputs == other.Inputs
            && network.Activation == other.Activation
            && network.Codebook.Equals(other.Codebook)
            && layers.Length == others.Length
            && layers.Zip(others).All(p => p.First.Units == p.Second.Units && p.First.Rows().SequenceEqual(p.Second.Rows(), SameRow.Instance));
    }

    /// <summary>The layers as plain sparse rows, a view.</summary>
    public static IEnumerable<FlatLayer> Flatten(this Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.Stages.SelectMany(s => Enumerable.Range(0, s.Depth).Select(l => new FlatLayer(s, l)));
    }

    private sealed class SameRow : IEqualityComparer<FlatRow>
    {
        public static SameRow Instance { get; } = new();

        public bool Equals(FlatRow? x, FlatRow? y) => x!.Bias == y!.Bias && x.Connections.SequenceEqual(y.Connections);

        public int GetHashCode(FlatRow row) => HashCode.Combine(row.Bias, row.Connections.Length);
    }
}
