using System.Globalization;
using CsCheck;
using FluentAssertions;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Targets;

public class RigorousNormTests
{
    /// <summary>The suprema of the derivatives of order 0, 1, 2, ... in u are inside, and the ends within a hundredth.</summary>
    [Theory]
    [InlineData("sin(2*pi*x)/(2*pi)", null, "0.15915494309189535 1 6.283185307179586 39.47841760435743 248.05021344239853")]
    [InlineData("x^2/2", null, "0.5 1 1 0 0")]
    [InlineData("x*y", null, "1 1 1 0")]
    [InlineData("abs(x-1/3)", null, "0.6666666666666666 1")]
    [InlineData("max(x, y)", null, "1 1")]
    [InlineData("min(x, 1-x)*3", null, "1.5 3")]
    [InlineData("exp(x)", null, "2.718281828459045 2.718281828459045 2.718281828459045")]
    [InlineData("x^2", "-1:3", "9 24 32 0")]
    [InlineData("5", null, "5 0 0")]
    [InlineData("0", null, "0 0")]
    [InlineData("1/(1+x)", null, "1 1 2 6 24 120")]
    [InlineData("exp(-1e6*(x-1/3)^2)", null, "1 857.7638849607068 2000000")]
    [InlineData("exp(-1e8*(x-0.2718281)^2)/2", null, "0.5 4288.819424803534")]
    [InlineData("x^(5/2)", null, "1 2.5 3.75")]
    [InlineData("x^2*sqrt(x)", null, "1 2.5 3.75")]
    [InlineData("3*(x/2)^2*y*sqrt(x/2)", null, "0.5303300858899107 1.3258252147247767 1.9887378220871652")]
    [InlineData("x*y*z", "0:2,0:1,0:1", "2 2 2 2")]
    [InlineData("x1*x2*x3*x4*x5*x6*x7*x8*x9*x10*x11*x12*x13*x14*x15*x16", null, "1 1")]
    public void Norms_that_are_known_are_enclosed(string text, string? domain, string suprema)
    {
        Target target = On(text, domain);
        double[] expected = [.. suprema.Split(' ').Select(s => double.Parse(s, CultureInfo.InvariantCulture))];
        NormEnclosure proved = RigorousNorm.Enclose(target, expected.Length - 1);
        proved.Failure.Should().BeNull();
        for (int n = 0; n < expected.Length; n++)
        {
            (double lower, double upper) = (proved.Orders[n].Lower, proved.Orders[n].Upper);
            lower.Should().BeLessThanOrEqualTo(expected[n] * (1 + 1e-14));
            upper.Should().BeGreaterThanOrEqualTo(expected[n] * (1 - 1e-14)).And.BeLessThanOrEqualTo(1.01 * expected[n], "{0}, order {1}", text, n);
            proved.Orders[n].IsTight.Should().BeTrue();
            proved.Orders[n].Derivative.Total.Should().Be(n);
            (proved.Lower(n), proved.Upper(n)).Should().Be((proved.Orders.Take(n + 1).Max(d => d.Lower), proved.Orders.Take(n + 1).Max(d => d.Upper)));
        }
    }

    /// <summary>No derivative at any point exceeds the proved bound, nor does the sampled norm by more than its own rounding.</summary>
    [Theory]
    [MemberData(nameof(NamedTargetTests.Names), MemberType = typeof(NamedTargetTests))]
    public void The_sampled_norm_of_a_named_target_is_never_larger(string name)
    {
        Target target = NamedTargets.Get(name).Target;
        int order = Math.Min(target.Smoothness, target.Dimension == 1 ? 4 : 2);
        NormEnclosure proved = RigorousNorm.Enclose(target, order);
        SobolevNorm.TryEstimate(target, order, out SobolevEstimate? sampled, out _).Should().BeTrue();
        for (int j = 0; j <= order; j++)
        {
            sampled!.Peaks[j].Value.Should().BeInRange(0, proved.Orders[j].Upper * (1 + 1e-14), "order {0} of {1}", j, name);
            proved.Orders[j].IsTight.Should().BeTrue();
            proved.Orders[j].Lower.Should().BeLessThanOrEqualTo(sampled.Peaks[j].Value * 1.02);
        }

        proved.Upper(1).Should().BeLessThanOrEqualTo(1 + 1e-9, "it is in the unit ball");
    }

