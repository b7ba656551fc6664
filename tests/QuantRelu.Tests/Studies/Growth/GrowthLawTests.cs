using System.Numerics;
using FluentAssertions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Studies.Growth;
using Xunit;

namespace QuantRelu.Tests.Studies.Growth;

/// <summary>Laws against networks that had no part in finding or verifying them, with every unit in its place.</summary>
public class GrowthLawTests
{
    public static TheoryData<int, int, CodebookFamily, int> Arithmetic()
    {
        var all = new TheoryData<int, int, CodebookFamily, int>();
        foreach ((int d, int n) in new[] { (1, 1), (1, 2), (2, 1), (2, 2), (1, 3) })
        {
            all.Add(d, n, CodebookFamily.Halves, 9);
            all.Add(d, n, CodebookFamily.Halves, 12);
            all.Add(d, n, CodebookFamily.Free, 10);
            all.Add(d, n, CodebookFamily.Linear(2), 11);
            all.Add(d, n, CodebookFamily.Linear(4), 8);
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Arithmetic))]
    public void A_law_in_L_holds_of_topologies_beyond_those_that_it_was_found_and_verified_on(int d, int n, CodebookFamily family, int near)
    {
        GrowthLaw law = Law(d, n, family, near);
        (law.Variable, law.LogError.ToString("L")).Should().Be(("L", "L"));
        (near - law.From).Should().Match(steps => steps % law.Step == 0);
        int last = law.VerifiedOn[^1];
        int[] fresh = [.. Enumerable.Range(1, 3).Select(j => last + (j * law.Step)).Where(l => (l + 6) / n < 50)];
        foreach (int l in fresh)
        {
            NetworkCounts counts = FunctionIndependent.Topology(d, n, Error(l), family).Count();
            Rational.Create(counts.Weights, 1).Should().Be(Weights(law, d, l, FunctionIndependentParameters.Choose(d, n, Error(l)).LogGrid));
            ((Rational)counts.Depth).Should().Be(law.Depth!.At(l));
        }

        (fresh.Length + law.VerifiedOn.Length).Should().BeGreaterThanOrEqualTo(6);
    }

    // Between the errors of a class, too: what the search never looked at is predicted by the laws of the other classes.
    [Fact]
    public void The_laws_of_all_classes_together_are_true_of_every_L()
    {
        for (int l = 12; l <= 46; l++)
        {
            NetworkCounts counts = FunctionIndependent.Topology(1, 2, Error(l), CodebookFamily.Halves).Count();
            int logGrid = FunctionIndependentParameters.Choose(1, 2, Error(l)).LogGrid;
            Rational.Create(counts.Weights, 1).Should().Be(Weights(Law(1, 2, CodebookFamily.Halves, l), 1, l, logGrid));
        }
    }

    [Theory]
    [InlineData(1, 1, 3, 13)]
    [InlineData(1, 1, 3, 6)]
    [InlineData(1, 1, 4, 3)]
    [InlineData(2, 1, 3, 23)]
    [InlineData(1, 2, 3, 23)]
    public void A_law_in_q_holds_where_t_is_a_power_of_q(int d, int n, int lambda, int q)
    {
        GrowthLaw law = Law(d, n, CodebookFamily.Nonlinear(lambda), 9);
        law.Variable.Should().Be("q");
        (q - law.From).Should().Match(steps => steps >= 0 && steps % law.Step == 0);
        int logError = (int)law.LogError.At(q).Numerator;
        var counts = FunctionIndependentCounts.Of(d, n, Error(logError), CodebookFamily.Nonlinear(lambda));
        ((BigInteger)counts.Parameters.Precision).Should().Be(BigInteger.Pow(q, lambda - 1));
        Rational.Create(counts.TermWeights, 1).Should().Be(law.TermWeights.At(q));
        Rational.Create(counts.LineWeights, 1).Should().Be(law.LineWeights.At(q));
        law.TermWeights.Degree.Should().Be(lambda, "the theorem's power of t is λ/(λ-1)");
        FunctionIndependentCounts.Of(d, n, Error(logError + 1), CodebookFamily.Nonlinear(lambda)).Parameters.Precision.Should()
            .BeGreaterThan(counts.Parameters.Precision);
    }

    [Fact]
    public void For_Lipschitz_functions_of_one_variable_it_is_the_known_one()
    {
        GrowthLaw law = Law(1, 1, CodebookFamily.Halves, 28);
        law.PerPoint.ToString("L").Should().Be("L²/2 + 69L/2 + 211");
        law.Overtakes.Should().BeApproximately(69, 1e-12);
        Law(1, 1, CodebookFamily.Free, 28).PerPoint.ToString("L").Should().Be("3L + 24");
        Law(1, 1, CodebookFamily.Free, 28).Overtakes.Should().BeNull();
        law.Condition.Should().Be("L = 0 modulo 2");
    }

    // Equation (5) has t + 1 lines of up to (λ-1)(q-1) powers: of t = 4^4 and more there are too few networks to tell a polynomial of degree 5.
    [Fact]
    public void What_is_not_verified_is_no_law() =>
        GrowthStudy.OfClass(1, 1, [Error(9)], CodebookFamily.Nonlinear(5), cancellationToken: TestContext.Current.CancellationToken).Law.Should().BeNull();

    private static GrowthLaw Law(int d, int n, CodebookFamily family, int near) =>
        GrowthStudy.OfClass(d, n, [Error(near)], family, cancellationToken: TestContext.Current.CancellationToken).Law!;

    private static Rational Weights(GrowthLaw law, int d, int x, int logGrid)
    {
        Rational lines = Rational.Create((BigInteger.One << logGrid) + 1, 1);
        Rational points = Enumerable.Repeat(lines, d).Aggregate((Rational)1, (product, side) => product * side);
        return (points * law.TermWeights.At(x)) + (d * lines * law.LineWeights.At(x)) + law.OtherWeights!.At(x);
    }

    private static Rational Error(int logError) => Rational.Create(1, BigInteger.One << logError);
}
