using System.Numerics;

namespace QuantRelu.Evaluation;

/// <summary>
/// Values of units at a chunk of points: one row per unit, one column per point, rows padded to whole vectors. It is used again for the next chunk.
/// </summary>
internal sealed class PointValues
{
    private readonly double[][] _rows;

    /// <summary>Zero values of some units, with room for a number of points.</summary>
    public PointValues(long units, int capacity)
    {
        _rows = new double[checked((int)units)][];
        Capacity = Points = capacity;
        for (int i = 0; i < _rows.Length; i++)
        {
            _rows[i] = new double[Stride];
        }
    }

    /// <summary>Number of units.</summary>
    public int Units => _rows.Length;

    /// <summary>How many points there is room for.</summary>
    public int Capacity { get; }

    /// <summary>Number of points.</summary>
    public int Points { get; private set; }

    /// <summary>Length of the part of a row that is in use, a multiple of the vector length.</summary>
    public int Stride => (Points + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;

    /// <summary>Makes all values zero, for a number of points that there is room for.</summary>
    public void Clear(int points)
    {
        Points = points;
        foreach (double[] row in _rows)
        {
            row.AsSpan(0, Stride).Clear();
        }
    }

    /// <summary>The values of one unit.</summary>
    public double[] Row(long unit) => _rows[unit];
}
