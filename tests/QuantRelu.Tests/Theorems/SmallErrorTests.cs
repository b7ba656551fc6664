using System.Numerics;
using FluentAssertions;
using QuantRelu.Claims;
using QuantRelu.Evaluation;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using QuantRelu.Theorems;
using Xunit;

namespace QuantRelu.Tests.Theorems;

/// <summary>Errors below what doubles resolve: the bound of the construction against the network's exact error, in rational arithmetic of its own.</summary>
public class SmallErrorTests
{
    private static readonly Rational[] Points = [.. new[] { 0, 1, 37, 500, 511, 700, 1000, 1024 }.Select(i => Rational.Create(i, 1024) * Rational.Create(1021, 1024))];

    private static FunctionIndependentOptions Options(string error, int n, int lambda = 4, Quantization quantization = Quantization.Nonlinear) =>
        new(Rational.Parse(error), lambda, quantization, n);

    // Σ x^j/j! for 0 ≤ x ≤ 1, far beyond every error here; the remainder is below 2/60!.
    private static Rational Exp(Rational x)
    {
        Rational sum = 0, term = 1;
        for (int j = 1; j <= 60; j++)
        {
            (sum, term) = (sum + term, term * x / j);
        }

        return sum;
    }

    private static Rational Sin(Rational x)
    {
        Rational sum = 0, term = x;
        for (int j = 1; j <= 60; j += 2)
        {
            (sum, term) = (sum + term, -term * x * x / ((j + 1) * (j + 2)));
        }

        return sum;
    }

    private static Rational ErrorAt(ConstructedNetwork built, BlockGates gates, Rational u, Rational value) =>
        Rational.Abs(ExactEvaluator.Evaluate(built.Network, [u], gates)[0] - value);

    private static Rational Greatest(ConstructedNetwork built, Func<Rational, Rational> f)
    {
        BlockGates gates = BlockGates.Of(built.Network);
        return Points.Max(u => ErrorAt(built, gates, u, f(u)));
    }

    [Theory]
    [InlineData("exp(x)/3", "1e-14", Quantization.Nonlinear)]
    [InlineData("1000000*exp(x)/3", "1e-8", Quantization.Nonlinear)]
    [InlineData("exp(x)/3", "1e-14", Quantization.None)]
    public void The_exact_error_is_within_the_bound_where_weights_are_finer_than_doubles(string text, string error, Quantization quantization)
    {
        ConstructedNetwork built = FunctionIndependent.Build(Target.Parse(text), Options(error, 8, quantization: quantization));
        int factor = text.StartsWith('1') ? 1_000_000 : 1;
        ((double)Greatest(built, x => factor * Exp(x) / 3)).Should().BeLessThanOrEqualTo(built.Provenance.ErrorBound!.Value);
    }

    [Fact]
    public void A_precision_beyond_64_bits_is_met()
    {
        ConstructedNetwork half = FunctionIndependent.Build(Target.Parse("0.5", 1), Options("1e-18", 8));
        int.Parse(half.Provenance.Parameters["t"], null).Should().BeGreaterThan(64);
        Greatest(half, _ => Dyadic.Half).Should().Be((Rational)0);
        ConstructedNetwork sine = FunctionIndependent.Build(Target.Parse("sin(x)"), Options("1e-18", 8));
        ((double)Greatest(sine, Sin)).Should().BeLessThanOrEqualTo(sine.Provenance.ErrorBound!.Value);
    }
}
