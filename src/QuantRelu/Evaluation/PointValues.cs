using System.Numerics;

namespace QuantRelu.Evaluation;

/// <summary>Values of units at a chunk of points: one row per unit, one column per point, rows padded to whole vectors.</summary>
internal sealed class PointValues
{
    private readonly double[][] _rows;

    /// <summary>Zero values.</summary>
    public PointValues(long units, int points)
    {
        Points = points;
        Stride = (points + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        _rows = new double[checked((int)units)][];
        for (int i = 0; i < _rows.Length; i++)
        {
            _rows[i] = new double[Stride];
        }
    }

    /// <summary>Number of points.</summary>
    public int Points { get; }

    /// <summary>Length of a row, a multiple of the vector length.</summary>
    public int Stride { get; }

    /// <summary>The values of one unit.</summary>
    public double[] Row(long unit) => _rows[unit];
}
