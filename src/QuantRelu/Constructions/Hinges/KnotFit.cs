using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Hinges;

/// <summary>
/// Functions of hinges next to the straight lines between samples, with knots at few of the samples, wherever these are, and with each change of the slope on a
/// scale of its own: a steep start costs the doublings that it needs, and the rest of an uneven table nothing more.
/// </summary>
/// <remarks>
/// <para>The fewest samples whose chords stay within a share s of ε of the table are the knots. From a base piece, whose line is written down first, the
/// pieces follow outwards: with the line so far and the knot u_k, all changes D of the slope for which the next piece ends within the rest of ε at u_{k+1} are
/// an interval, and of the numbers n·2^-σ in it that with the lightest hinge is taken; what it is off by is known to the next piece. So errors do not add up.
/// The knot itself is the shortest dyadic number that |D| allows.</para>
/// <para>They are drafts: each is checked at all samples and knots, between which both functions are lines, and proved before it is offered. Ours.</para>
/// </remarks>
internal sealed class KnotFit
{
    private const int MostSamples = 512;
    private const int MostKnots = 32;
    private const int MostDigits = 40;
    private const int MostCopies = 64;
    private const int Bases = 2;
    private static readonly double[] Shares = [0, 0.3, 0.6];
    private static readonly double[] ShareOfKnots = [0.15, 0.4];
    private static readonly int[] Grains = [1, 3];

    private readonly (double U, double Y)[] _knots;
    private readonly double _tolerance;
    private readonly double _ofKnots;
    private readonly int _grain;
    private readonly List<HingeSource> _sources = [];

    private KnotFit((double U, double Y)[] knots, double tolerance, double ofKnots, int grain) =>
        (_knots, _tolerance, _ofKnots, _grain) = (knots, tolerance, ofKnots, grain);

    /// <summary>The functions, as sums.</summary>
    /// <param name="samples">u and f(u), u ascending from 0 to 1.</param>
    /// <param name="error">ε.</param>
    public static IEnumerable<ImmutableArray<HingeSource>> Of((double U, double Y)[] samples, double error)
    {
        if (samples.Length > MostSamples)
        {
            yield break;
        }

        foreach (double share in Shares)
        {
            (double U, double Y)[] knots = Fewest(samples, share * error);
            if (knots.Length > MostKnots)
            {
                continue;
            }

            int[] bases = [.. Enumerable.Range(0, knots.Length - 1).OrderBy(k => Math.Abs(SlopeOf(knots[k], knots[k + 1]))).Take(Bases)];
            foreach ((double ofKnots, int grain, int first) in ShareOfKnots.SelectMany(s => Grains.SelectMany(g => bases.Select(b => (s, g, b)))))
            {
                var fit = new KnotFit(knots, (1 - share) * error, ofKnots, grain);
                if (fit.Solve(first) && fit.IsWithin(samples, error))
                {
                    yield return [.. fit._sources];
                }
            }
        }
    }

    private static double SlopeOf((double U, double Y) a, (double U, double Y) b) => (b.Y - a.Y) / (b.U - a.U);

    // The first and the last sample and as few between as will do, each as early as possible.
    private static (double U, double Y)[] Fewest((double U, double Y)[] samples, double within)
    {
        int[] least = new int[samples.Length], before = new int[samples.Length];
        for (int k = 1; k < samples.Length; k++)
        {
            least[k] = int.MaxValue;
            for (int j = k - 1; j >= 0; j--)
            {
                if (least[j] + 1 < least[k] && IsNear(samples, j, k, within))
                {
                    (least[k], before[k]) = (least[j] + 1, j);
                }
            }
        }

        var kept = new List<(double, double)>();
        for (int k = samples.Length - 1; k > 0; k = before[k])
        {
            kept.Add(samples[k]);
        }

        kept.Add(samples[0]);
        kept.Reverse();
        return [.. kept];
    }

    private static bool IsNear((double U, double Y)[] samples, int from, int to, double within)
    {
        double slope = SlopeOf(samples[from], samples[to]);
        for (int k = from + 1; k < to; k++)
        {
            if (Math.Abs(samples[from].Y + (slope * (samples[k].U - samples[from].U)) - samples[k].Y) > within)
            {
                return false;
            }
        }

        return true;
    }

    private bool Solve(int first)
    {
        if (Base(first) is not var (slope, constant))
        {
            return false;
        }

        (double u, double value, double outward) = (0, constant, slope);
        for (int k = first + 1; k + 1 < _knots.Length; k++)
        {
            if (!Turn(k, k + 1, ref u, ref value, ref outward))
            {
                return false;
            }
        }

        (u, value, outward) = (0, constant, slope);
        for (int k = first; k > 0; k--)
        {
            if (!Turn(k, k - 1, ref u, ref value, ref outward))
            {
                return false;
            }
        }

        return true;
    }

