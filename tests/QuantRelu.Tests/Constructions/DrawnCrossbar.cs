using QuantRelu.Circuits;
using QuantRelu.Constructions.Crossbar;
using QuantRelu.Graph;

namespace QuantRelu.Tests.Constructions;

/// <summary>A crossbar whose digits are drawn at random, and the paths that they stand for, from the words alone. Heights are in steps above -M.</summary>
internal sealed class DrawnCrossbar
{
    private readonly CrossbarParameters _p;
    private readonly DigitColumns _kind;
    private readonly Network _network;
    private readonly Dictionary<(int Leaf, int Column), Rational> _digits = [];
    private readonly long[] _values;

    public DrawnCrossbar(CrossbarParameters p, int seed)
    {
        (_p, _kind) = (p, (DigitColumns)p.Kind);
        CrossbarSkeleton skeleton = CrossbarSearch.Final(p);
        OpenNetwork open = CrossbarCases.Open(p, skeleton);
        Codebook codebook = open.Topology.Codebook;
        var draw = new Random(seed);
        Rational[] digits = [-Dyadic.Half, _kind.Low, _kind.High, Dyadic.Half];
        var codes = new Dictionary<string, ImmutableArray<ushort>>();
        foreach ((ColumnFamily family, int i) in skeleton.Columns.Stored.Select((f, i) => (f, i)))
        {
            int[] cells = [.. family.CellsOf(p)];
            var bank = ImmutableArray.CreateBuilder<ushort>();
            foreach (int column in Enumerable.Range(family.Range.Begin, family.Range.Count))
            {
                foreach (int cell in cells)
                {
                    _digits[(cell, column)] = digits[draw.Next(4)];
                    bank.Add((ushort)codebook.CodeOf(_digits[(cell, column)]));
                }
            }

            codes[CrossbarCircuit.Columns(i)] = bank.ToImmutable();
        }

        // High enough that no path goes below -M, and near each other as those of a function are.
        long middle = (long)ValueTable.MostValue(p) / 2;
        _values = [.. Enumerable.Range(0, 2 * ((p.CellsPerSide + 1) / 2)).Select(_ => middle + draw.Next(-1, 2))];
        SwitchCodes sign = codebook.SwitchOf(SwitchKind.Sign);
        codes[CrossbarCircuit.Values] = [.. new CrossbarCodes(p, skeleton, null!).Planes(_values).Select(bit => (ushort)sign[bit ? 1 : -1][0])];
        _network = open.With(codes);
    }

    /// <summary>The height of the network.</summary>
    public Rational At(Rational x) => (ExactEvaluator.Evaluate(_network, [x])[0] + (Rational)_p.Norm) / _p.Step;

    /// <summary>The leaf whose cell begins so many cells right of the middle.</summary>
    public int Leaf(int cell) => cell >= 0 ? _p.CellsPerSide + cell : -1 - cell;

    /// <summary>Where z is so many pieces in a cell, if that is in the domain and the cell reaches so far.</summary>
    public Rational? Place(int leaf, Rational z)
    {
        (int side, int number) = (leaf / _p.CellsPerSide, leaf % _p.CellsPerSide);
        Rational centre = _p.Columns * (number + 1 - (number % 2));
        Rational x = (Rational)Dyadic.Half + ((side == 0 ? -1 : 1) * (centre + ((number % 2 == 0 ? -1 : 1) * z)) * _p.Piece);
        return x.Sign >= 0 && x <= 1 ? x : null;
    }

    /// <summary>The height of the path of a cell, z pieces from the centre of its pair; a column that does not read the cell stores 0.</summary>
    public Rational Path(int leaf, Rational z)
    {
        int pairs = (_p.CellsPerSide + 1) / 2;
        Rational height = Rational.Create(2 * _values[(leaf / _p.CellsPerSide * pairs) + (leaf % _p.CellsPerSide / 2)], 1);
        for (int k = 0; z > 2 * k; k++)
        {
            Rational digit = _digits.GetValueOrDefault((leaf, k)), part = z - (2 * k);
            height += Word(_kind, digit, part < 2 ? part : 2);
        }

        return height;
    }

    /// <summary>The word of a digit after so many of its two pieces: it climbs, falls by 1 - 2w from A on, and climbs again.</summary>
    public static Rational Word(DigitColumns kind, Rational digit, Rational pieces)
    {
        Rational from = digit <= kind.Low ? 0 : digit < kind.High ? (Rational)Dyadic.PowerOfTwo(kind.LogSlope) * (digit - kind.Low) : kind.Turn;
        Rational fallen = pieces - from, all = 1 - (2 * digit);
        return pieces - (2 * (fallen.Sign < 0 ? 0 : fallen < all ? fallen : all));
    }
}