    /// <summary>Random expressions in two variables, with kinks and poles: precise derivatives at points are within the bounds.</summary>
    [Fact]
    public void No_derivative_of_a_random_expression_exceeds_a_proved_bound()
    {
        Expression[] variables = [.. Enumerable.Range(0, 16).Select(i => ExpressionBuilder.Variable(i % 2))];
        JetSpace space = JetSpace.Create(2, 2);
        int proofs = 0;
        Gen.Select(ExpressionSamples.Expressions, Gen.Double[0, 1].Array[2].Array[4]).Sample((expression, points) =>
        {
            Target target = Target.FromExpression(expression.Substitute(variables), 2);
            NormEnclosure proved = RigorousNorm.Enclose(target, space.Order, 50_000);
            Interlocked.Add(ref proofs, Math.Max(0, proved.Order));
            return points.All(u => Enumerable.Range(0, proved.Order + 1).All(j => Most(target, u, j) <= Dyadic.FromDouble(proved.Orders[j].Upper)));
        }, iter: 200);

        // More than a third of the expressions have order 2: fewer than 16 such ones among 200 are less likely than 10^-12.
        proofs.Should().BeGreaterThan(30);
    }

    /// <summary>|x| - x is 0 on [0, 1]; at 0, an end of the domain, the branch -2x has the value of the function but not its derivative.</summary>
    [Fact]
    public void A_branch_that_is_the_function_at_an_end_only_is_no_derivative_beyond_the_bound()
    {
        Target target = On("abs(x)-x", null);
        NormEnclosure proved = RigorousNorm.Enclose(target, 1);
        proved.Orders[1].Upper.Should().Be(0);
        Most(target, [0], 1).Should().Be(default(Dyadic));
    }

    [Theory]
    [InlineData("1/x", null, 0, "1/x cannot be bounded near x = ")]
    [InlineData("1/(x-1/3)", null, 0, "1/(x-1/3) cannot be bounded near x = 0.333333.")]
    [InlineData("tan(x)", "0:2", 0, "tan(x) cannot be bounded near x = 1.5708.")]
    [InlineData("log(x-1/2)", null, 0, "log(x-1/2) cannot be bounded near x = ")]
    [InlineData("sqrt(x)", null, 1, "The derivative of order 1 of sqrt(x) cannot be bounded near x = ")]
    [InlineData("sqrt(abs(x-1/3))", null, 1, "The derivative of order 1 of sqrt(abs(x-1/3)) cannot be bounded near x = 0.333333.")]
    [InlineData("asin(x)", null, 1, "The derivative of order 1 of asin(x) cannot be bounded near x = 1.")]
    [InlineData("x^(5/2)", null, 3, "The derivative of order 3 of x^(5/2) cannot be bounded near x = ")]
    [InlineData("1/(x-y)", null, 0, "1/(x-y) cannot be bounded near (x, y) = ")]
    [InlineData("exp(-1/(x+y))", null, 0, "exp(-1/(x+y)) cannot be bounded near (x, y) = ")]
    [InlineData("abs(x-1/3)/(x-1/3)", null, 0, "abs(x-1/3)/(x-1/3) cannot be bounded near x = 0.333333.")]
    [InlineData("atan(1/(x-1/2))", null, 0, "atan(1/(x-1/2)) cannot be bounded near x = 0.5.")]
    [InlineData("max(x, y)", null, 2, "max(x, y) has bounded derivatives up to order 1 only, so order 3 is not possible.")]
    public void Poles_jumps_and_the_undefined_are_refused_with_the_order_and_the_place(string text, string? domain, int order, string message)
    {
        NormEnclosure proved = RigorousNorm.Enclose(On(text, domain), 3);
        proved.Order.Should().Be(order - 1);
        proved.Failure!.Order.Should().Be(order);
        proved.Failure.Message.Should().StartWith(message);
    }

