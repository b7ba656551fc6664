using System.Numerics;
using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>
/// One of the tables whose sum is the path's value at the centre of a pair of cells, in steps 2s from -M: whole numbers written with the weights 2^w of
/// bit planes over the nodes of one level of the tree. The finest table stands on the pairs; a coarser one holds for each of its nodes a multiple of 2^u
/// that is at most the least value below it, which leaves the finer table few bits, and its indicators are higher.
/// </summary>
/// <param name="Level">The level of the tree.</param>
/// <param name="Exponents">The w of its planes, ascending; the last may be one that only widens the range.</param>
/// <param name="LogUnit">u: what it holds are multiples of 2^u.</param>
internal sealed record ValueTable(int Level, ImmutableArray<int> Exponents, int LogUnit)
{
    /// <summary>The tables of a crossbar, the finest first.</summary>
    public static ImmutableArray<ValueTable> Of(CrossbarParameters parameters)
    {
        BigInteger most = MostValue(parameters);
        int unit = 0;
        var tables = ImmutableArray.CreateBuilder<ValueTable>();
        int level = parameters.Levels - 1;
        for (int coarser = 1; coarser < parameters.Levels; coarser++)
        {
            if (((parameters.CoarserTables >> coarser) & 1) == 0)
            {
                continue;
            }

            int next = parameters.Levels - 1 - coarser;
            (int bits, int nextUnit) = Split(parameters, (level, unit), next, (int)most.GetBitLength());
            tables.Add(new ValueTable(level, [.. Enumerable.Range(unit, bits)], unit));
            (level, unit) = (next, nextUnit);
        }

        tables.Add(new ValueTable(level, Cover(most >> unit, unit), unit));
        return tables.ToImmutable();
    }

    /// <summary>The greatest value that a pair can have: from -M in steps of 2s to within s of M.</summary>
    public static BigInteger MostValue(CrossbarParameters parameters) =>
        -(-(((2 * (Rational)parameters.Norm) - parameters.Step) / (2 * parameters.Step))).Floor();

    /// <summary>The bits of a value that the table holds, plane by plane.</summary>
    public IEnumerable<bool> Bits(long value)
    {
        int planes = Exponents.Length;
        bool widens = planes > 1 && Exponents[^1] <= Exponents[^2];
        int binary = widens ? planes - 1 : planes;
        long limit = ((1L << binary) - 1) << LogUnit;
        bool wide = widens && value > limit;
        long rest = wide ? value - (1L << Exponents[^1]) : value;
        for (int i = 0; i < binary; i++)
        {
            yield return ((rest >> Exponents[i]) & 1) == 1;
        }

        if (widens)
        {
            yield return wide;
        }
    }

    // Binary digits as long as all of them are needed, and one plane of the least weight that covers the rest.
    private static ImmutableArray<int> Cover(BigInteger most, int unit)
    {
        int binary = (int)(most + 1).GetBitLength() - 1;
        BigInteger covered = (BigInteger.One << binary) - 1;
        IEnumerable<int> planes = Enumerable.Range(unit, binary);
        if (covered < most)
        {
            planes = planes.Append(unit + (int)(most - covered - 1).GetBitLength());
        }

        return [.. planes];
    }

    // How many bits the finer table keeps, and the unit of the coarser one: the fewest weights.
    private static (int Bits, int Unit) Split(CrossbarParameters parameters, (int Level, int Unit) finer, int coarser, int allBits)
    {
        BigInteger rounding = finer.Unit > 0 ? BigInteger.One << finer.Unit : 0;
        BigInteger apart = (((BigInteger.One << (parameters.Levels - coarser - 1)) - 1) * parameters.Columns) + 1 + rounding;
        (int Bits, int Unit)? best = null;
        long least = long.MaxValue;
        for (int bits = 1; finer.Unit + bits <= allBits + 1; bits++)
        {
            BigInteger room = (((BigInteger.One << bits) - 1) << finer.Unit) - apart + 1;
            int unit = room.Sign > 0 ? (int)room.GetBitLength() - 1 : -1;
            long weights = ((long)bits * (parameters.Nodes(finer.Level) + 1)) + ((long)Math.Max(1, allBits - unit) * (parameters.Nodes(coarser) + 1));
            if (unit >= finer.Unit && weights < least)
            {
                (best, least) = ((bits, unit), weights);
            }
        }

        return best ?? throw new InvalidOperationException("The values of the nodes differ by more than the tables hold.");
    }
}
