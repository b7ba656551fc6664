using System.Numerics;
using FluentAssertions;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Targets;

/// <summary>Quotients with a limit where they have no value, against their power series in rational numbers.</summary>
public class RemovableQuotientTests
{
    private const int Terms = 60;

    /// <summary>Coefficients c_k of Σ c_k (x - p)^k by formulas in the factorial.</summary>
    public static TheoryData<string, string, int, Func<int, Rational>> Series => new()
    {
        { "(exp(x)-1)/x", "0", 2, k => 1 / Factorial(k + 1) },
        { "x/(1-exp(-x))*0+(1-exp(-x))/x", "0", 2, k => Sign(k) / Factorial(k + 1) },
        { "log(1+x)/x", "0", 4, k => Sign(k) / (k + 1) },
        { "log(x)/(x-1)", "1", 4, k => Sign(k) / (k + 1) },
        { "(1-cos(x))/x^2", "0", 2, k => k % 2 == 1 ? 0 : Sign(k / 2) / Factorial(k + 2) },
        { "(x-sin(x))/x^3", "0", 2, k => k % 2 == 1 ? 0 : Sign(k / 2) / Factorial(k + 3) },
        { "sinh(2*x)/x", "0", 2, k => k % 2 == 1 ? 0 : Rational.Create(BigInteger.Pow(2, k + 1), 1) / Factorial(k + 1) },
        { "(x^2-1)/(x-1)", "1", 2, k => k == 0 ? 2 : k == 1 ? 1 : 0 },
        { "(x-1/3)^3/(3*x-1)", "1/3", 2, k => k == 2 ? Rational.Create(1, 3) : 0 },
        { "atan(x)/x", "0", 4, k => k % 2 == 1 ? 0 : Sign(k / 2) / (k + 1) },
    };

    [Theory]
    [MemberData(nameof(Series))]
    public void Values_are_those_of_the_power_series(string text, string place, int fraction, Func<int, Rational> coefficient)
    {
        Expression f = ExpressionParser.Parse(text);
        foreach (Rational distance in Distances(fraction))
        {
            double x = (double)(Rational.Parse(place) + distance);
            Rational exact = Value(coefficient, (Rational)Dyadic.FromDouble(x) - Rational.Parse(place), 0);
            f.ValueAt(x).Should().BeApproximately((double)exact, 1e-13 * Math.Max(1e-3, Math.Abs((double)exact)), $"at {distance} from the place");
        }
    }