    /// <summary>Suprema that are powers of two, at the boundary or inside: the upper bound must not double the scale.</summary>
    [Theory]
    [InlineData("4*x*(1-x)", 0, 1)]
    [InlineData("2*x*(x-1/2)*(x-1)", 1, 1)]
    [InlineData("16*x*(1-x)*y*(1-y)", 1, 4)]
    [InlineData("sin(x)^2*2-cos(2*x)", 1, 4)]
    [InlineData("tanh(4*x-2)/2", 1, 2)]
    [InlineData("1/(1+exp(4-8*x))", 1, 2)]
    public void A_norm_that_is_a_power_of_two_is_proved_not_to_exceed_it_by_a_billionth(string text, int order, double power)
    {
        NormEnclosure proved = RigorousNorm.Enclose(Target.Parse(text), order);
        proved.Orders[order].Upper.Should().BeInRange(power * (1 - 1e-14), power * (1 + 1e-9));
        proved.Lower(order).Should().BeInRange(power * (1 - (1.0 / 64)), power);
    }

    [Fact]
    public void Less_work_gives_wider_bounds_that_hold_all_the_same()
    {
        Target target = Target.Parse("exp(sin(5*x*y))/10");
        NormEnclosure best = RigorousNorm.Enclose(target, 2);
        foreach (long work in new[] { 20_000, 50_000, 200_000 })
        {
            NormEnclosure less = RigorousNorm.Enclose(target, 2, work);
            less.Boxes.Should().BeLessThan(best.Boxes);
            less.Orders.Zip(best.Orders).Should().OnlyContain(o => o.First.Upper >= o.Second.Lower && o.First.Lower <= o.Second.Upper);
        }

        RigorousNorm.Enclose(target, 2, 0).Failure!.Message.Should()
            .Be("The derivatives of order 0 of exp(sin(5*x*y))/10 are too many for a proof within the limit of work.");
    }

    [Fact]
    public void Only_expressions_are_proved()
    {
        Target code = Target.FromDelegate("mean", 1, x => x[0] / 2, 0.5);
        ((Action)(() => RigorousNorm.Enclose(code, 1))).Should().Throw<ArgumentException>().WithMessage("mean has no expression*");
        ((Action)(() => RigorousNorm.Enclose(Target.Parse("x"), -1))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => RigorousNorm.Enclose(Target.Parse("x"), 1).Upper(2))).Should().Throw<ArgumentOutOfRangeException>();
        SobolevNorm.TryFind(code, 1, out SobolevEstimate? declared, out _).Should().BeTrue();
        declared!.Source.Should().Be(NormSource.Declared);
    }

    /// <summary>sinh u / u at a u = 0 between the samples has a limit there, which exact arithmetic without π does not see.</summary>
    [Fact]
    public void What_is_not_proved_is_sampled_and_says_so()
    {
        SobolevNorm.TryFind(Target.Parse("sinh(pi*x-pi/3)/(pi*x-pi/3)"), 1, out SobolevEstimate? sampled, out _).Should().BeTrue();
        sampled!.Source.Should().Be(NormSource.Sampled);
        SobolevNorm.TryFind(Target.Parse("sin(x-1/3)"), 1, out SobolevEstimate? proved, out _).Should().BeTrue();
        (proved!.Source, proved.Order).Should().Be((NormSource.Proved, 1));
        SobolevNorm.TryFind(Target.Parse("1/x"), 1, out _, out NormFailure? failure).Should().BeFalse();
        failure!.Message.Should().Be("1/x is not finite at x = 0.");
    }

    private static Target On(string text, string? domain)
    {
        Target target = Target.Parse(text);
        return domain is null ? target : target.On(Domain.Parse(domain, target.Dimension));
    }

    // The largest |D^k f(u)|, |k| = j, at least, from intervals of 128 bits; 0 where it is not known. At a kink either branch may be the function.
    private static Dyadic Most(Target target, double[] u, int j)
    {
        JetSpace space = JetSpace.Create(target.Dimension, j);
        var jets = new JetAlgebra<Interval>(new IntervalAlgebra(128), space, KinkRule.AtPointOfBox);
        Jet<Interval>[] at = [.. u.Select((x, axis) => jets.Variable(axis, Interval.Point(Dyadic.FromDouble(x))))];
        Jet<Interval> jet = target.Expression!.Evaluate<Jet<Interval>>(jets, at);
        return Enumerable.Range(0, space.Count).Where(k => space[k].Total == j && jet[k].IsBounded)
            .Select(k => Dyadic.Create(space[k].Factorial, 0) * Least(jet[k])).Aggregate(default(Dyadic), Dyadic.Max);
    }

    private static Dyadic Least(Interval a) => Dyadic.Max(default, Dyadic.Max(a.Lower, -a.Upper));
}
