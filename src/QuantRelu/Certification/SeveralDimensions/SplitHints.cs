namespace QuantRelu.Certification.SeveralDimensions;

/// <summary>
/// Where a box is best split: at the kink that costs most, if it lies across one axis, for on both sides of it the network is a polynomial model
/// without loss; otherwise across the axis along which most is lost. Losses are compared relative to the size of the values. Functions of many knots,
/// such as squarers, have no kinks in this sense: they bend everywhere.
/// </summary>
internal sealed class SplitHints(ModelSpace space)
{
    private const int FewKnots = 8;
    private const double Margin = 1e-9;
    private readonly double[] _lost = new double[space.Axes.Length];
    private double _most;
    private int _axis = -1;
    private double _position;

    /// <summary>Says that a function of t was enclosed by a parabola.</summary>
    public void Lost(EnclosedFunction function, double low, double high, PolynomialModel t, Parabola parabola)
    {
        double half = (high - low) / 2;
        double loss = parabola.Radius / (Math.Abs(parabola.A) + (half * (Math.Abs(parabola.B) + (half * Math.Abs(parabola.Q)))) + parabola.Radius);
        ReadOnlySpan<double> c = t.Coefficients;
        double all = double.Epsilon;
        for (int k = 0; k < _lost.Length; k++)
        {
            all += Math.Abs(c[space.Axes[k]]);
        }

        for (int k = 0; k < _lost.Length; k++)
        {
            _lost[k] += loss * Math.Abs(c[space.Axes[k]]) / all;
        }

        (int first, int count) = function.Inside(low, high);
        int axis = count > 0 && function.Knots <= FewKnots ? OnlyAxis(c) : -1;
        if (axis >= 0 && loss > _most)
        {
            double middle = c[0];
            double knot = Enumerable.Range(first, count).Select(function.Knot).MinBy(k => Math.Abs(k - middle));
            double s = (knot - middle) / c[space.Axes[axis]];
            if (Math.Abs(s) < 1 - Margin)
            {
                (_most, _axis, _position) = (loss, axis, s);
            }
        }
    }

    /// <summary>Where to split a box.</summary>
    public (int Axis, double At) Split(Box box)
    {
        if (_axis >= 0)
        {
            double at = box.Center[_axis] + (box.Half[_axis] * _position);
            if (at > box.Low[_axis] && at < box.High[_axis])
            {
                return (_axis, at);
            }
        }

        int worst = Array.IndexOf(_lost, _lost.Max());
        return _lost[worst] > 0 ? (worst, box.Center[worst]) : box.Middle();
    }

    // The axis, when t is a line along one.
    private int OnlyAxis(ReadOnlySpan<double> c)
    {
        int only = -1;
        for (int i = 1; i < c.Length; i++)
        {
            int axis = Array.IndexOf(space.Axes, i);
            if (c[i] != 0 && (only >= 0 || axis < 0))
            {
                return -1;
            }

            only = c[i] != 0 ? axis : only;
        }

        return only;
    }
}
