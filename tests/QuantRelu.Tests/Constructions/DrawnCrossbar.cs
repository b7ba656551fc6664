using QuantRelu.Circuits;
using QuantRelu.Constructions.Crossbar;
using QuantRelu.Graph;

namespace QuantRelu.Tests.Constructions;

/// <summary>A crossbar whose digits are drawn at random, and the paths that they stand for, from the words alone. Heights are in steps above -M.</summary>
internal sealed class DrawnCrossbar : DrawnPaths
{
    private readonly DigitColumns _kind;
    private readonly Dictionary<(int Leaf, int Column), Rational> _digits = [];

    public DrawnCrossbar(CrossbarParameters p, int seed)
        : this(p, new Random(seed))
    {
    }

    private DrawnCrossbar(CrossbarParameters p, Random draw)
        : base(p, draw)
    {
        _kind = (DigitColumns)p.Kind;
        CrossbarSkeleton skeleton = CrossbarSearch.Final(p);
        OpenNetwork open = CrossbarCases.Open(p, skeleton);
        Codebook codebook = open.Topology.Codebook;
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

        SwitchCodes sign = codebook.SwitchOf(SwitchKind.Sign);
        codes[CrossbarCircuit.Values] = [.. new CrossbarCodes(p, skeleton, null!).Planes(Values).Select(bit => (ushort)sign[bit ? 1 : -1][0])];
        Network = open.With(codes);
    }

    /// <inheritdoc/>
    protected override Network Network { get; }

    /// <inheritdoc/>
    protected override Rational Climbed(int leaf, Rational z)
    {
        Rational height = 0;
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
