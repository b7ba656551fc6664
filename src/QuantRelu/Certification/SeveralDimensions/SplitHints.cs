namespace QuantRelu.Certification.SeveralDimensions;

/// <summary>
/// Where a box is best split: at the kink across one axis that is next to its middle, for on both sides of it the network is a polynomial model without
/// loss; otherwise its widest side is halved. Functions of many knots, such as squarers, have no kinks in this sense: they bend everywhere.
/// </summary>
internal sealed class SplitHints(ModelSpace space)
{
    private const int FewKnots = 8;
    private const double Margin = 1e-9;
    private int _axis = -1;
    private double _position = 1 - Margin;

    /// <summary>True when a kink lies across an axis.</summary>
    public bool HasKink => _axis >= 0;

    /// <summary>Takes over what others found.</summary>
    public void Add(SplitHints others)
    {
        if (Math.Abs(others._position) < Math.Abs(_position))
        {
            (_axis, _position) = (others._axis, others._position);
        }
    }

    /// <summary>Says that a function of t was enclosed with a loss.</summary>
    public void Lost(EnclosedFunction function, double low, double high, PolynomialModel t)
    {
        ReadOnlySpan<double> c = t.Coefficients;
        (int first, int count) = function.Inside(low, high);
        int axis = count > 0 && function.Knots <= FewKnots ? OnlyAxis(c) : -1;
        for (int i = first; axis >= 0 && i < first + count; i++)
        {
            double s = (function.Knot(i) - c[0]) / c[space.Axes[axis]];
            if (Math.Abs(s) < Math.Abs(_position))
            {
                (_axis, _position) = (axis, s);
            }
        }
    }

    /// <summary>Where to split a box.</summary>
    public (int Axis, double At) Split(Box box)
    {
        double at = HasKink ? box.Center[_axis] + (box.Half[_axis] * _position) : double.NaN;
        return HasKink && at > box.Low[_axis] && at < box.High[_axis] ? (_axis, at) : box.Middle();
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
