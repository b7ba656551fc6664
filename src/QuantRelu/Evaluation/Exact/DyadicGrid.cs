using System.Numerics;
using System.Runtime.CompilerServices;

namespace QuantRelu.Evaluation.Exact;

/// <summary>The doubles from 0 to 1 that have at most p fraction bits, 0 ≤ p ≤ 52: where a network is known to need no rounding.</summary>
/// <remarks>
/// From 2^(52-p) to 2^(53-p) doubles are the multiples of 2^-p, and the sum of 2^(52-p) and u ≤ 1 is in there: it is rounded to the multiple of 2^-p next to
/// it, and taking 2^(52-p) away, which rounds nothing, gives u again just where u is such a multiple. A difference that is rounded to 0 is not a u > 0.
/// </remarks>
/// <param name="fractionBits">p.</param>
internal readonly struct DyadicGrid(int fractionBits)
{
    /// <summary>The greatest p.</summary>
    public const int MostBits = 52;

    // After so many it is seen whether one was not among them.
    private const int NumbersPerTest = 256;

    // Doubles from 0 to 1 are in the order of their bits; all others have greater ones.
    private const ulong One = 0x3FF0_0000_0000_0000;

    private readonly double _offset = Math.ScaleB(1, MostBits - fractionBits);
    private readonly ulong _offsetBits = BitConverter.DoubleToUInt64Bits(Math.ScaleB(1, MostBits - fractionBits));
    private readonly ulong _last = 1UL << fractionBits;

    /// <summary>p.</summary>
    public int FractionBits { get; } = fractionBits;

    /// <summary>True for 0, 2^-p, ..., 1, and not for -0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(double u) => BitConverter.DoubleToUInt64Bits(u) <= One && u + _offset - _offset == u;

    /// <summary>Finds U = 2^p u for u among them, as the last digits of 2^(52-p) + u; here -0 counts as 0.</summary>
    /// <remarks>Sums of numbers below 0 are below 2^(52-p), so that their U are too great, as those of numbers above 1 and of NaN are.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPlace(double u, out ulong place)
    {
        double sum = u + _offset;
        place = BitConverter.DoubleToUInt64Bits(sum) - _offsetBits;
        return place <= _last && sum - _offset == u;
    }

    /// <summary>True when all numbers are among them.</summary>
    /// <remarks>
    /// As integers with a sign, doubles below 0 and -0 are negative, and those above 1 and NaN are greater than 1: a number is from 0 to 1 if neither it nor
    /// the difference is negative.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool ContainsAll(ReadOnlySpan<double> numbers)
    {
        int i = 0;
        var (offset, one) = (new Vector<double>(_offset), new Vector<long>((long)One));
        while (i <= numbers.Length - Vector<double>.Count)
        {
            Vector<long> rounded = Vector<long>.Zero, beyond = Vector<long>.Zero;
            int end = (int)Math.Min(numbers.Length - Vector<double>.Count, (long)i + NumbersPerTest);
            for (; i <= end; i += Vector<double>.Count)
            {
                var u = new Vector<double>(numbers[i..]);
                var bits = Vector.AsVectorInt64(u);
                rounded |= Vector.AsVectorInt64(u + offset - offset) ^ bits;
                beyond |= bits | (one - bits);
            }

            if (rounded != Vector<long>.Zero || Vector.LessThanAny(beyond, Vector<long>.Zero))
            {
                return false;
            }
        }

        for (; i < numbers.Length; i++)
        {
            if (!Contains(numbers[i]))
            {
                return false;
            }
        }

        return true;
    }
}
