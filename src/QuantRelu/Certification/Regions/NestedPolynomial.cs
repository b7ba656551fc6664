using QuantRelu.Numerics;

namespace QuantRelu.Certification.Regions;

/// <summary>A polynomial in one to three variables, its coefficients in the order in which nested Horner schemes need them.</summary>
internal sealed class NestedPolynomial
{
    private readonly int _dimension;
    private readonly int _degree;
    private readonly double[] _coefficients;

    /// <summary>Σ c_α t^α over |α| ≤ degree.</summary>
    /// <param name="dimension">The number of variables.</param>
    /// <param name="degree">The degree.</param>
    /// <param name="coefficient">c_α.</param>
    public NestedPolynomial(int dimension, int degree, Func<MultiIndex, double> coefficient)
    {
        (_dimension, _degree) = (dimension, degree);
        var ordered = new List<double>();
        var exponents = new int[dimension];
        void Add(int axis, int left)
        {
            for (exponents[axis] = left; exponents[axis] >= 0; exponents[axis]--)
            {
                if (axis == dimension - 1)
                {
                    ordered.Add(coefficient(new MultiIndex(exponents)));
                }
                else
                {
                    Add(axis + 1, left - exponents[axis]);
                }
            }

            exponents[axis] = 0;
        }

        Add(0, degree);
        _coefficients = [.. ordered];
    }

    /// <summary>The value at t.</summary>
    public double At(ReadOnlySpan<double> t)
    {
        int at = 0;
        return _dimension switch
        {
            1 => Line(t[0], _degree, ref at),
            2 => Plane(t[0], t[1], _degree, ref at),
            _ => Space(t[0], t[1], t[2], ref at),
        };
    }

    private double Space(double x, double y, double z, ref int at)
    {
        double sum = 0;
        for (int i = _degree; i >= 0; i--)
        {
            sum = (sum * x) + Plane(y, z, _degree - i, ref at);
        }

        return sum;
    }

    private double Plane(double x, double y, int degree, ref int at)
    {
        double sum = 0;
        for (int i = degree; i >= 0; i--)
        {
            sum = (sum * x) + Line(y, degree - i, ref at);
        }

        return sum;
    }

    private double Line(double x, int degree, ref int at)
    {
        double sum = 0;
        for (int i = degree; i >= 0; i--)
        {
            sum = (sum * x) + _coefficients[at++];
        }

        return sum;
    }
}
