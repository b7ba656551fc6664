using System.Numerics;
using QuantRelu.Certification.SeveralDimensions;

namespace QuantRelu.Certification.Grids;

/// <summary>Polynomial models of functions on a box, ready to be added up with the weights of many cells.</summary>
internal sealed class FunctionModels
{
    private readonly ModelSpace _space;
    private readonly double[] _coefficients;
    private readonly double[] _radii;
    private readonly double[] _sizes;
    private readonly int _width;

    /// <summary>Models of functions in one space.</summary>
    public FunctionModels(ModelSpace space, IReadOnlyList<PolynomialModel> models)
    {
        _space = space;
        _width = (space.Count + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        _coefficients = new double[models.Count * _width];
        _radii = [.. models.Select(m => m.Radius)];
        _sizes = [.. models.Select(m => m.Magnitude() * (1 + (64 * PolynomialModel.Epsilon)))];
        for (int i = 0; i < models.Count; i++)
        {
            models[i].Coefficients.CopyTo(_coefficients.AsSpan(i * _width));
        }
    }

    /// <summary>A bound for the absolute value of each function.</summary>
    public IEnumerable<double> Bounds => _sizes.Zip(_radii, (s, r) => (s + r) * (1 + (4 * PolynomialModel.Epsilon)));

    /// <summary>A bound for |Σ w_i g_i|, where the weights may be off by errors.</summary>
    public double Bound(ReadOnlySpan<double> weights, ReadOnlySpan<double> errors)
    {
        Span<double> sum = stackalloc double[_width];
        sum.Clear();
        double radius = 0, size = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            double weight = weights[i], magnitude = Math.Abs(weight);
            if (weight == 0 && errors[i] == 0)
            {
                continue;
            }

            Add(weight, _coefficients.AsSpan(i * _width, _width), sum);
            radius += ((magnitude + errors[i]) * _radii[i]) + (errors[i] * _sizes[i]);
            size += magnitude * _sizes[i];
        }

        // A sum of n products errs by less than (n + 2)·2^-52 of the magnitudes, and so do the sums of radii.
        double rounding = (weights.Length + 8) * PolynomialModel.Epsilon;
        radius = (radius * (1 + (4 * rounding))) + (2 * rounding * size) + double.Epsilon;
        (double low, double high) = PolynomialModel.Of(_space, sum[.._space.Count].ToArray(), radius).Range();
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
