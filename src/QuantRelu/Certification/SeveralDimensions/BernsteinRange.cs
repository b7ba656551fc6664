using QuantRelu.Numerics;

namespace QuantRelu.Certification.SeveralDimensions;

/// <summary>
/// The range of a polynomial on [-1, 1]^d from its coefficients in the Bernstein basis, which enclose it, and are attained at the corners: for
/// (1 + s)(1 + s')/4, a product of two hats, the range [0, 1] is exact, where magnitudes of coefficients would give [-1/2, 1].
/// </summary>
/// <remarks>
/// s^j = Σ_i M_ij B_i^n(s) with M_ij the coefficient of z^i in (z-1)^j (z+1)^(n-j) over C(n, i), at most 1 in absolute value, so that d
/// transformations of n + 1 terms each round by at most d(n+3)·2^-52 Σ|coefficients|.
/// </remarks>
internal static class BernsteinRange
{
    // Larger tensors than this cost more than they gain.
    private const int MostTerms = 4096;
    private const int MostDegree = 8;
    private static readonly double[][] Matrices = [.. Enumerable.Range(0, MostDegree + 1).Select(Matrix)];

    /// <summary>Bounds of the polynomial, but for rounding; false when there would be too many terms.</summary>
    public static bool TryBound(ModelSpace space, ReadOnlySpan<double> coefficients, out double low, out double high)
    {
        (low, high) = (0, 0);
        int d = space.Axes.Length;
        Span<int> degrees = stackalloc int[d];
        int terms = Degrees(space, coefficients, degrees);
        if (terms > MostTerms)
        {
            return false;
        }

        Span<double> tensor = terms <= 256 ? stackalloc double[terms] : new double[terms];
        Fill(space, coefficients, degrees, tensor);
        int stride = 1;
        for (int k = d - 1; k >= 0; k--)
        {
            Transform(tensor, stride, degrees[k]);
            stride *= degrees[k] + 1;
        }

        (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in tensor)
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        return true;
    }

    // The degree in each variable; returns the size of the tensor.
    private static int Degrees(ModelSpace space, ReadOnlySpan<double> coefficients, Span<int> degrees)
    {
        degrees.Clear();
        for (int i = 1; i < coefficients.Length; i++)
        {
            ReadOnlySpan<int> exponents = coefficients[i] == 0 ? [] : space.Monomials[i].Entries;
            for (int k = 0; k < exponents.Length; k++)
            {
                degrees[k] = Math.Max(degrees[k], exponents[k]);
            }
        }

        long terms = 1;
        foreach (int degree in degrees)
        {
            terms = degree > MostDegree ? int.MaxValue : Math.Min(terms * (degree + 1), int.MaxValue);
        }

        return (int)terms;
    }

    private static void Fill(ModelSpace space, ReadOnlySpan<double> coefficients, ReadOnlySpan<int> degrees, Span<double> tensor)
    {
        tensor.Clear();
        for (int i = 0; i < coefficients.Length; i++)
        {
            if (coefficients[i] != 0)
            {
                ReadOnlySpan<int> exponents = space.Monomials[i].Entries;
                int at = 0;
                for (int k = 0; k < degrees.Length; k++)
                {
                    at = (at * (degrees[k] + 1)) + exponents[k];
                }

                tensor[at] = coefficients[i];
            }
        }
    }

    private static void Transform(Span<double> tensor, int stride, int degree)
    {
        if (degree == 0)
        {
            return;
        }

        double[] matrix = Matrices[degree];
        Span<double> line = stackalloc double[MostDegree + 1];
        int block = stride * (degree + 1);
        for (int start = 0; start < tensor.Length; start += block)
        {
            for (int offset = start; offset < start + stride; offset++)
            {
                for (int i = 0; i <= degree; i++)
                {
                    double sum = 0;
                    for (int j = 0; j <= degree; j++)
                    {
                        sum += matrix[(i * (degree + 1)) + j] * tensor[offset + (j * stride)];
                    }

                    line[i] = sum;
                }

                for (int i = 0; i <= degree; i++)
                {
                    tensor[offset + (i * stride)] = line[i];
                }
            }
        }
    }

    // Row i, column j: M_ij.
    private static double[] Matrix(int n)
    {
        var matrix = new double[(n + 1) * (n + 1)];
        for (int j = 0; j <= n; j++)
        {
            double[] product = [1];
            for (int factor = 0; factor < n; factor++)
            {
                int constant = factor < j ? -1 : 1;
                product = [.. Enumerable.Range(0, product.Length + 1)
                    .Select(i => (i < product.Length ? constant * product[i] : 0) + (i > 0 ? product[i - 1] : 0))];
            }

            for (int i = 0; i <= n; i++)
            {
                matrix[(i * (n + 1)) + j] = product[i] / (double)Binomial.Of(n, i);
            }
        }

        return matrix;
    }
}
