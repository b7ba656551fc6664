using QuantRelu.Circuits;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>
/// What the columns of a crossbar store, one weight for each cell: the words of which paths consist, how far such a path is from its function, and how a
/// column becomes a part of the path. A kind is a value; what it adds to a network is its <see cref="ColumnPlan"/>.
/// </summary>
internal abstract record ColumnKind
{
    /// <summary>How many pieces of the path a column is for.</summary>
    public abstract int Pieces { get; }

    /// <summary>How far a path is from its function at most, in steps s.</summary>
    public abstract Rational PathError { get; }

    /// <summary>The local coordinate is 2^-LogScale times that of columns of signs.</summary>
    public abstract int LogScale { get; }

    /// <summary>By how many layers columns read the local coordinate later than columns of signs do.</summary>
    public abstract int Delay { get; }

    /// <summary>How much less than the indicators the least constant of the columns is, two layers behind them: an exponent of two.</summary>
    /// <param name="parameters">The parameters.</param>
    public abstract int LogConstants(CrossbarParameters parameters);

    /// <summary>Whether a cell stores where its path ends, too: then it has no pieces beyond its end and all columns from its beginning on.</summary>
    public virtual bool StoresEnds => false;

    /// <summary>How much smaller than 1/2 the small weights are that values may be read with: an exponent of two, 0 where there are none.</summary>
    public abstract int SmallWeights { get; }

    /// <summary>The weight values that it is realized over, and the precision to which they are wanted.</summary>
    /// <param name="asked">The weight values that are asked for.</param>
    public abstract (CodebookFamily Family, int Precision) Values(CodebookFamily asked);

    /// <summary>About how many weights columns take beyond those that store something.</summary>
    public abstract double Estimate(CrossbarParameters parameters);

    /// <summary>Adds columns to a plan; null when the parameters leave no room for them.</summary>
    /// <param name="frame">The plan.</param>
    /// <param name="leaves">The indicators of cells.</param>
    /// <param name="z">The local coordinate.</param>
    /// <param name="sums">The sums that are known.</param>
    public abstract ColumnPlan? Plan(CrossbarFrame frame, PlannedUnit leaves, PlannedUnit z, KnownSums sums);

    /// <summary>How the words for a target are found.</summary>
    /// <param name="codebook">The codebook of the network.</param>
    public abstract IPathWriter Writer(Codebook codebook);
}

/// <summary>A family of columns that read the same cells.</summary>
/// <param name="Unit">The columns.</param>
/// <param name="Range">Their numbers.</param>
/// <param name="Whole">Whether they read all cells but the last on either side.</param>
/// <param name="Last">Whether they read those.</param>
internal sealed record ColumnFamily(PlannedUnit Unit, ColumnRange Range, bool Whole, bool Last)
{
    /// <summary>The leaves that they read, ascending.</summary>
    public IEnumerable<int> CellsOf(CrossbarParameters parameters)
    {
        int side = parameters.CellsPerSide;
        return Enumerable.Range(0, 2 * side).Where(leaf => leaf % side == side - 1 ? Last : Whole);
    }
}
