using System.Numerics;
using QuantRelu.Certification.SeveralDimensions;
using QuantRelu.Numerics;

namespace QuantRelu.Certification.Grids;

/// <summary>The values of functions and monomials at vertices, ready to be added up with the weights of many cells.</summary>
internal sealed class VertexTable
{
    private readonly RegionVertices _vertices;
    private readonly int _width;
    private readonly double[] _values;

    /// <summary>The table.</summary>
    /// <param name="vertices">The vertices.</param>
    /// <param name="functions">How many functions there are.</param>
    /// <param name="space">The monomials.</param>
    public VertexTable(RegionVertices vertices, int functions, ModelSpace space)
    {
        int count = vertices.Vertices.Length, lanes = Vector<double>.Count;
        _vertices = vertices;
        _width = (count + lanes - 1) / lanes * lanes;
        _values = new double[(functions + space.Count) * _width];
        for (int i = 0; i < functions; i++)
        {
            vertices.Values.AsSpan(i * count, count).CopyTo(_values.AsSpan(i * _width));
        }

        for (int v = 0; v < count; v++)
        {
            for (int i = 0; i < space.Count; i++)
            {
                _values[((functions + i) * _width) + v] = Monomial(space.Monomials[i], v);
            }
        }
    }

    /// <summary>An upper bound of |e| on a cell, and the greatest |e| that is proved at a vertex.</summary>
    public (double Upper, double Lower, int Vertex) Bound(CellError error)
    {
        double[] sums = new double[_width];
        for (int i = 0; i < error.Weights.Length; i++)
        {
            if (error.Weights[i] == 0)
            {
                continue;
            }

            var weight = new Vector<double>(error.Weights[i]);
            ReadOnlySpan<double> row = _values.AsSpan(i * _width, _width);
            for (int v = 0; v < sums.Length; v += Vector<double>.Count)
            {
                (new Vector<double>(sums, v) + (weight * new Vector<double>(row[v..]))).CopyTo(sums, v);
            }
        }

        int least = 0, most = 0;
        for (int v = 1; v < _vertices.Vertices.Length; v++)
        {
            least = sums[v] < sums[least] ? v : least;
            most = sums[v] > sums[most] ? v : most;
        }

        double upper = Math.Max(sums[most] + error.BendBelow(_vertices.Reach), error.BendAbove(_vertices.Reach) - sums[least]) + error.Noise;
        (double lower, int at) = sums[most] > -sums[least] ? (sums[most], most) : (-sums[least], least);
        return (Math.BitIncrement(upper * (1 + (4 * PolynomialModel.Epsilon))), Math.Max(0, Math.BitDecrement(lower - error.Noise)), at);
    }

    private double Monomial(MultiIndex exponents, int vertex)
    {
        double product = 1;
        for (int k = 0; k < exponents.Entries.Length; k++)
        {
            double s = (2 * _vertices.Vertices[vertex].Near(k)) - 1;
            for (int e = 0; e < exponents.Entries[k]; e++)
            {
                product *= s;
            }
        }

        return product;
    }
}
