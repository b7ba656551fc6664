namespace QuantRelu.Graph.Rewriting;

/// <summary>A network with one of its outputs alone, flat: one block, in which the last layer has a single row.</summary>
internal static class SingleOutput
{
    public static Network Of(Network network, int output)
    {
        FlatLayer[] layers = [.. network.Flatten()];
        SparseLayer[] sparse = [.. layers.Select((layer, l) => Sparse(l < layers.Length - 1 ? layer.Rows() : layer.Rows().Skip(output).Take(1)))];
        return network.WithStages([new Stage([BlockArray.Single(new Block(network.Inputs, sparse))])]);
    }

    private static SparseLayer Sparse(IEnumerable<FlatRow> rows)
    {
        List<int> starts = [0], columns = [], codes = [], biases = [];
        foreach (FlatRow row in rows)
        {
            columns.AddRange(row.Connections.Select(c => checked((int)c.Column)));
            codes.AddRange(row.Connections.Select(c => c.Code));
            biases.Add(row.Bias);
            starts.Add(columns.Count);
        }

        return new SparseLayer([.. starts], [.. columns], [.. codes], [.. biases]);
    }
}
