using System.Globalization;
using CsCheck;
using FluentAssertions;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Targets;

public class SobolevNormTests
{
    /// <summary>The suprema of the derivatives of order 0, 1, 2, ... in u, over all derivatives of that order.</summary>
    [Theory]
    [InlineData("sin(2*pi*x)/(2*pi)", null, "0.15915494309189535 1 6.283185307179586 39.47841760435743 248.05021344239853")]
    [InlineData("x^2/2", null, "0.5 1 1 0 0")]
    [InlineData("x*y", null, "1 1 1 0")]
    [InlineData("abs(x-1/3)", null, "0.6666666666666667 1")]
    [InlineData("max(x, y)", null, "1 1")]
    [InlineData("exp(x)", null, "2.718281828459045 2.718281828459045 2.718281828459045")]
    [InlineData("x^2", "-1:3", "9 24 32 0")]
    [InlineData("5", null, "5 0 0")]
    [InlineData("0", null, "0 0")]
    [InlineData("1/(1+x)", null, "1 1 2 6 24 120")]
    [InlineData("exp(-1e6*(x-1/3)^2)", null, "1 857.7638849607068 2000000")]
    [InlineData("x^(5/2)", null, "1 2.5 3.75")]
    [InlineData("x*y*z", "0:2,0:1,0:1", "2 2 2 2")]
    public void Norms_that_are_known_are_found(string text, string? domain, string suprema)
    {
        Target target = Target.Parse(text);
        target = domain is null ? target : target.On(Domain.Parse(domain, target.Dimension));
        double[] expected = [.. suprema.Split(' ').Select(s => double.Parse(s, CultureInfo.InvariantCulture))];
        SobolevNorm.TryEstimate(target, expected.Length - 1, out SobolevEstimate? estimate, out NormFailure? failure).Should().BeTrue(failure?.Message);
        (estimate!.Source, estimate.Order).Should().Be((NormSource.Sampled, expected.Length - 1));
        for (int n = 0; n < expected.Length; n++)
        {
            estimate.Peaks[n].Value.Should().BeApproximately(expected[n], 1e-6 * expected[n], "{0}, order {1}", text, n);
            estimate.Peaks[n].Value.Should().BeLessThanOrEqualTo(expected[n] * (1 + 1e-12));
            estimate.Norm(n).Should().Be(estimate.Peaks.Take(n + 1).Max(p => p.Value));
            estimate.Peaks[n].Derivative.Total.Should().Be(n);
            AbsoluteDerivative(target, estimate.Peaks[n]).Should().Be(estimate.Peaks[n].Value);
        }
    }

    [Theory]
    [InlineData("1/x", null, 0, 0, "1/x is not finite at x = 0.")]
    [InlineData("log(x)", null, 1, 0, "log(x) is not finite at x = 0.")]
    [InlineData("log(x)", "-1:1", 0, 0, "log(x) is not defined at x = -1.")]
    [InlineData("sqrt(x)", null, 1, 1, "The derivative of order 1 of sqrt(x) is not bounded near x = 0.")]
    [InlineData("sqrt(x)", null, 4, 1, "The derivative of order 1 of sqrt(x) is not bounded near x = 0.")]
    [InlineData("sqrt(1-x)+y", null, 1, 1, "The derivative of order 1 of sqrt(1-x)+y is not bounded near (x, y) = (1, 0).")]
    [InlineData("x^(5/2)", null, 3, 3, "The derivative of order 3 of x^(5/2) is not bounded near x = 0.")]
    [InlineData("1/(x-1/3)", null, 0, 0, "1/(x-1/3) is not bounded near x = 0.333333.")]
    [InlineData("1/(x-1/3)", null, 3, 0, "1/(x-1/3) is not bounded near x = 0.333333.")]
    [InlineData("log(abs(x-1/3))", null, 0, 0, "log(abs(x-1/3)) is not bounded near x = 0.333333.")]
    [InlineData("sqrt(abs(x-1/3))", null, 1, 1, "The derivative of order 1 of sqrt(abs(x-1/3)) is not bounded near x = 0.333333.")]
    [InlineData("tan(x)", "0:2", 1, 0, "tan(x) is not bounded near x = 1.5708.")]
    [InlineData("asin(x)", null, 1, 1, "The derivative of order 1 of asin(x) is not bounded near x = 1.")]
    [InlineData("asin(x)", "0:2", 0, 0, "asin(x) is not defined at x = 1.00195.")]
    [InlineData("1/(x-y)", null, 0, 0, "1/(x-y) is not finite at (x, y) = (0, 0).")]
    [InlineData("abs(x)", null, 2, 2, "abs(x) has bounded derivatives up to order 1 only, so order 2 is not possible.")]
    [InlineData("max(x, y)", null, 3, 2, "max(x, y) has bounded derivatives up to order 1 only, so order 3 is not possible.")]
    public void A_norm_that_is_not_finite_is_refused_with_the_order_and_the_place(string text, string? domain, int n, int order, string message)
    {
        Target target = Target.Parse(text);
        target = domain is null ? target : target.On(Domain.Parse(domain, target.Dimension));
        SobolevNorm.TryEstimate(target, n, out SobolevEstimate? estimate, out NormFailure? failure).Should().BeFalse();
        estimate.Should().BeNull();
        (failure!.Order, failure.ToString()).Should().Be((order, message));
    }

