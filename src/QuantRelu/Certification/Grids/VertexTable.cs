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
        int count = vertices.Vertices.Length, lanes = 4 * Vector<double>.Count;
        _vertices = vertices;
        _width = (count + lanes - 1) / lanes * lanes;
        _values = new double[(functions + space.Count) * _width];
        for (int i = 0; i < functions; i++)
        {
            vertices.Values.AsSpan(i * count, count).CopyTo(_values.AsSpan(i * _width));
        }

        // Each monomial is one of lower degree times a coordinate.
        Row(functions)[..count].Fill(1);
        for (int i = 1; i < space.Count; i++)
        {
            int axis = space.Monomials[i].Entries.IndexOfAnyExcept(0);
            Span<double> row = Row(functions + i), lower = Row(functions + space.Lower(i, axis));
            for (int v = 0; v < count; v++)
            {
                row[v] = lower[v] * ((2 * vertices.Vertices[v].Near(axis)) - 1);
            }
        }
    }

    /// <summary>An upper bound of |e| on a cell, the greatest |e| that is proved at a vertex, where, and what a value there may be off by.</summary>
    public (double Upper, double Lower, int Vertex, double Noise) Bound(CellError error)
    {
        int count = _vertices.Vertices.Length;
        double[] sums = new double[_width];
        for (int v = 0; v < sums.Length; v += 4 * Vector<double>.Count)
        {
            AddUp(error.Weights, v, sums);
        }

        int least = 0, most = 0;
        for (int v = 1; v < count; v++)
        {
            least = sums[v] < sums[least] ? v : least;
            most = sums[v] > sums[most] ? v : most;
        }

        double noise = error.Noise + error.NoiseOf(_vertices.Sizes);
        double upper = Math.Max(sums[most] + error.BendBelow(_vertices.Reach), error.BendAbove(_vertices.Reach) - sums[least]) + noise;
        (double lower, int at) = sums[most] > -sums[least] ? (sums[most], most) : (-sums[least], least);
        return (Math.BitIncrement(upper * (1 + (4 * PolynomialModel.Epsilon))), Math.Max(0, Math.BitDecrement(lower - noise)), at, noise);
    }

    // Of four vectors of vertices at once, so that their sums stay in registers.
    private void AddUp(ReadOnlySpan<double> weights, int from, double[] sums)
    {
        int lanes = Vector<double>.Count;
        Vector<double> a = default, b = default, c = default, d = default;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] != 0)
            {
                var weight = new Vector<double>(weights[i]);
                ReadOnlySpan<double> row = _values.AsSpan((i * _width) + from, 4 * lanes);
                a += weight * new Vector<double>(row);
                b += weight * new Vector<double>(row[lanes..]);
                c += weight * new Vector<double>(row[(2 * lanes)..]);
                d += weight * new Vector<double>(row[(3 * lanes)..]);
            }
        }

        a.CopyTo(sums, from);
        b.CopyTo(sums, from + lanes);
        c.CopyTo(sums, from + (2 * lanes));
        d.CopyTo(sums, from + (3 * lanes));
    }

    private Span<double> Row(int number) => _values.AsSpan(number * _width, _width);
}
