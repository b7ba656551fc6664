using System.Numerics;
using QuantRelu.Analysis.Regions;

namespace QuantRelu.Certification.Grids;

/// <summary>
/// What is left of kinks on a box: V_i = max(F_i, 0) with affine forms F_i of the inputs and of kinks before, and functions that add them up. On a part of
/// the box those that have one sign there are put in where they are read, exactly, so that the fewer kinks are left the smaller the box is.
/// </summary>
internal abstract class LocalKinks
{
    /// <summary>Number of kinks.</summary>
    public abstract int Count { get; }

    /// <summary>For each function the double nearest to the factor by which it is a row over integers.</summary>
    public abstract double[] Factors { get; }

    /// <summary>All kinks of a network but its output, over the smallest integers that do.</summary>
    /// <param name="network">The network.</param>
    /// <param name="functions">The functions.</param>
    public static LocalKinks Of(KinkNetwork network, IReadOnlyList<KinkCombination> functions) =>
        Try<long, Int128>(network, functions) ?? Try<Int128, BigInteger>(network, functions) ?? LocalKinks<BigInteger, BigInteger>.Of(network, functions);

    /// <summary>What is left of them on a part of the box; over wider integers when those are too small for what is put in.</summary>
    /// <param name="low">The lower ends, multiples of 2^-31.</param>
    /// <param name="high">The upper ends.</param>
    public abstract LocalKinks Within(double[] low, double[] high);

    /// <summary>The kinks in levels, and the functions without their factors as rows of the last one, which are not rectified.</summary>
    public abstract KinkNetwork ToNetwork();

