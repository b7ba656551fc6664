using System.Numerics;

namespace QuantRelu.Analysis.Regions;

/// <summary>
/// A network's values from its kinks: at a point, exactly or in doubles, and the interval of all values on the unit box that intervals of kinks give.
/// </summary>
/// <remarks>
/// In doubles kink i is V_i 2^-e_i with |V_i| ≤ 2^e_i on the unit box, so that nothing overflows, however many digits the integers have.
/// </remarks>
internal sealed class KinkValues
{
    private readonly KinkNetwork _network;
    private readonly double[] _direct;
    private readonly int[] _end;
    private readonly int[] _readers;
    private readonly double[] _weights;
    private readonly double _unit;

    /// <summary>The values of a network.</summary>
    public KinkValues(KinkNetwork network)
    {
        _network = network;
        (BigInteger low, BigInteger high, int[] exponents) = Ranges(network);
        Range = (Rational.Create(low, 1) / network.Scale, Rational.Create(high, 1) / network.Scale);
        int count = network.Forms.Length, at = 0;
        (_direct, _end) = (new double[4 * count], new int[count]);
        (_readers, _weights) = (new int[network.Connections], new double[network.Connections]);
        for (int i = 0; i < count; i++)
        {
            SpaceForm<BigInteger> form = network.Forms[i];
            (_direct[4 * i], _direct[(4 * i) + 1]) = (Near(form.X, -exponents[i]), Near(form.Y, -exponents[i]));
            (_direct[(4 * i) + 2], _direct[(4 * i) + 3]) = (Near(form.Z, -exponents[i]), Near(form.One, -exponents[i]));
            foreach ((int reader, BigInteger weight) in network.Readers[i])
            {
                (_readers[at], _weights[at++]) = (reader, Near(weight, exponents[i] - exponents[reader]));
            }

            _end[i] = at;
        }

        _unit = (double)(Rational.Create(BigInteger.One << exponents[^1], 1) / network.Scale);
    }

    /// <summary>An interval that holds all values on the unit box.</summary>
    public (Rational Low, Rational High) Range { get; }

    /// <summary>The network at a point in doubles, each operation rounded.</summary>
    /// <param name="u">The point.</param>
    /// <param name="values">Room for one number per kink.</param>
    public double At(ReadOnlySpan<double> u, Span<double> values)
    {
        values.Clear();
        (double x, double y, double z) = (u[0], u.Length > 1 ? u[1] : 0, u.Length > 2 ? u[2] : 0);
        int at = 0;
        double value = 0;
        for (int i = 0; i < _end.Length; i++)
        {
            value = values[i] + (_direct[4 * i] * x) + (_direct[(4 * i) + 1] * y) + (_direct[(4 * i) + 2] * z) + _direct[(4 * i) + 3];
            if (_network.Rectified[i] && value <= 0)
            {
                at = _end[i];
                continue;
            }

            for (; at < _end[i]; at++)
            {
                values[_readers[at]] += _weights[at] * value;
            }
        }

        return value * _unit;
    }

    /// <summary>How many numbers an evaluation needs room for.</summary>
    public int Count => _end.Length;

    /// <summary>The network at a point.</summary>
    public Rational ExactlyAt(ReadOnlySpan<Rational> u)
    {
        var place = HomogeneousPoint.Of(u);
        var values = new BigInteger[Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] += _network.Forms[i].TimesWeight(place);
            if (_network.Rectified[i] && values[i].Sign <= 0)
            {
                continue;
            }

            foreach ((int reader, BigInteger weight) in _network.Readers[i])
            {
                values[reader] += weight * values[i];
            }
        }

        return Rational.Create(values[^1], place.Exact.One) / _network.Scale;
    }

    // Of the output, and for each kink the exponent of a power of two that no value is above.
    private static (BigInteger Low, BigInteger High, int[] Exponents) Ranges(KinkNetwork network)
    {
        int count = network.Forms.Length;
        (BigInteger[] lows, BigInteger[] highs, int[] exponents) = (new BigInteger[count], new BigInteger[count], new int[count]);
        for (int i = 0; i < count; i++)
        {
            SpaceForm<BigInteger> f = network.Forms[i];
            BigInteger low = lows[i] + f.One + BigInteger.Min(f.X, 0) + BigInteger.Min(f.Y, 0) + BigInteger.Min(f.Z, 0);
            BigInteger high = highs[i] + f.One + BigInteger.Max(f.X, 0) + BigInteger.Max(f.Y, 0) + BigInteger.Max(f.Z, 0);
            (low, high) = network.Rectified[i] ? (BigInteger.Max(low, 0), BigInteger.Max(high, 0)) : (low, high);
            (lows[i], highs[i]) = (low, high);
            exponents[i] = (int)BigInteger.Max(BigInteger.Abs(low), BigInteger.Abs(high)).GetBitLength();
            foreach ((int reader, BigInteger weight) in network.Readers[i])
            {
                lows[reader] += weight * (weight.Sign > 0 ? low : high);
                highs[reader] += weight * (weight.Sign > 0 ? high : low);
            }
        }

        return (lows[^1], highs[^1], exponents);
    }

    // value 2^exponent.
    private static double Near(BigInteger value, int exponent)
    {
        int drop = Math.Max(0, (int)BigInteger.Abs(value).GetBitLength() - 64);
        return Math.ScaleB((double)(value >> drop), drop + exponent);
    }
}
