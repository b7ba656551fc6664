using CsCheck;
using QuantRelu.Graph;

namespace QuantRelu.Tests.Certification;

/// <summary>
/// Networks with one input and random sparse layers, without any structure of the paper. They are wide: with weights ±1/2 a kink inside of
/// (0, 1) takes several copies of the input.
/// </summary>
internal static class RandomNetworks
{
    /// <summary>One to three stages; the middle one may stand several times or be a sum of copies.</summary>
    public static Gen<Network> Any { get; } = Gen.Select(Gen.Int, Codebooks.Any).Select((seed, book) => Of(seed, book));

    /// <summary>Over {-1/2, 1/2}.</summary>
    public static Gen<Network> OfHalves { get; } = Gen.Int.Select(seed => Of(seed, Codebook.Halves));

    public static Network Of(int seed, Codebook book)
    {
        var random = new Random(seed);
        int width = random.Next(5, 14);
        Block first = Block(random, 1, [width, width, width], book);
        Stage entry = new([BlockArray.Single(first)]);
        return random.Next(3) switch
        {
            0 => new Network(1, book, [new Stage([BlockArray.Single(Block(random, 1, [width, 2 * width, width, 1], book))])]),
            1 => new Network(1, book, [entry, new Stage([BlockArray.Single(Block(random, width, [width, width, 1], book))])]),
            _ => new Network(1, book, [entry, Sum(random, width, book), new Stage([BlockArray.Single(Block(random, 2, [2, 3, 1], book))])]),
        };
    }

    public static Network TwoOutputs(Codebook book) => new(1, book, [new Stage([BlockArray.Single(Block(new Random(1), 1, [3, 2], book))])]);

    // Copy k reads units k and width - 1 - k.
    private static Stage Sum(Random random, int width, Codebook book)
    {
        Block block = Block(random, 2, [3, 4, 2], book, outputBias: false);
        return new Stage([new BlockArray(block, [width], [0, width - 1], [[1], [-1]])], sums: true);
    }

    private static Block Block(Random random, int inputs, int[] widths, Codebook book, bool outputBias = true)
    {
        var layers = new List<SparseLayer>();
        int before = inputs;
        foreach (int width in widths)
        {
            layers.Add(Layer(random, before, width, book, outputBias || layers.Count < widths.Length - 1));
            before = width;
        }

        return new Block(inputs, layers);
    }

    private static SparseLayer Layer(Random random, int before, int units, Codebook book, bool biases)
    {
        var starts = new List<int> { 0 };
        var columns = new List<int>();
        for (int i = 0; i < units; i++)
        {
            columns.AddRange(Enumerable.Range(0, before).Where(_ => before == 1 || random.Next(4) > 0));
            starts.Add(columns.Count);
        }

        return new SparseLayer(
            [.. starts],
            [.. columns],
            [.. columns.Select(_ => random.Next(book.Count))],
            [.. Enumerable.Range(0, units).Select(_ => biases && random.Next(2) > 0 ? random.Next(book.Count) : SparseLayer.NoBias)]);
    }
}