    [Theory]
    [MemberData(nameof(NamedTargetTests.Names), MemberType = typeof(NamedTargetTests))]
    public void No_named_target_fails(string name)
    {
        Target target = NamedTargets.Get(name).Target;
        int order = Math.Min(target.Smoothness, target.Dimension switch { 1 => 8, 2 => 6, _ => 4 });
        SobolevNorm.TryEstimate(target, order, out SobolevEstimate? estimate, out NormFailure? failure).Should().BeTrue(failure?.Message);
        estimate!.Norm(1).Should().BeInRange(0.1, 1 + 1e-14);
        Enumerable.Range(1, order).Should().OnlyContain(n => estimate.Norm(n) >= estimate.Norm(n - 1));
    }

    /// <summary>Entire functions of moderate frequency: bounded with all derivatives, and no sample may exceed the estimate.</summary>
    [Fact]
    public void Tame_functions_never_fail_and_no_point_exceeds_their_norms_by_more_than_a_hundredth()
    {
        JetSpace space = JetSpace.Create(1, 3);
        Gen.Select(Gen.Int[-20, 20], Gen.Int[-30, 30], Gen.Int[1, 9], Gen.Double[0, 1].Array[50]).Sample((a, b, q, points) =>
        {
            Target target = Target.Parse(string.Create(CultureInfo.InvariantCulture, $"sin({a}*x+{b}/{q})*exp(x/{q})+cos({b}*x)^2/{q}+1e-9*x"));
            double[] c = new double[space.Count];
            return SobolevNorm.TryEstimate(target, space.Order, out SobolevEstimate? estimate, out _) && points.All(u =>
            {
                target.TaylorCoefficients([u], space, c);
                return Enumerable.Range(0, c.Length).All(n => Math.Abs(c[n] * space.FactorialAt(n)) <= 1.01 * estimate.Peaks[n].Value);
            });
        }, iter: 8);
    }

    [Theory]
    [InlineData("sin(x)^2+cos(x)^2", 6)]
    [InlineData("(x^2-1)-(x-1)*(x+1)", 4)]
    [InlineData("(x+1/10)^3-x^3-3*x^2/10-3*x/100", 3)]
    [InlineData("exp(log(x+1))-x", 6)]
    public void Rounding_noise_is_not_taken_for_a_singularity(string text, int order) =>
        SobolevNorm.TryEstimate(Target.Parse(text), order, out _, out NormFailure? failure).Should().BeTrue(failure?.Message);

    [Fact]
    public void A_Lipschitz_constant_that_was_given_is_the_norm_of_the_derivatives()
    {
        Target target = Target.FromDelegate("mean", 2, x => (x[0] + x[1]) / 2, lipschitzConstant: 0.75).On(Domain.Parse("0:1,0:2", 2));
        SobolevNorm.TryEstimate(target, 1, out SobolevEstimate? estimate, out _).Should().BeTrue();
        (estimate!.Source, estimate.Peaks[0].Value, estimate.Norm(1), estimate.Peaks[1].At.Length).Should().Be((NormSource.Declared, 1.5, 1.5, 0));
        SobolevNorm.TryEstimate(target, 0, out estimate, out _).Should().BeTrue();
        (estimate!.Source, estimate.Norm(0)).Should().Be((NormSource.Sampled, 1.5));
        SobolevNorm.TryEstimate(target, 2, out _, out NormFailure? failure).Should().BeFalse();
        failure!.Message.Should().Be("mean has bounded derivatives up to order 1 only, so order 2 is not possible.");
    }

    [Fact]
    public void Many_variables_are_sampled_at_corners_and_the_centre()
    {
        Target target = Target.Parse("x1+x16");
        SobolevNorm.TryEstimate(target, 1, out SobolevEstimate? estimate, out _).Should().BeTrue();
        (estimate!.Norm(0), estimate.Peaks[1].Value).Should().Be((2, 1));
    }

    [Fact]
    public void Orders_are_not_negative_nor_without_limit()
    {
        Target target = Target.Parse("x^2/4");
        foreach (int order in new[] { -1, int.MaxValue, 20_000 })
        {
            ((Action)(() => SobolevNorm.TryEstimate(target, order, out _, out _))).Should().Throw<ArgumentOutOfRangeException>();
        }

        SobolevNorm.TryEstimate(target, 200, out SobolevEstimate? estimate, out NormFailure? failure).Should().BeTrue(failure?.Message);
        (estimate!.Norm(200), estimate.Peaks[200].Value).Should().Be((0.5, 0));
        ((Action)(() => estimate.Norm(201))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => estimate.Norm(-1))).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static double AbsoluteDerivative(Target target, DerivativePeak peak)
    {
        JetSpace space = JetSpace.Create(target.Dimension, peak.Derivative.Total);
        double[] c = new double[space.Count];
        target.TaylorCoefficients([.. peak.At], space, c);
        return Math.Abs(c[space.IndexOf(peak.Derivative)] * (double)peak.Derivative.Factorial);
    }
}
