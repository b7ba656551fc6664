using System.Numerics;
using QuantRelu.Certification.SeveralDimensions;

namespace QuantRelu.Certification.Grids;

/// <summary>
/// Polynomial models of functions on a box, ready to be added up with the weights of many cells. What functions have of one residue is added up before
/// its magnitude is taken, for products of neighbouring terms begin with the same squarers.
/// </summary>
internal sealed class FunctionModels
{
    private readonly ModelSpace _space;
    private readonly int _width;
    private readonly int _residues;
    private readonly double[] _rows;
    private readonly double[] _radii;
    private readonly double[] _sizes;

    /// <summary>Models of functions in one space.</summary>
    public FunctionModels(ModelSpace space, IReadOnlyList<PolynomialModel> models)
    {
        _space = space;
        _residues = models.Max(m => m.Residues.Length);
        _width = (space.Count + _residues + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        _rows = new double[models.Count * _width];
        _radii = [.. models.Select(m => m.Radius)];
        _sizes = [.. models.Select(m => (m.Magnitude() * (1 + (64 * PolynomialModel.Epsilon))) + m.ResidueSize)];
        for (int i = 0; i < models.Count; i++)
        {
            models[i].Coefficients.CopyTo(_rows.AsSpan(i * _width));
            models[i].Residues.CopyTo(_rows.AsSpan((i * _width) + space.Count));
        }
    }

    /// <summary>A bound for the absolute value of each function.</summary>
    public IEnumerable<double> Bounds => _sizes.Zip(_radii, (s, r) => (s + r) * (1 + (4 * PolynomialModel.Epsilon)));

    /// <summary>A bound for |Σ w_i g_i|, where the weights may be off by errors.</summary>
    public double Bound(ReadOnlySpan<double> weights, ReadOnlySpan<double> errors)
    {
        double[] sum = new double[_width];
        double radius = 0, size = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            double weight = weights[i], magnitude = Math.Abs(weight);
            if (weight == 0 && errors[i] == 0)
            {
                continue;
            }

            Add(weight, _rows.AsSpan(i * _width, _width), sum);
            radius += ((magnitude + errors[i]) * _radii[i]) + (errors[i] * _sizes[i]);
            size += magnitude * _sizes[i];
        }

        foreach (double share in sum.AsSpan(_space.Count, _residues))
        {
            radius += Math.Abs(share);
        }

        // A sum of n products errs by less than (n + 2)·2^-52 of the magnitudes, and so do the sums of radii, which have one for each residue besides.
        double rounding = (weights.Length + _residues + 8) * PolynomialModel.Epsilon;
        radius = (radius * (1 + (4 * rounding))) + (2 * rounding * size) + double.Epsilon;
        (double low, double high) = PolynomialModel.Of(_space, sum[.._space.Count], radius).Range();
        return Math.BitIncrement(Math.Max(Math.Abs(low), Math.Abs(high)));
    }

    private static void Add(double weight, ReadOnlySpan<double> row, Span<double> sum)
    {
        var factor = new Vector<double>(weight);
        for (int k = 0; k < row.Length; k += Vector<double>.Count)
        {
            (new Vector<double>(sum[k..]) + (factor * new Vector<double>(row[k..]))).CopyTo(sum[k..]);
        }
    }
}
