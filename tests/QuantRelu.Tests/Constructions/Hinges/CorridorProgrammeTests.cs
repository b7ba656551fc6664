using CsCheck;
using FluentAssertions;
using QuantRelu.Constructions.Hinges;
using Xunit;

namespace QuantRelu.Tests.Constructions.Hinges;

public class CorridorProgrammeTests
{
    private const int LogSamples = 6;
    private const int MostSlope = 3;

    // A corridor around a polygon through a few heights, not equally wide everywhere.
    private static readonly Gen<Corridor> Corridors =
        from heights in Gen.Int[-2, 2].Array[5]
        from width in Gen.Int[1, 10]
        from more in Gen.Int[0, 6].Array[65]
        select Make(heights, width, more);

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    public void It_finds_a_function_of_least_cost_like_trying_all_of_them(int logCells, int logQuanta)
    {
        int compared = 0;
        foreach (Corridor corridor in SeededDraws.Of(Corridors, 24))
        {
            HingeFunction? found = CorridorProgramme.Find(corridor, logCells, logQuanta, 128, long.MaxValue, default);
            int? least = Least(corridor, logCells, logQuanta);
            if (found is not null)
            {
                corridor.Places.Should().OnlyContain(p => found.At(p.Z) >= p.Low - 1e-9 && found.At(p.Z) <= p.High + 1e-9);
            }

            // Steeper functions than are tried may be cheaper still.
            (least is null || (found is not null && Cost(found) <= least)).Should().BeTrue();
            if (found is not null && Slopes(found).All(m => Math.Abs(m) <= MostSlope))
            {
                Cost(found).Should().Be(least);
                compared++;
            }
        }

        compared.Should().BeGreaterThan(8);
    }

    [Fact]
    public void A_place_in_between_is_kept_to()
    {
        double[] low = [.. Enumerable.Repeat(-1.0, 65)], high = [.. Enumerable.Repeat(1.0, 65)];
        var corridor = new Corridor(LogSamples, low, high, [(1.0 / 3, 0.5, 0.6)]);
        HingeFunction found = CorridorProgramme.Find(corridor, 2, 3, 16, long.MaxValue, default)!;
        found.At(1.0 / 3).Should().BeInRange(0.5, 0.6);
    }

    private static Corridor Make(int[] heights, int width, int[] more)
    {
        double[] middle = [.. Enumerable.Range(0, 65).Select(k => k == 64 ? heights[4]
            : heights[k / 16] + ((heights[(k / 16) + 1] - heights[k / 16]) * (k % 16) / 16.0))];
        return new Corridor(
            LogSamples, [.. middle.Select((v, k) => (v - width - more[k]) / 32)], [.. middle.Select((v, k) => (v + width + more[64 - k]) / 32)]);
    }

    private static int? Least(Corridor corridor, int logCells, int logQuanta)
    {
        int cells = 1 << logCells;
        (double Z, double Low, double High)[] places = [.. corridor.Places];
        double unit = Math.ScaleB(1, -logCells - logQuanta);
        int? least = null;
        foreach (int[] slopes in Words(cells))
        {
            for (int value = -20; value <= 20; value++)
            {
                if (places.All(p => Line(slopes, value, p.Z, cells) * unit is var y && y >= p.Low - 1e-12 && y <= p.High + 1e-12))
                {
                    for (int start = 0; start < cells; start++)
                    {
                        int cost = Cost(slopes, value, start);
                        least = least is { } l && l <= cost ? l : cost;
                    }
                }
            }
        }

        return least;
    }

    private static IEnumerable<int[]> Words(int length)
    {
        int count = (int)Math.Pow((2 * MostSlope) + 1, length);
        for (int number = 0; number < count; number++)
        {
            int rest = number;
            int[] word = new int[length];
            for (int k = 0; k < length; k++)
            {
                word[k] = (rest % ((2 * MostSlope) + 1)) - MostSlope;
                rest /= (2 * MostSlope) + 1;
            }

            yield return word;
        }
    }

    private static double Line(int[] slopes, int value, double z, int cells)
    {
        double t = z * cells, y = value;
        for (int k = 0; k < slopes.Length; k++)
        {
            y += slopes[k] * Math.Clamp(t - k, 0, 1);
        }

        return y;
    }

    private static int Cost(int[] slopes, int value, int start)
    {
        int knots = Enumerable.Range(1, slopes.Length - 1).Where(k => slopes[k] != slopes[k - 1]).Sum(k => Knot(k, Math.Abs(slopes[k] - slopes[k - 1])));
        int constant = value + slopes.Take(start).Sum() - (slopes[start] * start);
        return knots + (slopes[start] == 0 ? 0 : Math.Abs(slopes[start]) + 1) + (2 * Digits(constant));
    }

    private static int Knot(int at, int change) =>
        Enumerable.Range(1, change).Where(n => change % n == 0).Min(n => n * ((change / n) + Digits(change / n * at) + 1));

    // The fewest powers of two, added or taken away: the lowest bit stays or is rounded up.
    private static int Digits(int n) => n == 0 ? 0 : n % 2 == 0 ? Digits(n / 2) : n is 1 or -1 ? 1 : 1 + Math.Min(Digits(n - 1), Digits(n + 1));

    private static int Cost(HingeFunction f) =>
        f.Hinges.Sum(h => Knot(h.At, Math.Abs(h.Change))) + (f.Slope == 0 ? 0 : Math.Abs(f.Slope) + 1) + (2 * Digits((int)f.Constant));

    private static IEnumerable<int> Slopes(HingeFunction f)
    {
        yield return f.Slope;
        int slope = f.Slope;
        foreach (Hinge hinge in f.Hinges.Where(h => !f.LooksLeft(h)))
        {
            yield return slope += hinge.Change;
        }

        slope = f.Slope;
        foreach (Hinge hinge in f.Hinges.Where(f.LooksLeft).Reverse())
        {
            yield return slope -= hinge.Change;
        }
    }
}
