using CsCheck;
using QuantRelu.Graph;

namespace QuantRelu.Tests.Analysis.Regions;

/// <summary>Small fully connected networks of free weights, as matrices: without any structure of a construction.</summary>
internal static class DenseNetworks
{
    private static readonly Rational Half = Rational.Create(1, 2);

    /// <summary>One layer: unit i is Σ_j <paramref name="Weights"/>[i][j] v_j + <paramref name="Biases"/>[i].</summary>
    public sealed record Layer(Rational[][] Weights, Rational[] Biases);

    /// <summary>Random networks with so many inputs, one or two hidden layers, and one output.</summary>
    public static Gen<Network> Any(int inputs, int mostWidth = 5) => Gen.Int.Select(seed => Of(inputs, Random(inputs, mostWidth, new Random(seed))));

    /// <summary>Layers of random small weights; biases are chosen so that kinks lie within the unit box.</summary>
    public static Layer[] Random(int inputs, int mostWidth, Random random)
    {
        var layers = new List<Layer>();
        int before = inputs;
        int[] widths = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => random.Next(2, mostWidth + 1)), 1];
        foreach (int width in widths)
        {
            int count = before;
            Rational[][] weights = [.. Enumerable.Range(0, width)
                .Select(_ => Enumerable.Range(0, count).Select(_ => Rational.Create(random.Next(-4, 5), 2)).ToArray())];
            layers.Add(new Layer(weights, [.. weights.Select(row => (-Half * row.Aggregate((a, b) => a + b)) + Rational.Create(random.Next(-3, 4), 8))]));
            before = width;
        }

        return [.. layers];
    }

    /// <summary>A network of layers.</summary>
    public static Network Of(int inputs, params Layer[] layers)
    {
        Rational[] values = [.. layers.SelectMany(l => l.Weights.SelectMany(r => r).Concat(l.Biases)).Append(0).Append(1).Distinct()];
        var codebook = Codebook.Free(values);
        var codes = codebook.Values.Select((v, code) => (v, code)).ToDictionary(p => p.v, p => p.code);
        return new Network(inputs, codebook, [new Stage([BlockArray.Single(new Block(inputs, [.. layers.Select(l => Sparse(l, codes))]))])]);
    }

    /// <summary>w_1 v_1 + ... + b for each row that ends with b.</summary>
    public static Layer Rows(params Rational[][] rows) => new([.. rows.Select(r => r[..^1])], [.. rows.Select(r => r[^1])]);

    private static SparseLayer Sparse(Layer layer, Dictionary<Rational, int> codes)
    {
        var starts = new List<int> { 0 };
        var columns = new List<int>();
        var found = new List<int>();
        foreach (Rational[] row in layer.Weights)
        {
            for (int j = 0; j < row.Length; j++)
            {
                if (!row[j].IsZero)
                {
                    columns.Add(j);
                    found.Add(codes[row[j]]);
                }
            }

            starts.Add(columns.Count);
        }

        return new SparseLayer([.. starts], [.. columns], [.. found], [.. layer.Biases.Select(b => b.IsZero ? SparseLayer.NoBias : codes[b])]);
    }
}
