namespace QuantRelu.Constructions.Hinges;

/// <summary>
/// Numbers drawn from a seed: the same on every machine, whatever the version of the runtime (xorshift, G. Marsaglia, 2003). The logarithm is a sum of
/// products, so that it has no rounding of a library's own.
/// </summary>
internal sealed class DrawnNumbers
{
    private const int LogTable = 12;
    private static readonly double[] Exponential = [.. Enumerable.Range(0, 1 << LogTable).Select(k => -Logarithm((k + 0.5) / (1 << LogTable)))];
    private ulong _state;

    /// <summary>Numbers of a seed.</summary>
    public DrawnNumbers(int seed)
    {
        _state = 88172645463325252UL ^ ((ulong)seed * 0x9E3779B97F4A7C15UL);
        for (int k = 0; k < 20; k++)
        {
            Next();
        }
    }

    /// <summary>A whole number from 0 to count - 1.</summary>
    public int Below(int count) => (int)(((ulong)Next() * (ulong)count) >> 32);

    /// <summary>A number from 0 to below 1.</summary>
    public double Part() => Next() / 4294967296.0;

    /// <summary>-1 or 1.</summary>
    public int Sign() => (2 * Below(2)) - 1;

    /// <summary>A number that is above t with probability e^-t.</summary>
    public double Waiting() => Exponential[Below(1 << LogTable)];

    private uint Next()
    {
        _state ^= _state << 13;
        _state ^= _state >> 7;
        _state ^= _state << 17;
        return (uint)(_state >> 32);
    }

    // log x for 0 < x < 1: 2 artanh((m - 1)/(m + 1)) of the mantissa and the exponent's share.
    private static double Logarithm(double x)
    {
        const double logTwo = 0.693147180559945309;
        int halvings = 0;
        for (; x < 0.75; x *= 2)
        {
            halvings++;
        }

        double y = (x - 1) / (x + 1), square = y * y, power = y, sum = 0;
        for (int k = 1; k < 30; k += 2)
        {
            sum += power / k;
            power *= square;
        }

        return (2 * sum) - (halvings * logTwo);
    }
}
