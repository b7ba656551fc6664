using System.Collections.Concurrent;
using System.Globalization;
using FluentAssertions;
using QuantRelu.Certification;
using QuantRelu.Circuits;
using QuantRelu.Constructions;
using QuantRelu.Constructions.Crossbar;
using QuantRelu.Constructions.Paper;
using QuantRelu.Formats;
using QuantRelu.Graph;
using QuantRelu.Targets;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Constructions;

/// <summary>The crossbar against its theorem, on functions at the limit of its class, whose values are exact at every rational point.</summary>
public class CrossbarTests
{
    private static readonly Rational Half = Dyadic.Half;
    private static readonly ConcurrentDictionary<(Rational Error, int? MostDepth), CrossbarParameters> Chosen = new();

    public static TheoryData<string, int?, string> Cases()
    {
        var cases = new TheoryData<string, int?, string>();
        foreach ((string error, int? depth) in new (string, int?)[]
        {
            ("0.1", null), ("0.03", null), ("0.01", null), ("1/64", null), ("1/256", null), ("0.02", 17), ("1/200", 19),
        })
        {
            foreach (string function in new[] { "walk", "zigzag", "fast", "up", "top", "bottom", "slopes" })
            {
                cases.Add(error, depth, function);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_theorem_holds_at_every_border_and_margin_and_knot(string error, int? mostDepth, string function)
    {
        CrossbarParameters p = Parameters(error, mostDepth);
        (p.Bound <= Rational.Parse(error)).Should().BeTrue();
        CrossbarCases.MustKeepItsBound(p, function);
    }

    // In steps above -M: a whole number at every knot, one more or one less at the next, straight in between, and even at the centre of a pair of cells.
    [Theory]
    [InlineData("0.03", "walk")]
    [InlineData("0.01", "zigzag")]
    [InlineData("1/64", "slopes")]
    [InlineData("1/256", "fast")]
    public void Outside_of_the_margins_the_network_is_a_path_of_steps_up_and_down(string error, string function)
    {
        CrossbarParameters p = Parameters(error, null);
        Network network = CrossbarCases.Built(p, CrossbarCases.Extreme(function, p.Step).ToTarget(function));
        long last = (long)p.HalfWidth.ToCeiling() - 1;
        int turns = 0;
        for (long piece = -last; piece < last; piece++)
        {
            Rational left = At(Pieces(piece)), right = At(Pieces(piece + 1));
            bool atBorder = piece % p.Columns == 0, beforeBorder = (piece + 1) % p.Columns == 0;
            if (!atBorder && !beforeBorder)
            {
                left.Denominator.IsOne.Should().BeTrue();
                Rational.Abs(right - left).Should().Be((Rational)1);
                At(Pieces(piece) + Half).Should().Be((left + right) / 2);
                turns += right > left ? 1 : 0;
            }

            if (Math.Abs(piece) % (2 * p.Columns) == p.Columns)
            {
                (left / 2).Denominator.IsOne.Should().BeTrue();
            }
        }

        turns.Should().BeGreaterThan(2).And.BeLessThan((int)(2 * last) - 2);

        static Rational Pieces(long pieces) => Rational.Create(pieces, 1);

        Rational At(Rational pieces) => (ExactEvaluator.Evaluate(network, [Half + (pieces * p.Piece)])[0] + (Rational)p.Norm) / p.Step;
    }

    [Theory]
    [InlineData("0.1", null)]
    [InlineData("0.01", null)]
    [InlineData("0.01", 18)]
    [InlineData("1/1024", null)]
    [InlineData("1/1024", 22)]
    [InlineData("0.0003", null)]
    public void The_network_has_exactly_the_counts_of_its_formulas_and_one_topology_for_the_class(string error, int? mostDepth)
    {
        CrossbarPlan[] plans = [.. new[] { "sin(2*pi*x)/(2*pi)", "1", "abs(x-1/3)", "-x" }.Select(t => Plan(t, error, mostDepth))];
        ConstructedNetwork[] built = [.. plans.Select(plan => plan.Build())];
        foreach ((CrossbarPlan plan, ConstructedNetwork network) in plans.Zip(built))
        {
            NetworkCounts counts = network.Network.Count();
            counts.Weights.Should().Be(plan.LeastWeights);
            counts.Depth.Should().Be(plan.Depth).And.BeLessThanOrEqualTo(mostDepth ?? int.MaxValue);
            counts.BitsPerWeight.Should().Be(1);
            network.Network.Validate().Should().BeEmpty();
            network.Provenance.ErrorBound.Should().BeLessThanOrEqualTo((double)Rational.Parse(error));
        }

        built.Select(b => TopologyHash.Of(b.Network)).Distinct().Should().ContainSingle().Which.Should().NotBeNull();
        built.Select(b => CrossbarCases.Bytes(b)).Distinct().Should().HaveCount(built.Length);
        CrossbarCases.Bytes(plans[0].Build()).Should().Be(CrossbarCases.Bytes(Plan("sin(2*pi*x)/(2*pi)", error, mostDepth).Build()));
    }

    // What the theorem's networks cost for the whole class, counted without building them, and what may be asked of them at most.
    [Theory]
    [InlineData("0.1", null, 29)]
    [InlineData("0.01", null, 6.06)]
    [InlineData("2^-8", null, 3.8)]
    [InlineData("2^-10", null, 2.1)]
    [InlineData("2^-10", 25, 2.4)]
    [InlineData("2^-10", 22, 2.4)]
    [InlineData("2^-12", null, 1.41)]
    [InlineData("2^-12", 22, 1.65)]
    [InlineData("2^-14", null, 1.16)]
    [InlineData("2^-14", 28, 1.2)]
    [InlineData("3e-5", null, 1.17)]
    [InlineData("2^-16", null, 1.07)]
    [InlineData("2^-16", 45, 1.075)]
    [InlineData("2^-16", 30, 1.08)]
    [InlineData("2^-16", 25, 1.11)]
    [InlineData("2^-16", 23, 1.17)]
    [InlineData("2^-20", null, 1.015)]
    [InlineData("2^-24", null, 1.005)]
    public void Its_bits_approach_the_entropy_bound_and_the_page_has_the_counts(string error, int? mostDepth, double most)
    {
        Rational epsilon = error.StartsWith("2^", StringComparison.Ordinal)
            ? Dyadic.PowerOfTwo(int.Parse(error[2..], CultureInfo.InvariantCulture))
            : Rational.Parse(error);
        LayerPlan plan = CrossbarSearch.Final(CrossbarClass.Choose(Dyadic.One, epsilon, mostDepth)!).Plan;
        double bits = plan.Weights * (double)epsilon;
        bits.Should().BeLessThanOrEqualTo(most).And.BeGreaterThan(1 - (2 * (double)epsilon), "the class needs 1/error - 1 bits");
        string limit = mostDepth is { } d ? $"{d} " : "";
        File.ReadAllLines(Path.Combine(Repository.Folder, "samples", "COMPACT.md")).Should().Contain(string.Create(
            CultureInfo.InvariantCulture, $"| {error} | {limit}| {plan.Weights:N0} | {bits:F4} | {plan.Depth} | {plan.Width:N0} |"));
    }

    [Theory]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.002", "0:1")]
    [InlineData("abs(abs(x-1/3)-1/3)", "0.01", "0:1")]
    [InlineData("exp(x)", "0.01", "-1:1")]
    [InlineData("100*x-7", "3", "0:1")]
    [InlineData("x/1000", "0.9", "0:1")]
    [InlineData("sqrt(x)", "0.05", "1:4")]
    public void The_certified_error_is_at_most_the_bound_and_that_at_most_the_error(string text, string error, string domain)
    {
        Rational epsilon = Rational.Parse(error) < 1 ? Rational.Parse(error) : Rational.Parse("0.99");
        Target target = Target.Parse(text).On(Domain.Parse(domain, 1));
        ConstructedNetwork built = CrossbarConstruction.Instance.Build(new NetworkRequest(target, epsilon));
        CertificationResult proof = ErrorCertification.Certify(built.Network, target);
        (proof.Error!.Upper <= Dyadic.FromDouble(built.Provenance.ErrorBound!.Value)).Should().BeTrue();
        built.Provenance.ErrorBound.Should().BeLessThanOrEqualTo((double)epsilon);
        built.Provenance.TheoremBound.Should().NotBeNull();
    }

    [Fact]
    public void What_it_cannot_do_is_one_sentence_that_names_it_and_what_can()
    {
        Reason(new NetworkRequest(Target.Parse("x*y"), Rational.Parse("0.1"))).Should().Contain("crossbar").And.Contain("one variable").And.Contain("paper");
        Reason(new NetworkRequest(Target.Parse("x"), Rational.Parse("0.1")) { Family = CodebookFamily.Linear(4) })
            .Should().Contain("crossbar").And.Contain("-1/2").And.Contain("paper");
        Reason(new NetworkRequest(Target.Parse("x"), Rational.Parse("1e-12"))).Should().Contain("crossbar").And.Contain("larger error");
        Reason(new NetworkRequest(Target.Parse("x"), Rational.Parse("0.001")) { MostDepth = 5 }).Should().Contain("depth 5");
        Reason(new NetworkRequest(Target.Parse("sqrt(x)"), Rational.Parse("0.1"))).Should().Contain("not bounded");
        PaperConstructions.Independent.TryPlan(new NetworkRequest(Target.Parse("x"), Rational.Parse("0.1")) { MostDepth = 3 }, out _, out Misfit? paper)
            .Should().BeFalse();
        paper!.Reason.Should().Contain("layers");

        static string Reason(NetworkRequest request)
        {
            CrossbarConstruction.Instance.TryPlan(request, out NetworkPlan? plan, out Misfit? misfit).Should().BeFalse();
            plan.Should().BeNull();
            return misfit!.Reason;
        }
    }

    [Fact]
    public void A_target_that_is_steeper_than_was_found_is_named_with_the_place()
    {
        // Samples do not see the needle, and nothing else is known of code.
        Target needle = Target.FromDelegate("needle", 1, x => Math.Abs(x[0] - 0.30003) < 0.0004 ? 0.5 : 0, lipschitzConstant: 1);
        FluentActions.Invoking(() => CrossbarConstruction.Instance.Build(new NetworkRequest(needle, Rational.Parse("0.001"))))
            .Should().Throw<TargetException>().WithMessage("needle is steeper near x = 0.29*");
    }

    [Fact]
    public void Free_weights_make_the_same_function()
    {
        Target target = Target.Parse("abs(x-1/3)");
        var request = new NetworkRequest(target, Rational.Parse("0.02"));
        ConstructedNetwork halves = CrossbarConstruction.Instance.Build(request);
        ConstructedNetwork free = CrossbarConstruction.Instance.Build(request with { Family = CodebookFamily.Free });
        for (int i = 0; i <= 97; i++)
        {
            Rational x = Rational.Create(i, 97);
            ExactEvaluator.Evaluate(free.Network, [x]).Should().Equal(ExactEvaluator.Evaluate(halves.Network, [x]));
        }

        free.Network.Count().Weights.Should().BeLessThan(halves.Network.Count().Weights);
    }

    private static CrossbarPlan Plan(string target, string error, int? mostDepth) =>
        CrossbarConstruction.Instance.Plan(new NetworkRequest(Target.Parse(target, 1), Rational.Parse(error)) { MostDepth = mostDepth });

    private static CrossbarParameters Parameters(string error, int? mostDepth) =>
        Chosen.GetOrAdd((Rational.Parse(error), mostDepth), key => CrossbarClass.Choose(Dyadic.One, key.Error, key.MostDepth)!);
}