    private static LocalKinks? Try<TWhole, TWide>(KinkNetwork network, IReadOnlyList<KinkCombination> functions)
        where TWhole : struct, IBinaryInteger<TWhole>
        where TWide : struct, IBinaryInteger<TWide>
    {
        try
        {
            return LocalKinks<TWhole, TWide>.Of(network, functions);
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}

/// <summary>Kinks over one kind of integer.</summary>
/// <typeparam name="TWhole">The integers.</typeparam>
/// <typeparam name="TWide">Integers in which sums of two or more products with numbers below 2^31 do not overflow.</typeparam>
internal sealed class LocalKinks<TWhole, TWide> : LocalKinks
    where TWhole : struct, IBinaryInteger<TWhole>
    where TWide : struct, IBinaryInteger<TWide>
{
    private readonly int _inputs;
    private readonly KinkRow<TWhole>[] _rows;
    private readonly bool[] _rectified;
    private readonly KinkRow<TWhole>[] _functions;

    private LocalKinks(int inputs, KinkRow<TWhole>[] rows, bool[] rectified, KinkRow<TWhole>[] functions, double[] factors) =>
        (_inputs, _rows, _rectified, _functions, Factors) = (inputs, rows, rectified, functions, factors);

    /// <inheritdoc/>
    public override int Count => _rows.Length;

    /// <inheritdoc/>
    public override double[] Factors { get; }

    /// <summary>All kinks of a network but its output.</summary>
    /// <exception cref="OverflowException">The integers are too small for the network's coefficients.</exception>
    public static new LocalKinks<TWhole, TWide> Of(KinkNetwork network, IReadOnlyList<KinkCombination> functions)
    {
        int count = network.Output;
        List<(int, TWhole)>[] terms = [.. Enumerable.Range(0, count).Select(_ => new List<(int, TWhole)>())];
        for (int source = 0; source < count; source++)
        {
            foreach ((int reader, BigInteger weight) in network.Readers[source])
            {
                if (reader < count)
                {
                    terms[reader].Add((source, TWhole.CreateChecked(weight)));
                }
            }
        }

        (KinkRow<TWhole> Row, Rational Factor)[] rows = [.. functions.Select(Function)];
        return new LocalKinks<TWhole, TWide>(
            network.Inputs,
            [.. terms.Select((t, i) => new KinkRow<TWhole>(network.Forms[i].To<TWhole>(), [.. t]))],
            network.Rectified[..count],
            [.. rows.Select(f => f.Row)],
            [.. rows.Select(f => (double)f.Factor)]);
    }

    /// <inheritdoc/>
    public override LocalKinks Within(double[] low, double[] high)
    {
        try
        {
            var placement = new KinkPlacement<TWhole, TWide>(low, high);
            (KinkRow<TWhole>[] rows, KinkRow<TWhole>[] functions) = placement.Placed(_rows, _rectified, _functions);
            bool[] rectified = new bool[rows.Length];
            Array.Fill(rectified, true);
            var left = new LocalKinks<TWhole, TWide>(_inputs, rows, rectified, functions, Factors);
            return typeof(TWhole) == typeof(long) ? left : left.To<long, Int128>() ?? (LocalKinks)left;
        }
        catch (OverflowException)
        {
            LocalKinks wider = typeof(TWhole) == typeof(long) ? To<Int128, BigInteger>()! : To<BigInteger, BigInteger>()!;
            return wider.Within(low, high);
        }
    }

    /// <inheritdoc/>
    public override KinkNetwork ToNetwork()
    {
        int count = _rows.Length, all = count + _functions.Length;
        int[] levelOf = new int[count];
        List<(int, BigInteger)>[] readers = [.. Enumerable.Range(0, count).Select(_ => new List<(int, BigInteger)>())];
        for (int i = 0; i < all; i++)
        {
            foreach ((int source, TWhole weight) in i < count ? _rows[i].Terms : _functions[i - count].Terms)
            {
                readers[source].Add((i, BigInteger.CreateChecked(weight)));
                if (i < count)
                {
                    levelOf[i] = Math.Max(levelOf[i], levelOf[source] + 1);
                }
            }
        }

        IEnumerable<int[]> levels = Enumerable.Range(0, count).GroupBy(i => levelOf[i]).OrderBy(g => g.Key).Select(g => g.ToArray());
        return new KinkNetwork(
            _inputs,
            [.. _rows.Select(r => r.Form.To<BigInteger>()), .. _functions.Select(f => f.Form.To<BigInteger>())],
            [.. levels, [.. Enumerable.Range(count, _functions.Length)]],
            [.. _rectified, .. new bool[_functions.Length]],
            [.. readers.Select(r => r.ToArray()), .. _functions.Select(_ => Array.Empty<(int, BigInteger)>())],
            1);
    }

    /// <summary>The same over other integers; null when those are too small.</summary>
    public LocalKinks<TOther, TOtherRange>? To<TOther, TOtherRange>()
        where TOther : struct, IBinaryInteger<TOther>
        where TOtherRange : struct, IBinaryInteger<TOtherRange>
    {
        return Fits<TOther>(_rows) && Fits<TOther>(_functions)
            ? new(_inputs, Array.ConvertAll(_rows, r => r.To<TOther>()), _rectified, Array.ConvertAll(_functions, f => f.To<TOther>()), Factors)
            : null;
    }

    private static bool Fits<TOther>(KinkRow<TWhole>[] rows)
        where TOther : struct, IBinaryInteger<TOther>
    {
        static bool Is(TWhole value) => TWhole.CreateTruncating(TOther.CreateTruncating(value)) == value;
        foreach (KinkRow<TWhole> row in rows)
        {
            bool fits = Is(row.Form.X) && Is(row.Form.Y) && Is(row.Form.Z) && Is(row.Form.One);
            foreach ((_, TWhole weight) in row.Terms)
            {
                fits &= Is(weight);
            }

            if (!fits)
            {
                return false;
            }
        }

        return true;
    }

    // A function as a factor times a row over integers without a common divisor.
    private static (KinkRow<TWhole> Row, Rational Factor) Function(KinkCombination f)
    {
        BigInteger common = Rational.CommonDenominator(f.Terms.Select(t => t.Factor).Append(f.Constant));
        BigInteger divisor = f.Terms.Select(t => t.Factor).Append(f.Constant)
            .Aggregate(BigInteger.Zero, (m, r) => BigInteger.GreatestCommonDivisor(m, r.Numerator * (common / r.Denominator)));
        Rational factor = divisor.IsZero ? 1 : Rational.Create(divisor, common);
        TWhole Whole(Rational value) => TWhole.CreateChecked((value / factor).Numerator);
        var form = new SpaceForm<TWhole>(TWhole.Zero, TWhole.Zero, TWhole.Zero, Whole(f.Constant));
        foreach ((int kink, Rational c) in f.Terms.Where(t => t.Kink < 0))
        {
            TWhole whole = Whole(c);
            form = kink == KinkCombination.Coordinate(0) ? form with { X = checked(form.X + whole) }
                : kink == KinkCombination.Coordinate(1) ? form with { Y = checked(form.Y + whole) } : form with { Z = checked(form.Z + whole) };
        }

        return (new KinkRow<TWhole>(form, [.. f.Terms.Where(t => t.Kink >= 0).Select(t => (t.Kink, Whole(t.Factor)))]), factor);
    }
}

/// <summary>Form + Σ weight·V over kinks.</summary>
internal readonly record struct KinkRow<TWhole>(SpaceForm<TWhole> Form, (int Kink, TWhole Weight)[] Terms)
    where TWhole : struct, IBinaryInteger<TWhole>
{
    /// <summary>The row over another kind of integer.</summary>
    /// <exception cref="OverflowException">The integers are too small for it.</exception>
    public KinkRow<TOther> To<TOther>()
        where TOther : struct, IBinaryInteger<TOther> =>
        new(Form.To<TOther>(), Array.ConvertAll(Terms, t => (t.Kink, TOther.CreateChecked(t.Weight))));
}