    // The line of the base piece, value + slope·u, within the tolerance at its ends.
    private (double Slope, double Constant)? Base(int first)
    {
        ((double U, double Y) a, (double U, double Y) b) = (_knots[first], _knots[first + 1]);
        double exact = SlopeOf(a, b), off = _tolerance / (b.U - a.U) / 2;
        Dyadic slope = Shortest(exact - off, exact + off);
        (double left, double right) = (a.Y - ((double)slope * a.U), b.Y - ((double)slope * b.U));
        double low = Math.Max(left, right) - _tolerance, high = Math.Min(left, right) + _tolerance;
        if (low > high)
        {
            return null;
        }

        Dyadic constant = Shortest(low, high);
        int logQuanta = Math.Max(-slope.Exponent, 0), logCells = Math.Max(0, -constant.Exponent - logQuanta);
        (Dyadic quanta, Dyadic units) = (slope.Scale(logQuanta), constant.Scale(logCells + logQuanta));
        if (Dyadic.Abs(quanta) > MostCopies || Dyadic.Abs(units) >= Dyadic.PowerOfTwo(MostDigits))
        {
            return null;
        }

        var line = new HingeFunction(logCells, logQuanta, 0, (int)(double)quanta, (long)(double)units) { Hinges = [] };
        _sources.Add(new HingeSource(Direction.Single, [], line));
        return ((double)slope, (double)constant);
    }

    // At a knot the slope changes so that the piece beyond ends within the tolerance at the next one.
    private bool Turn(int knot, int next, ref double u, ref double value, ref double slope)
    {
        int side = Math.Sign(next - knot);
        double wanted = SlopeOf(_knots[knot], _knots[next]), off = _ofKnots * _tolerance / Math.Max(Math.Abs(wanted - slope), 1e-9);
        Dyadic at = Shortest(Math.Max(0, _knots[knot].U - off), Math.Min(1, _knots[knot].U + off));
        if (at.Sign <= 0 || at >= 1 || -at.Exponent > MostDigits)
        {
            return false;
        }

        double place = (double)at, there = value + (slope * (place - u)), way = _knots[next].U - place;
        if (way * side <= 0)
        {
            return false;
        }

        // Of g(u_next) = there + (slope + side·D)·way.
        double plain = there + (slope * way), reach = way * side;
        (double low, double high) = ((_knots[next].Y - _tolerance - plain) / reach, (_knots[next].Y + _tolerance - plain) / reach);
        (u, value) = (place, there);
        return (low <= 0 && high >= 0) || Lightest(at, side, low, high, ref slope);
    }

    private bool Lightest(Dyadic at, int side, double low, double high, ref double slope)
    {
        (int Weights, HingeFunction Function, double Change)? best = null;
        int coarsest = -(int)Math.Ceiling(Math.Log2(Math.Max(Math.Abs(low), Math.Abs(high)))), p = Math.Max(1, -at.Exponent);
        for (int sigma = coarsest; sigma <= coarsest + 7; sigma++)
        {
            double least = Math.Ceiling(Math.ScaleB(low, sigma)), most = Math.Floor(Math.ScaleB(high, sigma));
            for (double n = least; n <= most && sigma % _grain == 0 && most - least <= MostCopies; n++)
            {
                var hinge = new Hinge((int)(double)at.Scale(p), (int)n);
                if (n != 0 && hinge.Cheapest.Weights is var weights && (best is null || weights < best.Value.Weights))
                {
                    var function = new HingeFunction(p, sigma, side > 0 ? 0 : hinge.At, 0, 0) { Hinges = [hinge] };
                    best = (weights, function, Math.ScaleB(n, -sigma));
                }
            }
        }

        if (best is not { } found)
        {
            return false;
        }

        _sources.Add(new HingeSource(Direction.Single, [], found.Function));
        slope += side * found.Change;
        return true;
    }

    // Both are lines between all samples and knots.
    private bool IsWithin((double U, double Y)[] samples, double error)
    {
        IEnumerable<double> places = samples.Select(s => s.U)
            .Concat(_sources.SelectMany(s => s.Function.Hinges.Select(h => Math.ScaleB(h.At, -s.Function.LogCells))));
        return places.All(u => Math.Abs(_sources.Sum(s => s.At(u)) - Between(samples, u)) <= error);
    }

    private static double Between((double U, double Y)[] samples, double u)
    {
        int right = Math.Clamp(Array.FindIndex(samples, s => s.U >= u), 1, samples.Length - 1);
        return samples[right - 1].Y + (SlopeOf(samples[right - 1], samples[right]) * (u - samples[right - 1].U));
    }

    // The number with the fewest digits after the point in an interval, the one next to its middle.
    private static Dyadic Shortest(double low, double high)
    {
        int digits = -52;
        while (Math.Ceiling(Math.ScaleB(low, digits)) > Math.Floor(Math.ScaleB(high, digits)))
        {
            digits++;
        }

        (double least, double most) = (Math.Ceiling(Math.ScaleB(low, digits)), Math.Floor(Math.ScaleB(high, digits)));
        double middle = Math.Clamp(Math.Round(Math.ScaleB((low / 2) + (high / 2), digits)), least, most);
        return Dyadic.FromDouble(Math.ScaleB(middle, -digits));
    }
}
