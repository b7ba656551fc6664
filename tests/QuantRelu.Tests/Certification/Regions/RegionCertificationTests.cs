using CsCheck;
using FluentAssertions;
using QuantRelu.Analysis;
using QuantRelu.Analysis.Regions;
using QuantRelu.Certification;
using QuantRelu.Certification.Regions;
using QuantRelu.Constructions.Hinges;
using QuantRelu.Constructions.Interpolation;
using QuantRelu.Tests.Analysis.Regions;
using Xunit;

namespace QuantRelu.Tests.Certification.Regions;

/// <summary>Networks with two and three inputs, region by region.</summary>
public class RegionCertificationTests
{
    private static readonly Rational Half = Rational.Create(1, 2);

    [Theory]
    [InlineData("x*y", 0, 1, 0)]
    [InlineData("x^2+y^2", 1, 0, 1)]
    [InlineData("x^2-y^2", 1, 0, -1)]
    [InlineData("-x^2-x*y/2-y^2", -1, -0.5, -1)]
    [InlineData("0*x*y", 0, 0, 0)]
    public void The_interval_holds_the_exact_error_of_random_networks_against_quadratic_targets(string text, double a, double b, double c) =>
        DenseNetworks.Any(2).Sample(network =>
        {
            CertificationResult result = ErrorCertification.Certify(network, Target.Parse(text, 2));
            Rational exact = PlaneErrors.FromQuadratic(network, Dyadic.FromDouble(a), Dyadic.FromDouble(b), Dyadic.FromDouble(c));
            return IsTight(result, exact);
        }, iter: 8);

    [Theory]
    [InlineData("abs(x-y)")]
    [InlineData("max(x,y)")]
    [InlineData("min(x,2*x-y)")]
    public void So_it_does_against_kinks_along_the_diagonal(string text) => DenseNetworks.Any(2, 3).Sample(network =>
    {
        CertifiedError found = ErrorCertification.Certify(network, Target.Parse(text)).Error!;
        Rational exact = PlaneErrors.FromDiagonal(network, (x, y) => text[0] switch
        {
            'a' => Rational.Abs(x - y),
            'm' when text[1] == 'a' => x > y ? x : y,
            _ => x > y ? x : (2 * x) - y,
        });
        return found.Lower <= exact && exact <= found.Upper && found.Upper - found.Lower <= found.Upper.Scale(-50);
    }, iter: 5);

    /// <summary>Kinks that cross each other inside of regions: the interval is next to a value that is attained, and no sample is above it.</summary>
    [Theory]
    [InlineData("abs(abs(x-y)-1/3)+max(x/2,y,1/4)", 2)]
    [InlineData("relu(x+y-1)-3*min(2/3,x,1-y)/2", 2)]
    [InlineData("max(x,min(y,z))-abs(x+y-z)/3", 3)]
    public void Kinks_of_kinks_are_cut_until_the_target_is_affine(string text, int inputs) => DenseNetworks.Any(inputs, 3).Sample(network =>
    {
        var target = Target.Parse(text);
        CertificationResult result = ErrorCertification.Certify(network, target);
        CertifiedError found = result.Error!;
        var evaluator = new FastEvaluator(network);
        var random = new Random(1);
        for (int i = 0; i < 2000; i++)
        {
            double[] u = [.. Enumerable.Range(0, inputs).Select(_ => random.Next(1025) / 1024.0)];
            if (Math.Abs(evaluator.Evaluate(u) - target.Value(u)) > (double)found.Upper + 1e-12)
            {
                return false;
            }
        }

        double[] at = [.. result.At];
        return Math.Abs(Math.Abs(evaluator.Evaluate(at) - target.Value(at)) - (double)found.Upper) <= 1e-9;
    }, iter: 6);

    [Theory]
    [InlineData("max(x,y)", "0.1")]
    [InlineData("abs(x-y)/2", "0.1")]
    public void A_network_that_is_the_target_is_off_by_nothing_and_that_is_proved(string text, string error)
    {
        var target = Target.Parse(text);
        Network network = HingeConstruction.Instance.Build(new NetworkRequest(target, Rational.Parse(error))).Network;
        CertifiedError found = ErrorCertification.Certify(network, target).Error!;
        (found.Lower.IsZero, found.Upper.IsZero).Should().Be((true, true));
        ErrorCertification.Decide(network, target, 0).Verdict.Should().Be(Verdict.Proved);
        ErrorCertification.Decide(network, Target.Parse($"{text}+1/1000000000000"), 0).Verdict.Should().Be(Verdict.Refuted);
    }

    [Fact]
    public void Claims_are_decided_however_close_to_the_exact_error() => DenseNetworks.Any(2).Sample(network =>
    {
        Rational exact = PlaneErrors.FromQuadratic(network, 0, 1, 0), little = Rational.Create(1, 1_000_000_000);
        Target target = Target.Parse("x*y");
        Decision below = ErrorCertification.Decide(network, target, exact * (1 - little));
        Decision above = ErrorCertification.Decide(network, target, exact * (1 + little));
        if (below.Verdict != Verdict.Refuted || above.Verdict != Verdict.Proved)
        {
            return false;
        }

        Rational[] x = [.. below.Counterexample];
        return Rational.Abs(ExactEvaluator.Evaluate(network, x)[0] - (x[0] * x[1])) > below.Claim;
    }, iter: 15);

