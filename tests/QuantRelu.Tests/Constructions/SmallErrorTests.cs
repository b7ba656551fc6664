using FluentAssertions;
using QuantRelu.Analysis;
using QuantRelu.Constructions.Paper;
using Xunit;

namespace QuantRelu.Tests.Constructions;

/// <summary>Errors below what doubles resolve: the bound of the construction against the network's exact error, in rational arithmetic of its own.</summary>
public class SmallErrorTests
{
    private static readonly Rational[] Points =
        [.. new[] { 0, 1, 37, 500, 511, 700, 1000, 1024 }.Select(i => Rational.Create(i, 1024) * Rational.Create(1021, 1024))];

    private static NetworkRequest Request(Target target, string error, int n, int lambda = 4, Quantization quantization = Quantization.Nonlinear) =>
        new(target, Rational.Parse(error)) { Family = CodebookFamily.Of(lambda, quantization), Smoothness = n };

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
        ConstructedNetwork built = PaperConstructions.Independent.Build(Request(Target.Parse(text), error, 8, quantization: quantization));
        int factor = text.StartsWith('1') ? 1_000_000 : 1;
        ((double)Greatest(built, x => factor * Exp(x) / 3)).Should().BeLessThanOrEqualTo(built.Provenance.ErrorBound!.Value);
    }

    [Fact]
    public void A_precision_beyond_64_bits_is_met()
    {
        ConstructedNetwork half = PaperConstructions.Independent.Build(Request(Target.Parse("0.5", 1), "1e-18", 8));
        int.Parse(half.Provenance.Parameters["t"], null).Should().BeGreaterThan(64);
        Greatest(half, _ => Dyadic.Half).Should().Be((Rational)0);
        ConstructedNetwork sine = PaperConstructions.Independent.Build(Request(Target.Parse("sin(x)"), "1e-18", 8));
        ((double)Greatest(sine, Sin)).Should().BeLessThanOrEqualTo(sine.Provenance.ErrorBound!.Value);
    }

    /// <summary>Between 2^39 and 2^40 doubles are 2^-13 apart, and sums of two are rounded; the network's error is to be below 2^-17.</summary>
    [Theory]
    [InlineData("1e12+x/2", "1000000000000", "1/2")]
    [InlineData("(1e17+x/3)-1e17", "0", "1/3")]
    public void A_function_dependent_network_is_within_its_bound_where_doubles_of_the_target_are_not(string text, string constant, string slope)
    {
        ConstructedNetwork built = PaperConstructions.Dependent.Build(new NetworkRequest(Target.Parse(text), Rational.Parse("1e-4")));
        ((double)Greatest(built, x => Rational.Parse(constant) + (Rational.Parse(slope) * x))).Should().BeLessThanOrEqualTo(built.Provenance.ErrorBound!.Value);
        built.Provenance.ErrorBound.Should().BeLessThanOrEqualTo(1e-4);
    }
}
