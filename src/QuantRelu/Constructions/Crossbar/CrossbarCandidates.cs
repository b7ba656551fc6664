using System.Numerics;
using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>Parameters of crossbars that may be good: margins, scales, cells and their numbers for a class, an error and a kind of columns.</summary>
/// <param name="norm">M, the class.</param>
/// <param name="error">ε, below M.</param>
/// <param name="kind">What the columns store.</param>
internal sealed class CrossbarCandidates(Dyadic norm, Rational error, ColumnKind kind)
{
    /// <summary>By how much the path is steeper than the class, so that values known within 2^-16 of a step are enough.</summary>
    private static readonly Rational Spare = 1 + Dyadic.PowerOfTwo(-14);

    private const int LargestPrime = 31;

    /// <summary>All that could be good.</summary>
    /// <param name="shallow">Whether x is split by its sign at once, for a small depth.</param>
    public IEnumerable<CrossbarParameters> All(bool shallow)
    {
        int order = (int)((Rational)norm / error).Floor().GetBitLength();
        for (int margin = 1; margin <= (shallow ? Math.Min(8, order) : order + 3); margin++)
        {
            foreach (CrossbarParameters scaled in Scales(margin, shallow).OrderBy(s => (2 * (double)s.HalfWidth) + s.Stretch.FractionBits).Take(3))
            {
                for (int levels = Math.Max(2, (scaled.LogPieces / 2) - 4); levels <= scaled.LogPieces; levels++)
                {
                    foreach (int columns in ColumnNumbers(scaled, levels).Where(m => m % kind.Pieces == 0))
                    {
                        CrossbarParameters candidate = scaled with
                        {
                            Levels = levels,
                            Columns = columns,
                            LogOffsets = BitOperations.Log2((uint)(columns / kind.Pieces)) / 2,
                            CoarserTables = levels > 3 ? 4 : 0,
                        };
                        if (candidate.CellsPerSide >= 2 && !(kind.StoresEnds && candidate.AllColumns > candidate.WholeCell))
                        {
                            yield return candidate;
                        }
                    }
                }
            }
        }
    }

    // Powers of two, with the last cells cut or extended, and what nearly fills the domain with one digit more.
    private static IEnumerable<int> ColumnNumbers(CrossbarParameters scaled, int levels)
    {
        int log = scaled.LogPieces - levels;
        yield return 1 << log;
        yield return 2 << log;
        for (int digit = 0; digit < log; digit++)
        {
            yield return (1 << log) + (1 << digit);
            yield return (2 << log) - (1 << digit);
        }
    }

    // Steps whose odd factor has small primes, and the least stretches of few digits for them.
    private IEnumerable<CrossbarParameters> Scales(int margin, bool shallow)
    {
        Rational most = error / (kind.PathError + Dyadic.PowerOfTwo(-margin)), largest = 0;
        int exponent = 0;
        for (; most * Dyadic.PowerOfTwo(exponent) < 1;)
        {
            exponent++;
        }

        for (int bits = 0; bits <= 13; bits++)
        {
            for (long factor = (long)(most * Dyadic.PowerOfTwo(exponent + bits)).Floor(); factor > 0; factor--)
            {
                Rational step = Rational.Create(factor, 1) * Dyadic.PowerOfTwo(-exponent - bits);
                if (step <= largest)
                {
                    break;
                }

                if (factor % 2 == 1 && IsSmooth(factor))
                {
                    largest = step;
                    foreach ((Dyadic stretch, int logPieces) in Stretches(norm * Spare / step, shallow))
                    {
                        yield return new CrossbarParameters
                        {
                            Norm = norm,
                            StepFactor = factor,
                            StepExponent = exponent + bits,
                            Stretch = stretch,
                            LogPieces = logPieces,
                            LogMargin = margin,
                            Levels = 0,
                            Columns = 0,
                            Kind = kind,
                        };
                    }

                    break;
                }
            }
        }
    }

    private static IEnumerable<(Dyadic Stretch, int LogPieces)> Stretches(Rational pieces, bool shallow)
    {
        int log = (int)pieces.Floor().GetBitLength() - 1;
        Rational least = pieces * Dyadic.PowerOfTwo(-log);
        Dyadic before = 4;
        for (int bits = 0; bits <= 15; bits++)
        {
            BigInteger mantissa = -(-least * Dyadic.PowerOfTwo(bits)).Floor();
            while (shallow && !SplitChain.CanMake((long)Dyadic.Create(mantissa, 0).Mantissa))
            {
                mantissa++;
            }

            var stretch = Dyadic.Create(mantissa, -bits);
            if (stretch < before)
            {
                before = stretch;
                yield return stretch == 2 ? (Dyadic.One, log + 1) : (stretch, log);
            }
        }
    }

    private static bool IsSmooth(long number)
    {
        for (int prime = 3; prime <= LargestPrime; prime += 2)
        {
            for (; number % prime == 0;)
            {
                number /= prime;
            }
        }

        return number == 1;
    }
}