    [Theory]
    [InlineData("sin(x)*cos(y)", "0.1")]
    [InlineData("sin(x)*cos(y)", "0.01")]
    [InlineData("exp(-x)*sin(3*y)/9", "0.01")]
    public void Networks_of_the_hierarchical_construction_are_certified_to_a_thousandth_and_hold_every_sample(string text, string error)
    {
        Target target = Target.Parse(text);
        ConstructedNetwork network = InterpolationConstructions.Hierarchical.Build(new NetworkRequest(target, Rational.Parse(error)));
        CertificationResult result = ErrorCertification.Certify(network.Network, target);
        result.Outcome.Should().Be(CertificationOutcome.Reached);
        (result.Error!.Upper - result.Error.Lower).Should().BeLessThanOrEqualTo(result.Error.Upper * Dyadic.FromDouble(1e-3));
        ((double)result.Error.Upper).Should().BeLessThan(network.Provenance.ErrorBound!.Value);
        MeasuredError seen = ErrorMeasurement.Measure(new FastEvaluator(network.Network), target, 4_000, seed: 4);
        seen.Value.Should().BeLessThanOrEqualTo((double)result.Error.Upper).And.BeGreaterThan(0.4 * (double)result.Error.Lower);
        double[] at = [.. result.At];
        Math.Abs(new FastEvaluator(network.Network).Evaluate(at) - target.Value(at)).Should().BeApproximately(
            (double)result.Error.Lower, 1e-14, "the lower bound is an error that occurs, as exactly as it can be told");
    }

    [Fact]
    public void Three_inputs_are_certified_too_and_hold_every_sample_and_every_vertex() => DenseNetworks.Any(3, 4).Sample(network =>
    {
        Target target = Target.Parse("sin(x)*cos(y)*exp(-z)");
        CertificationResult result = ErrorCertification.Certify(network, target);
        double vertices = LinearRegions.Of(network).Enumerate().SelectMany(r => r.Vertices.Select(v =>
            Math.Abs((double)r.At(v) - target.Value([.. v.Select(c => (double)c)])))).Max();
        double samples = ErrorMeasurement.Measure(new FastEvaluator(network), target, 3000, seed: 2).Value;
        return result.Outcome == CertificationOutcome.Reached && Math.Max(vertices, samples) <= (double)result.Error!.Upper * (1 + 1e-12)
            && vertices <= (double)result.Error.Lower * 1.002;
    }, iter: 5);

    [Fact]
    public void On_another_domain_and_against_code_it_is_the_same_error()
    {
        Network network = DenseNetworks.Of(2, DenseNetworks.Random(2, 5, new Random(11)));
        var domain = Domain.Parse("-1:1,0:2", 2);
        CertifiedError formula = ErrorCertification.Certify(network, Target.Parse("x*y").On(domain)).Error!;
        var stated = new DelegateFunction(x => x[0] * x[1]) { ValueError = 1e-15, DerivativeBounds = [2, 1] };
        CertifiedError code = ErrorCertification.Certify(network, Target.FromDelegate("product", 2, stated).On(domain)).Error!;
        (code.Lower <= formula.Upper && formula.Lower <= code.Upper).Should().BeTrue("both hold the exact error");
        (code.Upper - code.Lower).Should().BeLessThanOrEqualTo(code.Upper * Dyadic.FromDouble(1e-3));
    }

    [Fact]
    public void The_interval_only_narrows_and_the_result_does_not_change_from_run_to_run()
    {
        Network network = DenseNetworks.Of(2, DenseNetworks.Random(2, 14, new Random(8)));
        Target target = Target.Parse("sin(3*x+y)");
        var told = new ToldErrors();
        CertificationResult first = ErrorCertification.Certify(network, target, new CertificationOptions(Tolerance: 1e-6), told);
        told.Errors.Should().NotBeEmpty();
        told.Errors.Zip(told.Errors.Skip(1)).Should().OnlyContain(p => p.Second.Lower >= p.First.Lower && p.Second.Upper <= p.First.Upper);
        ErrorCertification.Certify(network, target, new CertificationOptions(Tolerance: 1e-6)).Should().BeEquivalentTo(first);
    }

