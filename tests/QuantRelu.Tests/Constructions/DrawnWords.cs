using QuantRelu.Circuits;
using QuantRelu.Constructions.Crossbar;
using QuantRelu.Graph;

namespace QuantRelu.Tests.Constructions;

/// <summary>
/// A crossbar whose words of signs are drawn at random, and the paths that they stand for, from the signs alone. Heights are in steps above -M.
/// </summary>
internal sealed class DrawnWords
{
    private readonly CrossbarParameters _p;
    private readonly Network _network;
    private readonly Dictionary<(int Leaf, int Piece), int> _signs = [];
    private readonly long[] _values;

    public DrawnWords(CrossbarParameters p, int seed)
    {
        _p = p;
        CrossbarSkeleton skeleton = CrossbarSearch.Final(p);
        OpenNetwork open = CrossbarCases.Open(p, skeleton);
        Codebook codebook = open.Topology.Codebook;
        SignWords words = ((SignWordColumns)p.Kind).Words;
        var draw = new Random(seed);
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

        long middle = (long)ValueTable.MostValue(p) / 2;
        _values = [.. Enumerable.Range(0, 2 * ((p.CellsPerSide + 1) / 2)).Select(_ => middle + draw.Next(-1, 2))];
        SwitchCodes sign = codebook.SwitchOf(SwitchKind.Sign);
        codes[CrossbarCircuit.Values] = [.. new CrossbarCodes(p, skeleton, null!).Planes(_values).Select(Code)];
        codes[CrossbarCircuit.Ends] =
        [
            .. from plane in Enumerable.Range(0, skeleton.Columns.EndPlanes)
               from leaf in Enumerable.Range(0, 2 * p.CellsPerSide)
               select Code((((int)(Path(leaf, p.Columns) - Path(leaf, 0)).Floor() + p.Columns) / 2 >> plane) % 2 == 1),
        ];
        _network = open.With(codes);

        ushort Code(bool bit) => (ushort)sign[bit ? 1 : -1][0];
    }

    /// <summary>The height of the network.</summary>
    public Rational At(Rational x) => (ExactEvaluator.Evaluate(_network, [x])[0] + (Rational)_p.Norm) / _p.Step;

    /// <summary>The leaf whose cell begins so many cells right of the middle.</summary>
    public int Leaf(int cell) => cell >= 0 ? _p.CellsPerSide + cell : -1 - cell;

    /// <summary>Where z is so many pieces in a cell, if that is in the domain.</summary>
    public Rational? Place(int leaf, Rational z)
    {
        (int side, int number) = (leaf / _p.CellsPerSide, leaf % _p.CellsPerSide);
        Rational centre = _p.Columns * (number + 1 - (number % 2));
        Rational x = (Rational)Dyadic.Half + ((side == 0 ? -1 : 1) * (centre + ((number % 2 == 0 ? -1 : 1) * z)) * _p.Piece);
        return x.Sign >= 0 && x <= 1 ? x : null;
    }

    /// <summary>The height of the path of a cell, z pieces from the centre of its pair.</summary>
    public Rational Path(int leaf, Rational z)
    {
        int pairs = (_p.CellsPerSide + 1) / 2;
        Rational height = Rational.Create(2 * _values[(leaf / _p.CellsPerSide * pairs) + (leaf % _p.CellsPerSide / 2)], 1);
        for (int k = 0; z > k; k++)
        {
            Rational part = z - k;
            height += _signs.GetValueOrDefault((leaf, k)) * (part < 1 ? part : 1);
        }

        return height;
    }
}
