using QuantRelu.Constructions.Crossbar;

namespace QuantRelu.Tests.Constructions;

/// <summary>
/// A crossbar whose codes are drawn at random, and the paths that they stand for, from what was drawn alone. Heights are in steps above -M.
/// </summary>
internal abstract class DrawnPaths
{
    private readonly CrossbarParameters _p;

    // Of the pairs of cells. High enough that no path goes below -M, and near each other as those of a function are.
    private readonly Lazy<long[]> _values;

    protected DrawnPaths(CrossbarParameters p, Random draw)
    {
        long middle = (long)ValueTable.MostValue(p) / 2;
        _p = p;
        _values = new(() => [.. Enumerable.Range(0, 2 * ((p.CellsPerSide + 1) / 2)).Select(_ => middle + draw.Next(-1, 2))]);
    }

    /// <summary>The network, once it is drawn.</summary>
    protected abstract Network Network { get; }

    /// <summary>Half of the height at the centre of each pair, drawn when it is first asked for: after the columns.</summary>
    protected long[] Values => _values.Value;

    /// <summary>The height of the network.</summary>
    public Rational At(Rational x) => (ExactEvaluator.Evaluate(Network, [x])[0] + (Rational)_p.Norm) / _p.Step;

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
        return Rational.Create(2 * Values[(leaf / _p.CellsPerSide * pairs) + (leaf % _p.CellsPerSide / 2)], 1) + Climbed(leaf, z);
    }

    /// <summary>How far the path of a cell has climbed z pieces from the centre of its pair; a column that does not read the cell stores 0.</summary>
    protected abstract Rational Climbed(int leaf, Rational z);
}