    [Fact]
    public void However_few_parts_are_kept_the_others_are_settled_and_the_interval_holds_the_exact_error() => DenseNetworks.Any(2).Sample(network =>
    {
        Domain unit = Domain.Unit(2);
        var kinks = KinkNetwork.Of(network, unit.Sides.AsSpan());
        using var traversal = new RegionTraversal(kinks, ConvexCell.Box(unit.Sides.AsSpan()));
        Rational exact = PlaneErrors.FromQuadratic(network, 0, 1, 0);
        double blur = 1e-6 * (double)exact;
        var target = TargetCell.Whole(Target.Parse("x*y"), blur);
        var all = new RegionSearch(new Goal.Narrow(1e-3), 0, blur);
        double waiting = 0;
        foreach (SubtreeSearch subtree in traversal.Visit(
            () => new SubtreeSearch(kinks.Scale, target, new RegionSearch(new Goal.Narrow(1e-3), 0, blur), new(traversal.Levels), mostKept: 1, () => false)))
        {
            all.Add(subtree.Search);
            waiting = Math.Max(waiting, subtree.TakeLeft().Select(p => p.Bounds.Upper).DefaultIfEmpty(0).Single());
        }

        Rational lower = Dyadic.FromDouble(all.Lower), settled = Dyadic.FromDouble(all.Settled), upper = Dyadic.FromDouble(Math.Max(all.Settled, waiting));
        return lower <= exact && exact <= upper && settled <= exact * Rational.Parse("1.0011");
    }, iter: 10);

    [Fact]
    public void A_pole_inside_of_a_region_has_no_upper_bound_and_no_endless_run()
    {
        Network network = DenseNetworks.Of(2, DenseNetworks.Random(2, 5, new Random(2)));
        CertificationResult result = ErrorCertification.Certify(network, Target.Parse("y/(x-1/3)"));
        result.Outcome.Should().Be(CertificationOutcome.TargetUnbounded);
        result.Error.Should().BeNull();
        result.Message.Should().MatchRegex(@"near \(0\.333\d*, 0\.\d+\): it may be undefined");
    }

    [Fact]
    public void A_cancellation_returns_what_is_proved_by_then()
    {
        Network network = DenseNetworks.Of(2, DenseNetworks.Random(2, 5, new Random(2)));
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        CertificationResult result = ErrorCertification.Certify(network, Target.Parse("x*y"), cancellationToken: stopped.Token);
        result.Outcome.Should().Be(CertificationOutcome.Cancelled);
        result.Error.Should().NotBeNull("the ranges of network and target bound it");
    }

    /// <summary>Stopped whenever it tells of a bound: before the first subtree, and after each of them.</summary>
    [Theory]
    [InlineData("sin(3*x+y)", 2)]
    [InlineData("sin(x)*cos(y)*exp(-z)", 3)]
    public void After_every_number_of_subtrees_there_is_a_bound_that_holds_all_samples_and_it_only_narrows(string text, int inputs)
    {
        Network network = DenseNetworks.Of(inputs, DenseNetworks.Random(inputs, 7, new Random(8)));
        Target target = Target.Parse(text);
        double samples = ErrorMeasurement.Measure(new FastEvaluator(network), target, 3000, seed: 2).Value;
        var whole = new ToldErrors();
        CertifiedError last = ErrorCertification.Certify(network, target, null, whole).Error!;
        whole.Errors.Select(e => e.Upper).Distinct().Should().HaveCountGreaterThan(3, "the bound narrows while subtrees are looked at");
        for (int n = 1; n <= 8; n++)
        {
            using var stop = new StoppingErrors(n);
            CertifiedError found = ErrorCertification.Certify(network, target, null, stop, stop.Token).Error!;
            ((double)found.Upper).Should().BeGreaterThanOrEqualTo(samples * (1 - 1e-12));
            (found.Lower <= last.Upper && last.Lower <= found.Upper).Should().BeTrue();
            stop.Errors.Zip(stop.Errors.Append(found).Skip(1)).Should().OnlyContain(p => p.Second.Lower >= p.First.Lower && p.Second.Upper <= p.First.Upper);
        }
    }

    /// <summary>The first polynomials are as rough as the claim is far from what is seen; these claims are far, near, and next to the exact error.</summary>
    [Fact]
    public void However_far_a_claim_is_it_is_decided_as_by_the_interval() => DenseNetworks.Any(2, 8).Sample(network =>
    {
        Target target = Target.Parse("sin(3*x+y)");
        CertifiedError narrow = ErrorCertification.Certify(network, target, new CertificationOptions(Tolerance: 1e-7)).Error!;
        return new[] { "2", "1.01", "1.00001" }.Select(Rational.Parse).All(factor =>
            ErrorCertification.Decide(network, target, narrow.Upper * factor).Verdict == Verdict.Proved
            && ErrorCertification.Decide(network, target, narrow.Lower / factor).Verdict == Verdict.Refuted);
    }, iter: 6);

    private static bool IsTight(CertificationResult result, Rational exact, double tolerance = 1e-3) => result.Outcome == CertificationOutcome.Reached
        && result.Error!.Lower <= exact && exact <= result.Error.Upper
        && (result.Error.Upper - result.Error.Lower <= result.Error.Upper * Dyadic.FromDouble(tolerance) || result.Error.Upper < Dyadic.FromDouble(1e-20));
}
