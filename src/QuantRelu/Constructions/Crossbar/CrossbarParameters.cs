using QuantRelu.Numerics;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>
/// The parameters of a crossbar for functions f on [0, 1] with |f| ≤ M and Lipschitz constant M: lengths are in the coordinate Rx, in which a piece of the
/// path has the length 2^-e, so that every constant of the network is a sum of few powers of two.
/// </summary>
internal sealed record CrossbarParameters
{
    /// <summary>M, the class: |f| ≤ M and |f(x) - f(y)| ≤ M|x - y|.</summary>
    public required Dyadic Norm { get; init; }

    /// <summary>The odd N of the step s = N·2^-E: on every piece the path goes up or down by s.</summary>
    public required long StepFactor { get; init; }

    /// <summary>E of the step.</summary>
    public required int StepExponent { get; init; }

    /// <summary>R, from 1 to below 2.</summary>
    public required Dyadic Stretch { get; init; }

    /// <summary>e: a piece is 2^-e of Rx, 2^-e/R of x.</summary>
    public required int LogPieces { get; init; }

    /// <summary>p: the folds of the coordinate and the levels of the tree of indicators, which has 2^p leaves, at least 2.</summary>
    public required int Levels { get; init; }

    /// <summary>m: pieces of a whole cell.</summary>
    public required int Columns { get; init; }

    /// <summary>a: between two cells the path of the one gives way to that of the other over 2^-a of a piece.</summary>
    public required int LogMargin { get; init; }

    /// <summary>What the columns store.</summary>
    public ColumnKind Kind { get; init; } = SignColumns.Instance;

    /// <summary>G: pens are amplified by 2^G.</summary>
    public int Gain { get; init; }

    /// <summary>
    /// True when x - 1/2 is split by its sign at once, multiplied by R, which then is a product of few small odd numbers, and amplified: fewer layers,
    /// more weights. Otherwise x is held, multiplied by R digit by digit, and amplified by little.
    /// </summary>
    public bool SplitsFirst { get; init; }

    /// <summary>How many layers behind the split amplify by 4; the others amplify by 2.</summary>
    public int FastLayers { get; init; }

    /// <summary>Doublings of Rx while it is held.</summary>
    public int HeldDoublings { get; init; }

    /// <summary>The coefficient in halves of the first fold of the local coordinate.</summary>
    public int FirstFold { get; init; } = 1;

    /// <summary>Columns of one offset: k is written as hL + o, L = 2^this.</summary>
    public int LogOffsets { get; init; }

    /// <summary>Which further tables of values there are: bit k stands for one that is k levels coarser than the pairs of cells.</summary>
    public int CoarserTables { get; init; }

    /// <summary>How many bit planes are added up at once before they join the sum.</summary>
    public int Group { get; init; } = 2;

    /// <summary>Layers beyond the fewest before the indicators.</summary>
    public int Slack { get; init; }

    /// <summary>The most copies of a unit in the sum.</summary>
    public int MostHalves { get; init; } = 32;

    /// <summary>The last layer in which the output may stand.</summary>
    public int MostDepth { get; init; } = FinalGain.AnyNumber;

    /// <summary>s.</summary>
    public Rational Step => Rational.Create(StepFactor, 1) * Dyadic.PowerOfTwo(-StepExponent);

    /// <summary>s(E + 2^-a), E the error of a path in steps: no network of the class errs by more.</summary>
    public Rational Bound => Step * (Kind.PathError + Dyadic.PowerOfTwo(-LogMargin));

    /// <summary>The length of a piece in x, 2^-e/R.</summary>
    public Rational Piece => Dyadic.PowerOfTwo(-LogPieces) / (Rational)Stretch;

    /// <summary>The pieces between the middle of the domain and its end, R·2^(e-1), a fraction of one counted as it is.</summary>
    public Dyadic HalfWidth => Stretch.Scale(LogPieces - 1);

    /// <summary>
    /// Cells on either side of the middle that the domain reaches into, or to within a quarter of a piece of: half widths have few enough digits for doubles.
    /// </summary>
    public int CellsPerSide => (int)Math.Min(1L << (Levels - 1), (long)Math.Ceiling(((double)HalfWidth + 0.25) / Columns));

    /// <summary>Columns of a whole cell.</summary>
    public int WholeCell => Columns / Kind.Pieces;

    /// <summary>The columns of the last cell on either side: it may be cut by the end of the domain, or hold further pieces.</summary>
    public ColumnRange LastCell
    {
        get
        {
            int last = CellsPerSide - 1, width = (int)HalfWidth.ToCeiling(), pieces = Kind.Pieces;
            long centre = (long)Columns * (last + 1 - (last % 2));
            return last % 2 == 1
                ? new ColumnRange(0, (int)Math.Max(0, (width - centre + pieces - 1) / pieces))
                : new ColumnRange(Kind.StoresEnds ? 0 : (int)Math.Max(0, (centre - width) / pieces), WholeCell);
        }
    }

    /// <summary>All columns.</summary>
    public int AllColumns => Math.Max(WholeCell, LastCell.End);

    /// <summary>Nodes of a level of the tree that the domain reaches into.</summary>
    public int Nodes(int level) => level == 0 ? 1 : 2 * (((CellsPerSide - 1) >> (Levels - level)) + 1);

    /// <summary>
    /// Columns that read the same cells, in order: whether they read all cells but the last on either side, and whether they read those.
    /// </summary>
    public IEnumerable<(ColumnRange Range, bool Whole, bool Last)> ColumnRanges()
    {
        int[] ends = [.. new[] { 0, WholeCell, LastCell.Begin, LastCell.End, AllColumns }.Distinct().Order()];
        return ends.Zip(ends.Skip(1), (begin, end) => (new ColumnRange(begin, end), begin < WholeCell, LastCell.Contains(begin)));
    }
}

/// <summary>Columns Begin ≤ k &lt; End.</summary>
internal readonly record struct ColumnRange(int Begin, int End)
{
    /// <summary>How many they are.</summary>
    public int Count => End - Begin;

    /// <summary>Whether a column is one of them.</summary>
    public bool Contains(int column) => column >= Begin && column < End;
}
