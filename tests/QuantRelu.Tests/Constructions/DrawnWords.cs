using QuantRelu.Circuits;
using QuantRelu.Constructions.Crossbar;
using QuantRelu.Graph;

namespace QuantRelu.Tests.Constructions;

/// <summary>
/// A crossbar whose words of signs are drawn at random, and the paths that they stand for, from the signs alone. Heights are in steps above -M.
/// </summary>
internal sealed class DrawnWords : DrawnPaths
{
    private readonly Dictionary<(int Leaf, int Piece), int> _signs = [];

    public DrawnWords(CrossbarParameters p, int seed)
        : this(p, new Random(seed))
    {
    }

    private DrawnWords(CrossbarParameters p, Random draw)
        : base(p, draw)
    {
        CrossbarSkeleton skeleton = CrossbarSearch.Final(p);
        OpenNetwork open = CrossbarCases.Open(p, skeleton);
        Codebook codebook = open.Topology.Codebook;
        SignWords words = ((SignWordColumns)p.Kind).Words;
        var codes = new Dictionary<string, ImmutableArray<ushort>>();
        foreach ((ColumnFamily family, int i) in skeleton.Columns.Stored.Select((f, i) => (f, i)))
        {
            var bank = ImmutableArray.CreateBuilder<ushort>();
            foreach (int column in Enumerable.Range(family.Range.Begin, family.Range.Count))
            {
                foreach (int cell in family.CellsOf(p))
                {
                    int level = draw.Next(words.Digits.Length);
                    bank.Add((ushort)codebook.CodeOf(words.Digits[level]));
                    for (int bit = 0; bit < words.Pieces; bit++)
                    {
                        // Levels by their bits: one and the next differ in one, and the first has none.
                        int number = (words.Pieces * column) + bit, set = ((level >> bit) & 1) ^ ((level >> (bit + 1)) & 1);
                        _signs[(cell, number)] = set == number % 2 ? 1 : -1;
                    }
                }
            }

            codes[CrossbarCircuit.Columns(i)] = bank.ToImmutable();
        }

        SwitchCodes sign = codebook.SwitchOf(SwitchKind.Sign);
        codes[CrossbarCircuit.Values] = [.. new CrossbarCodes(p, skeleton, null!).Planes(Values).Select(Code)];
        codes[CrossbarCircuit.Ends] =
        [
            .. from plane in Enumerable.Range(0, skeleton.Columns.EndPlanes)
               from leaf in Enumerable.Range(0, 2 * p.CellsPerSide)
               select Code((((int)(Path(leaf, p.Columns) - Path(leaf, 0)).Floor() + p.Columns) / 2 >> plane) % 2 == 1),
        ];
        Network = open.With(codes);

        ushort Code(bool bit) => (ushort)sign[bit ? 1 : -1][0];
    }

    /// <inheritdoc/>
    protected override Network Network { get; }

    /// <inheritdoc/>
    protected override Rational Climbed(int leaf, Rational z)
    {
        Rational height = 0;
        for (int k = 0; z > k; k++)
        {
            Rational part = z - k;
            height += _signs.GetValueOrDefault((leaf, k)) * (part < 1 ? part : 1);
        }

        return height;
    }
}
