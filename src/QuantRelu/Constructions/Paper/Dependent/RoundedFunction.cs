using System.Numerics;

namespace QuantRelu.Constructions.Paper;

/// <summary>
/// f~ of Proposition 4: for a 1-Lipschitz f on [0, 1] and positive integers t and T, a function with (i) Lipschitz constant 1,
/// (ii) f~(i/T) = ⌈T f(i/T)/2^-t⌉·2^-t/T, and (iii) |f~ - f| &lt; 2^-t/T. Exact at every dyadic point where f is.
/// </summary>
/// <remarks>
/// On ((i-1)/T, i/T], f⁺ = f + (f~ - f)(i/T), equation (22), and f~ moves towards f⁺ with slope ±1 until it meets it, then follows it,
/// equation (24). As f⁺ is 1-Lipschitz, a line of slope 1 that starts below it never rises above it again once they have met: f~ is
/// the lesser of the two. They meet by i/T: f~(i/T) - f~((i-1)/T) is a multiple of 2^-t/T below 1/T + 2^-t/T, so at most 1/T.
/// </remarks>
public sealed class RoundedFunction
{
    // What rounding of f may add to its slope before it is called a function that is not 1-Lipschitz.
    private const double Slack = 1e-6;
    private readonly Func<Dyadic, Dyadic> _f;
    private readonly int _logCells;
    private readonly int _precision;
    private readonly Dyadic[] _f0;
    private readonly BigInteger[] _steps;

    /// <summary>Rounds a function.</summary>
    /// <param name="f">f on [0, 1], exact or not, of Lipschitz constant 1.</param>
    /// <param name="logCells">log T, 0 to 30.</param>
    /// <param name="precision">t, 1 to 30.</param>
    /// <exception cref="ArgumentOutOfRangeException">log T or t is outside its range.</exception>
    /// <exception cref="ArgumentException">f changes by more than the distance between two neighbouring i/T; the message says where.</exception>
    public RoundedFunction(Func<Dyadic, Dyadic> f, int logCells, int precision)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentOutOfRangeException.ThrowIfNegative(logCells);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(logCells, 30);
        ArgumentOutOfRangeException.ThrowIfLessThan(precision, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, 30);
        _f = f;
        _logCells = logCells;
        _precision = precision;
        int cells = 1 << logCells;
        _f0 = new Dyadic[cells + 1];
        _steps = new BigInteger[cells + 1];
        for (int i = 0; i <= cells; i++)
        {
            _f0[i] = f(Dyadic.Create(i, -logCells));
            _steps[i] = (_f0[i] * Dyadic.PowerOfTwo(precision + logCells)).ToCeiling();
            KeepSlope(i);
        }
    }

    /// <summary>T·2^t·f~(i/T), a whole number.</summary>
    public BigInteger Steps(int i) => _steps[i];

    /// <summary>T·2^t times the slope of the chord over cell j, divided by T: a whole number of steps 2^-t from -2^t to 2^t.</summary>
    public int Slope(int cell) => (int)(_steps[cell + 1] - _steps[cell]);

    /// <summary>f~(i/T).</summary>
    public Dyadic AtGrid(int i) => Dyadic.Create(_steps[i], -_precision - _logCells);

    /// <summary>f~(x).</summary>
    /// <exception cref="ArgumentOutOfRangeException">x is outside [0, 1].</exception>
    public Dyadic At(Dyadic x)
    {
        if (x < default(Dyadic) || x > Dyadic.One)
        {
            throw new ArgumentOutOfRangeException(nameof(x), x, "x must be from 0 to 1.");
        }

        BigInteger right = (x * Dyadic.PowerOfTwo(_logCells)).ToCeiling();
        return right.IsZero ? AtGrid(0) : InCell((int)right, x, _f(x));
    }

    // Right of i-1, up to i. The chord's ends bound what rounding of f does to a function of slope 1.
    private Dyadic InCell(int right, Dyadic x, Dyadic value)
    {
        Dyadic start = AtGrid(right - 1);
        Dyadic moved = x - Dyadic.Create(right - 1, -_logCells);
        Dyadic towards = value + AtGrid(right) - _f0[right];
        return Dyadic.Max(start - moved, Dyadic.Min(start + moved, towards));
    }

    private void KeepSlope(int i)
    {
        long most = 1L << _precision;
        if (i == 0 || BigInteger.Abs(_steps[i] - _steps[i - 1]) <= most)
        {
            return;
        }

        double slope = (double)((_f0[i] - _f0[i - 1]) * Dyadic.PowerOfTwo(_logCells));
        if (Math.Abs(slope) > 1 + Slack)
        {
            throw new SlopeException(Math.ScaleB(i - 1, -_logCells), Math.ScaleB(i, -_logCells), slope);
        }

        _steps[i] = _steps[i - 1] + (Math.Sign(slope) * most);
    }
}
