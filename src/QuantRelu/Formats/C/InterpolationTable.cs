using System.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Formats.C;

/// <summary>
/// A plain table of a target f on the unit box, the alternative to a network: the values at the (2^k + 1)^d points of a mesh, each rounded to q fraction
/// bits, and linear interpolation along each axis, which integers of p ≥ k fraction bits of u do exactly.
/// </summary>
/// <remarks>
/// <para>The error is at most d·c + 2^-(q + 1). Interpolation along one axis with step h = 2^-k misses a function with second derivatives of at most M_2
/// by at most c = h² M_2/8, and one with first derivatives of at most M_1 by at most c = h M_1/2: with weights 1 - t and t, (1 - t) t h M_1 from one end
/// and t (1 - t) h M_1 from the other, t (1 - t) ≤ 1/4. Along d axes one after the other, I_1 ... I_d f - f = Σ_i I_1 ... I_(i-1) (I_i f - f), and no I_j
/// makes a bound of a function larger, so that each axis adds its c, and the rounding of the values adds at most what it is.</para>
/// <para>M_0, M_1 and M_2 are proved for an expression. A value takes the whole bytes, 1, 2, 4 or 8, that hold M_0 2^q + 1/2 and a sign. Of all k and q that
/// keep an error the table with the fewest bytes is taken, and of these the one with the fewest points.</para>
/// </remarks>
public sealed record InterpolationTable
{
    private const int MostPointBits = 20;
    private const int MostFractionBits = 60;
    private readonly int _dimension;

    private InterpolationTable(int dimension, int logCells, int fractionBits, int entryBytes, Rational error, int inputBits)
    {
        (_dimension, LogCells, FractionBits, EntryBytes, Error) = (dimension, logCells, fractionBits, entryBytes, error);
        Interpolates = logCells < inputBits;
    }

    /// <summary>k: there are 2^k cells along each axis.</summary>
    public int LogCells { get; }

    /// <summary>False when every u with p fraction bits is a point of the mesh: k = p.</summary>
    public bool Interpolates { get; }

    /// <summary>q.</summary>
    public int FractionBits { get; }

    /// <summary>The bytes of a value.</summary>
    public int EntryBytes { get; }

    /// <summary>What its values and interpolation miss the target by at most, at every u with p fraction bits.</summary>
    public Rational Error { get; }

    /// <summary>The number of values.</summary>
    public BigInteger Entries => BigInteger.Pow((BigInteger.One << LogCells) + 1, _dimension);

    /// <summary>
    /// What an evaluation costs. Along each axis a cell c is U &gt;&gt; (p - k), at most 2^k - 1, and the place in it r = U - (c &lt;&lt; (p - k)); each of the
    /// 2^d - 1 interpolations is (a &lt;&lt; (p - k)) + (b - a) r, and the number of a point is found by a shift and two additions for every axis but
    /// the first.
    /// </summary>
    public CCost Cost
    {
        get
        {
            int lines = Interpolates ? (1 << _dimension) - 1 : 0, cells = Interpolates ? _dimension : 0;
            return new(lines, (2 * lines) + cells + (2 * (_dimension - 1)), lines + (2 * cells) + _dimension - 1, cells, Entries * EntryBytes);
        }
    }

    /// <summary>The smallest table that is proved to keep an error.</summary>
    /// <param name="target">The target.</param>
    /// <param name="error">The most that it may miss the target by.</param>
    /// <param name="inputBits">p, the fraction bits of u: finer meshes are not looked at.</param>
    /// <returns>Null when the target is no expression whose derivatives are bounded, or no table of at most 2^20 points keeps the error.</returns>
    public static InterpolationTable? Find(Target target, Rational error, int inputBits)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.Expression is null)
        {
            return null;
        }

        int order = Math.Min(2, target.Smoothness);
        ImmutableArray<DerivativeEnclosure> norms = RigorousNorm.Enclose(target, order).Orders;
        InterpolationTable? best = null;
        for (int k = 0; norms.Length > 0 && k <= inputBits && k * target.Dimension <= MostPointBits; k++)
        {
            if (Missed(norms, target.Dimension, k, inputBits) is { } missed
                && OfCells(target.Dimension, k, missed, norms[0].Upper, error, inputBits) is { } table
                && (best is null || table.Cost.DataBytes < best.Cost.DataBytes))
            {
                best = table;
            }
        }

        return best;
    }

    // d·c; nothing where every u is a point of the mesh.
    private static Rational? Missed(ImmutableArray<DerivativeEnclosure> norms, int dimension, int k, int inputBits)
    {
        if (k == inputBits)
        {
            return 0;
        }

        Rational all = Rational.Create(dimension, 1);
        Rational? first = norms.Length > 1 ? all * Dyadic.PowerOfTwo(-k - 1) * Dyadic.FromDouble(norms[1].Upper) : null;
        Rational? second = norms.Length > 2 ? all * Dyadic.PowerOfTwo((-2 * k) - 3) * Dyadic.FromDouble(norms[2].Upper) : null;
        return second < first ? second : first;
    }

    private static InterpolationTable? OfCells(int dimension, int k, Rational missed, double largest, Rational error, int inputBits)
    {
        for (int q = 0; q <= MostFractionBits && missed < error; q++)
        {
            Rational all = missed + Dyadic.PowerOfTwo(-q - 1);
            if (all <= error)
            {
                Rational value = (Dyadic.FromDouble(largest) * (Rational)Dyadic.PowerOfTwo(q)) + Dyadic.Half;
                int bits = 1 + (int)value.Floor().GetBitLength(), bytes = bits <= 8 ? 1 : bits <= 16 ? 2 : bits <= 32 ? 4 : 8;
                return bits > 64 ? null : new(dimension, k, q, bytes, all, inputBits);
            }
        }

        return null;
    }
}