    /// <summary>Over boxes the coefficients of order 0 to 3 are enclosed, and boxes of width w next to the place are within a few w.</summary>
    [Theory]
    [MemberData(nameof(Series))]
    public void Taylor_coefficients_over_boxes_enclose_those_of_the_power_series(string text, string place, int fraction, Func<int, Rational> coefficient)
    {
        const int order = 3;
        Expression f = ExpressionParser.Parse(text);
        var intervals = new IntervalAlgebra(100);
        var jets = new JetAlgebra<Interval>(intervals, JetSpace.Create(1, order));
        var doubles = new JetAlgebra<DoubleInterval>(new DoubleIntervalAlgebra(), JetSpace.Create(1, order));
        foreach (Rational distance in Distances(fraction))
        {
            foreach (int log in new[] { 5, 20, 60 })
            {
                Rational width = Dyadic.PowerOfTwo(-log), centre = Rational.Parse(place) + distance;
                var box = Interval.Hull(intervals.Constant(centre - width), intervals.Constant(centre + width));
                Jet<Interval> jet = f.Evaluate<Jet<Interval>>(jets, [jets.Variable(0, box)]);
                Jet<DoubleInterval> rounded = f.Evaluate<Jet<DoubleInterval>>(doubles, [doubles.Variable(0, DoubleInterval.Around(box))]);
                for (int j = 0; j <= order; j++)
                {
                    foreach (Rational at in new[] { distance - width, distance, distance + width })
                    {
                        Rational exact = Value(coefficient, at, j);
                        Rational tail = Dyadic.PowerOfTwo(-50);
                        Interval around = intervals.Add(jet[j], Interval.Create(-tail.ToDyadic(), tail.ToDyadic()));
                        around.Contains(exact).Should().BeTrue($"coefficient {j} at {at} of a box of width 2^-{log}");
                        (rounded[j].Lower <= (double)(exact + tail) && (double)(exact - tail) <= rounded[j].Upper).Should().BeTrue();
                    }

                    if (log >= 20 && Rational.Abs(distance) <= width)
                    {
                        ((double)(Rational)jet[j].Width).Should().BeLessThan(100 * (double)width);
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData("(exp(x)-1)/x^2")]
    [InlineData("cos(x)/x")]
    [InlineData("abs(x)/x")]
    [InlineData("(exp(x)-3/2)/x")]
    [InlineData("x/(y-1/2)")]
    [InlineData("x/if(1 < 2, x, 2*x)")]
    [InlineData("x/cbrt(x)")]
    [InlineData("(x-1/2)^2/(x-1/2)^3")]
    public void A_pole_is_no_removable_point(string text) => ((Binary)ExpressionParser.Parse(text)).Removable.Should().BeNull();

    [Theory]
    [InlineData("(x^2-1)/(x-1)", "1")]
    [InlineData("(x^2-x)/(x*(x-1))", "0 1")]
    [InlineData("(2*x-1)/log(2*x)", "1/2")]
    public void Places_are_found_in_the_form(string text, string places) =>
        string.Join(' ', ((Binary)ExpressionParser.Parse(text)).Removable!.Places.OrderBy(p => (double)p)).Should().Be(places);

    /// <summary>The greatest of values and derivatives on [0, 1] up to a part of a thousand: e - 1 and 1 of values, 2 of both, sec(1)² - tan(1).</summary>
    [Theory]
    [InlineData("(exp(x)-1)/x", 1, 1.71828182845905)]
    [InlineData("log(1+x)/x", 1, 1)]
    [InlineData("(1-cos(x))/x^2", 1, 0.5)]
    [InlineData("(x^2-1)/(x-1)", 1, 2)]
    [InlineData("(x^2-1)/(x-1)", 2, 2)]
    [InlineData("tan(x)/x", 1, 1.86811096)]
    public void Norms_are_proved(string text, int n, double norm)
    {
        SobolevNorm.TryFind(Target.Parse(text), n, out SobolevEstimate? estimate, out NormFailure? failure).Should().BeTrue(failure?.Message);
        estimate!.Source.Should().Be(NormSource.Proved);
        estimate.Norm(n).Should().BeInRange(norm * (1 - 1e-8), norm * 1.001);
    }

    private static IEnumerable<Rational> Distances(int fraction)
    {
        Rational most = Rational.Create(1, fraction);
        return new Rational[] { 0, most, most / 3, -most / 5, most * Dyadic.PowerOfTwo(-12), most * Dyadic.PowerOfTwo(-40), -most * Dyadic.PowerOfTwo(-25) };
    }

    private static Rational Value(Func<int, Rational> coefficient, Rational t, int j)
    {
        Rational sum = 0, power = 1;
        for (int k = j; k < j + Terms; k++)
        {
            sum += coefficient(k) * Binomial(k, j) * power;
            power = Rounded(power * t);
        }

        return sum;
    }

    // Digits beyond the 400th do not count here.
    private static Rational Rounded(Rational value) => Rational.Create((value * Dyadic.PowerOfTwo(400)).Floor(), BigInteger.One << 400);

    private static Rational Binomial(int n, int k) => Factorial(n) / Factorial(k) / Factorial(n - k);

    private static Rational Factorial(int n) => Enumerable.Range(1, n).Aggregate((Rational)1, (f, i) => f * i);

    private static Rational Sign(int k) => k % 2 == 0 ? 1 : -1;
}
