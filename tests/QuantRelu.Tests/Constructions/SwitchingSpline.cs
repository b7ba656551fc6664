using CsCheck;

namespace QuantRelu.Tests.Constructions;

/// <summary>
/// Extreme members of the class |f|, |f'|, |f''| ≤ M on [0, 1]: f'' is M or -M on each of 2^log equal intervals, and f(0) and f'(0) are as large as the
/// bounds of f and f' allow. Values are exact in doubles for dyadic points of few bits, and close to them elsewhere.
/// </summary>
internal sealed class SwitchingSpline
{
    private readonly double _norm;
    private readonly double[] _values;
    private readonly double[] _slopes;
    private readonly bool[] _up;

    private SwitchingSpline(double norm, bool[] up, bool high)
    {
        (_norm, _up) = (norm, up);
        _values = new double[up.Length + 1];
        _slopes = new double[up.Length + 1];
        double width = 1.0 / up.Length;
        for (int pass = 0; pass < 2; pass++)
        {
            // The first pass begins at 0, the second so far up or down that f reaches M, or -M.
            for (int i = 0; i < up.Length; i++)
            {
                double curvature = up[i] ? norm : -norm;
                _slopes[i + 1] = _slopes[i] + (curvature * width);
                _values[i + 1] = _values[i] + (_slopes[i] * width) + (curvature * width * width / 2);
            }

            if (pass == 0)
            {
                double[] values = [0, .. Enumerable.Range(0, 257).Select(k => Value(k / 256.0))];
                (double lowest, double highest) = (values.Min(), values.Max());
                _values[0] = high ? norm - highest - (norm / 1024) : -norm - lowest + (norm / 1024);
            }
        }
    }

    public static Gen<SwitchingSpline> Of(double norm, int log) =>
        Gen.Select(Gen.Bool.Array[1 << log], Gen.Bool).Select((up, high) => new SwitchingSpline(norm, up, high));

    /// <summary>f'' the same everywhere: the interpolant errs by its whole bound in the middle of every cell.</summary>
    public static SwitchingSpline Parabola(double norm, bool up) => new(norm, [up], !up);

    public double Value(double x)
    {
        int i = Math.Min(_up.Length - 1, (int)(x * _up.Length));
        double t = x - ((double)i / _up.Length);
        return _values[i] + (_slopes[i] * t) + ((_up[i] ? _norm : -_norm) * t * t / 2);
    }

    public Target Target => Target.FromDelegate("spline", 1, new DelegateFunction(1, (x, k) => k[0] == 0 ? Value(x[0]) : Slope(x[0]), 1)
    {
        DerivativeBounds = [_norm, _norm],
    });

    private double Slope(double x)
    {
        int i = Math.Min(_up.Length - 1, (int)(x * _up.Length));
        return _slopes[i] + ((_up[i] ? _norm : -_norm) * (x - ((double)i / _up.Length)));
    }
}
