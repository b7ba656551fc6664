namespace QuantRelu.Numerics;

/// <summary>Conversion of exact numbers to doubles on a known side: a bound that is printed stays a bound.</summary>
public static class DirectedRounding
{
    /// <summary>The largest double that is not above the number.</summary>
    public static double Down(Dyadic value)
    {
        double nearest = (double)value;
        return double.IsFinite(nearest) && Dyadic.FromDouble(nearest) <= value ? nearest : Math.BitDecrement(nearest);
    }

    /// <summary>The smallest double that is not below the number.</summary>
    public static double Up(Dyadic value) => 0 - Down(-value);

    /// <summary>The largest double that is not above the number.</summary>
    public static double Down(Rational value)
    {
        double nearest = (double)value;
        return double.IsFinite(nearest) && (Rational)Dyadic.FromDouble(nearest) <= value ? nearest : Math.BitDecrement(nearest);
    }

    /// <summary>The smallest double that is not below the number.</summary>
    public static double Up(Rational value) => 0 - Down(-value);
}
