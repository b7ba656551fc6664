using CsCheck;
using FluentAssertions;
using QuantRelu.Certification;
using QuantRelu.Subnetworks;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Certification;

/// <summary>Runs that are stopped at every step that they tell of: there is an interval, it holds the exact error, and it only narrows.</summary>
public class StoppedCertificationTests
{
    private static readonly Network Square = Standalone.Square(4, CodebookFamily.Halves).Network;
    private static readonly Network Product = Standalone.Multiply(2, CodebookFamily.Halves).Network;
    private static readonly Target ProductTarget = Target.Parse("x*y").On(Domain.Parse("-1:1,-1:1", 2));

    [Fact]
    public void Of_one_variable_every_stop_leaves_an_interval_with_the_exact_error() =>
        Gen.Select(RandomNetworks.Any, Gen.Int[-40, 40], Gen.Int[-40, 40], Gen.Int[1, 30]).Sample((network, a, b, q) =>
        {
            (Rational constant, Rational square) = (Rational.Create(a, q), Rational.Create(b, q));
            var target = Target.Parse($"({constant})+({square})*x^2", 1);
            HoldsAtEveryStop(network, target, ExactErrors.FromQuadratic(network, constant, 0, square), 4, new CertificationOptions(1e-9));
        }, iter: 10, threads: 1);

    [Fact]
    public void Of_two_variables_too() => HoldsAtEveryStop(Product, ProductTarget, ExactErrors.FromProduct(Product, 16), 8, new CertificationOptions(0.02));

    [Fact]
    public void Of_a_table_too()
    {
        Target target = new SampleTable([(0, 0), (1, 1)]).ToTarget("line");
        HoldsAtEveryStop(Square, target, ExactErrors.FromQuadratic(Square, 0, 1, 0), 6, new CertificationOptions());
    }

    [Fact]
    public void Work_that_is_never_begun_leaves_an_interval()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        foreach ((Network network, Target target, Rational exact) in new[]
        {
            (Square, Target.Parse("x^2"), (Rational)Dyadic.PowerOfTwo(-10)), (Square, Target.Parse("0"), 1),
            (Product, ProductTarget, ExactErrors.FromProduct(Product, 16)),
        })
        {
            foreach (CertificationResult result in new[]
            {
                ErrorCertification.Certify(network, target, cancellationToken: cancelled.Token),
                ErrorCertification.Certify(network, target, new CertificationOptions(TimeLimit: TimeSpan.Zero)),
            })
            {
                result.Error.Should().NotBeNull();
                Holds(result.Error!, exact).Should().BeTrue();
                ((double)result.Error!.Upper).Should().BeLessThan(4);
            }
        }
    }

    [Theory]
    [InlineData("sin(1e9*x)/1e9", 1 - 1e-6, 1 + 1e-9, 1.01, 0.01)]
    [InlineData("x^2+sin(1e9*x)/1e9", 9.765624e-4, 9.765636e-4, 1.01, 0.4)]
    [InlineData("x^2+sin(1e7*x^2)/9", 0.111, 0.1122, 1.2, 0.05)]
    [InlineData("abs(sin(1e8*x))/2", 0.95, 1, 1.01, 0.1)]
    public void Ripples_are_bounded_by_the_range_of_their_values_at_once_and_where_they_are(
        string target, double least, double most, double atOnce, double tolerance)
    {
        var told = new StoppingErrors(int.MaxValue);
        CertificationResult early = ErrorCertification.Certify(Square, Target.Parse(target), new CertificationOptions(MaximumWork: 1), told);
        ((double)early.Error!.Upper).Should().BeLessThan(atOnce);
        told.Errors[0].Upper.Should().BeLessThan(Dyadic.FromDouble(atOnce));
        CertificationResult result = ErrorCertification.Certify(Square, Target.Parse(target), new CertificationOptions(tolerance, MaximumWork: 8000));
        result.Outcome.Should().Be(CertificationOutcome.Reached);
        ((double)result.Error!.Lower).Should().BeInRange((1 - tolerance) * least, most);
        ((double)result.Error.Upper).Should().BeInRange(least, most / (1 - tolerance));
    }

    [Fact]
    public void The_bracket_keeps_the_best_of_all_methods_and_tells_of_news_only()
    {
        var told = new StoppingErrors(int.MaxValue);
        var bracket = new Bracket(told);
        bracket.Narrow(1, [0.5], null);
        bracket.Error.Should().BeNull("there is no upper bound");
        bracket.Narrow(0, [0.1], 8);
        bracket.Narrow(Dyadic.Half, [0.2], 9);
        bracket.Narrow(2, [0.7], 8);
        bracket.Narrow(0, [], 4);
        bracket.Error.Should().Be(new CertifiedError(2, 4));
        bracket.At.Should().Equal(0.7);
        told.Errors.Should().Equal(new CertifiedError(1, 8), new CertifiedError(2, 8), new CertifiedError(2, 4));
        new CertifiedError(1, 5).Meet(new CertifiedError(2, 8)).Should().Be(new CertifiedError(2, 5));
        Action apart = () => new CertifiedError(1, 2).Meet(new CertifiedError(3, 4));
        apart.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_frontier_takes_the_least_first_and_beyond_its_size_the_latest()
    {
        var frontier = new Frontier<string, int>(2);
        foreach ((string cell, int key) in new[] { ("c", 3), ("b", 2), ("late", 9), ("a", 1) })
        {
            frontier.Add(cell, key);
        }

        frontier.TryPeek(out string least).Should().BeTrue();
        least.Should().Be("a", "its key is the least of all, in order or not");
        var taken = new List<string>();
        while (frontier.TryTake(out string next))
        {
            taken.Add(next);
        }

        taken.Should().Equal("a", "late", "b", "c");
        frontier.TryPeek(out _).Should().BeFalse();
    }

    // Stopped when it tells of its n-th interval, for all n: what is returned lies in all that was told.
    private static void HoldsAtEveryStop(Network network, Target target, Rational exact, int mostStops, CertificationOptions options)
    {
        for (int n = 1; n <= mostStops; n++)
        {
            using var stop = new StoppingErrors(n);
            CertificationResult result = ErrorCertification.Certify(network, target, options, stop, stop.Token);
            result.Error.Should().NotBeNull();
            CertifiedError[] all = [.. stop.Errors, result.Error!];
            all.Should().OnlyContain(e => Holds(e, exact));
            all.Zip(all.Skip(1)).Should().OnlyContain(pair => pair.First.Lower <= pair.Second.Lower && pair.Second.Upper <= pair.First.Upper);
            result.Outcome.Should().BeOneOf(CertificationOutcome.Cancelled, CertificationOutcome.Reached);
            for (int work = 1; n == 1 && work <= 3 * mostStops; work++)
            {
                Holds(ErrorCertification.Certify(network, target, options with { MaximumWork = work }).Error!, exact).Should().BeTrue();
            }
        }
    }

    private static bool Holds(CertifiedError error, Rational exact) => error.Lower <= exact && exact <= error.Upper;
}
