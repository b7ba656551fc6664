using FluentAssertions;
using QuantRelu.Constructions;
using QuantRelu.Constructions.Hinges;
using QuantRelu.Formats;
using QuantRelu.Graph;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Constructions.Hinges;

public class HingeConstructionTests
{
    private static readonly Construction Hinges = HingeConstruction.Instance;

    public static TheoryData<string, string, string> Targets => new()
    {
        { "sine", "0:1", "0.1" }, { "sine", "0:1", "0.003" }, { "sine", "-1:2", "0.02" }, { "exp(x)/3", "0:1", "0.01" }, { "runge", "0:1", "0.01" },
        { "zigzag", "0:1", "0.002" }, { "saturation", "0:1", "0.004" }, { "sqrt(x)", "0:1", "0.02" }, { "abs(x)", "-1/3:5", "0.05" },
        { "100*sin(3*x)", "0:1", "0.9" }, { "x/1000", "0:1", "0.00001" }, { "log(x)", "1:1000", "0.2" }, { "3*x-7", "0:1", "0.01" }, { "1/3", "0:1", "0.0001" },
        { "cos(16*pi*x)", "0:1", "0.1" }, { "min(x,1/2)", "0:1", "0.003" }, { "0*x", "0:1", "0.5" }, { "x", "0:1", "0.001" }, { "10^6+x", "0:1", "0.1" },
    };

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_network_is_proved_to_be_within_the_error(string text, string domain, string error)
    {
        Target target = Target.Parse(text, 1).On(Domain.Parse(domain, 1));
        var request = new NetworkRequest(target, Rational.Parse(error));
        ConstructedNetwork built = Hinges.Build(request);
        built.Network.Validate().Should().BeEmpty();
        built.Network.Codebook.Should().Be(CodebookFamily.Halves.At(1));
        ErrorCertification.Decide(built.Network, target, request.Error).Verdict.Should().Be(Verdict.Proved);
        built.Provenance.TheoremBound.Should().Be((double)request.Error);
        ((int)built.Network.Count().Weights).Should().BeGreaterThanOrEqualTo((int)Hinges.Plan(request).LeastWeights);
    }

    // What the construction is for: figures that no change may make worse.
    [Theory]
    [InlineData("sine", "0.1", 24)]
    [InlineData("sine", "0.01", 77)]
    [InlineData("sine", "0.001", 141)]
    [InlineData("exp(x)/3", "0.1", 11)]
    [InlineData("exp(x)/3", "0.01", 42)]
    [InlineData("exp(x)/3", "0.001", 112)]
    [InlineData("runge", "0.1", 4)]
    [InlineData("runge", "0.01", 44)]
    [InlineData("runge", "0.001", 122)]
    [InlineData("zigzag", "0.1", 50)]
    [InlineData("zigzag", "0.01", 73)]
    [InlineData("zigzag", "0.001", 105)]
    [InlineData("tanh(4*x-2)/4", "0.1", 9)]
    [InlineData("tanh(4*x-2)/4", "0.01", 33)]
    [InlineData("tanh(4*x-2)/4", "0.001", 147)]
    public void A_target_takes_no_more_weights_than_so_many(string text, string error, int most) =>
        ((int)Hinges.Build(new NetworkRequest(Target.Parse(text), Rational.Parse(error))).Network.Count().Weights).Should().BeLessThanOrEqualTo(most);

    [Theory]
    [InlineData("sin(x)*cos(y)", "0:1,0:1", "0.1", 22)]
    [InlineData("sin(x)*cos(y)", "0:1,0:1", "0.01", 106)]
    [InlineData("x*y", "0:1,0:1", "0.1", 39)]
    [InlineData("x*y", "0:1,0:1", "0.01", 75)]
    [InlineData("max(x,y)", "0:1,0:1", "0.01", 22)]
    [InlineData("x/3+y", "-1:1,0:2", "0.05", 100)]
    [InlineData("exp(-x)*sin(3*y)/9", "0:1,0:1", "0.1", 4)]
    public void Two_variables_are_a_sum_over_directions_that_is_proved(string text, string domain, string error, int most)
    {
        Target target = Target.Parse(text).On(Domain.Parse(domain, 2));
        var request = new NetworkRequest(target, Rational.Parse(error));
        ConstructedNetwork built = Hinges.Build(request);
        ErrorCertification.Decide(built.Network, target, request.Error).Verdict.Should().Be(Verdict.Proved);
        ((int)built.Network.Count().Weights).Should().BeLessThanOrEqualTo(most);
    }

    [Fact]
    public void More_effort_never_makes_a_network_heavier()
    {
        int[] weights = [.. Enumerable.Range(0, 2).Select(effort =>
            (int)Hinges.Build(new NetworkRequest(Target.Parse("exp(x)/3"), Rational.Parse("0.01")) { Effort = effort }).Network.Count().Weights)];
        weights.Should().BeInDescendingOrder();
        weights[1].Should().BeLessThan(weights[0]);
    }

    [Fact]
    public void A_table_and_its_corners_are_kept_to()
    {
        (Rational, Rational)[] samples = [.. Enumerable.Range(0, 30).Select(k => (Rational.Create(k * k, 7), Rational.Create((k * 37) % 11, 20)))];
        Target target = new SampleTable(samples).ToTarget("a table");
        var request = new NetworkRequest(target, Rational.Parse("0.02"));
        ErrorCertification.Decide(Hinges.Build(request).Network, target, request.Error).Verdict.Should().Be(Verdict.Proved);
    }

    [Theory]
    [InlineData("runge", "1/2", "0.01")]
    [InlineData("cos(2*pi*x)", "1/2", "0.02")]
    [InlineData("abs(x-3/4)", "3/4", "0.001")]
    [InlineData("(x-107/256)^2", "107/256", "0.001")]
    public void What_is_symmetric_gets_a_symmetric_network(string text, string centre, string error)
    {
        ConstructedNetwork built = Hinges.Build(new NetworkRequest(Target.Parse(text), Rational.Parse(error)) { Effort = 0 });
        built.Provenance.Parameters.Should().ContainKey("folds");
        var c = Rational.Parse(centre).ToDyadic();
        for (int k = 0; k <= 16; k++)
        {
            Dyadic t = Dyadic.Create(k, -6);
            ExactEvaluator.Evaluate(built.Network, c - t).Should().Equal(ExactEvaluator.Evaluate(built.Network, c + t));
        }
    }

    [Theory]
    [InlineData("(x-1/2)^3", "0.0001", "1/2", "0")]
    [InlineData("1/4-(x-109/256)^3", "0.0001", "109/256", "1/4")]
    public void What_is_odd_gets_an_odd_network_where_that_pays(string text, string error, string centre, string value)
    {
        var request = new NetworkRequest(Target.Parse(text), Rational.Parse(error)) { Effort = 0 };
        ConstructedNetwork built = Hinges.Build(request);
        built.Provenance.Parameters.Should().Contain("odd", centre);
        ErrorCertification.Decide(built.Network, request.Target, request.Error).Verdict.Should().Be(Verdict.Proved);
        (Dyadic c, Dyadic v) = (Rational.Parse(centre).ToDyadic(), Rational.Parse(value).ToDyadic());
        for (int k = 0; k <= 16; k++)
        {
            Dyadic t = Dyadic.Create(k, -6);
            Rational right = ExactEvaluator.Evaluate(built.Network, c + t).Single(), left = ExactEvaluator.Evaluate(built.Network, c - t).Single();
            (right + left).Should().Be((Rational)(v + v));
        }
    }

    [Theory]
    [InlineData("exp(x)/3", 0)]
    [InlineData("sine", 1)]
    public void The_same_request_gives_the_same_bytes_whatever_the_number_of_threads(string text, int effort)
    {
        var request = new NetworkRequest(Target.Parse(text), Rational.Parse("0.03")) { Effort = effort };
        byte[] alone = [], among = [];
        var thread = new Thread(() => alone = Bytes(request));
        thread.Start();
        thread.Join();
        Parallel.For(0, 3, i =>
        {
            byte[] bytes = Bytes(request);
            lock (request)
            {
                among = among.Length == 0 || bytes.AsSpan().SequenceEqual(among) ? bytes : throw new InvalidOperationException("two builds differ");
            }
        });
        among.Should().Equal(alone);
    }

    [Fact]
    public void Other_weight_values_make_the_same_rows_where_they_can()
    {
        Target target = Target.Parse("exp(x)/3");
        foreach (CodebookFamily family in new[] { CodebookFamily.Nonlinear(5), CodebookFamily.Linear(4), CodebookFamily.Linear(6),
            CodebookFamily.Of(new Codebook([-Dyadic.Half, Dyadic.PowerOfTwo(-2), Dyadic.Half])), CodebookFamily.Free })
        {
            var request = new NetworkRequest(target, Rational.Parse("0.03")) { Family = family };
            ErrorCertification.Decide(Hinges.Build(request).Network, target, request.Error).Verdict.Should().Be(Verdict.Proved);
        }
    }

    [Theory]
    [InlineData("1/3", "2/3")]
    [InlineData("1/4", "1")]
    public void Weight_values_that_make_no_halves_are_refused(string first, string second) =>
        Sentence(new NetworkRequest(Target.Parse("x"), Rational.Parse("0.1"))
        {
            Family = CodebookFamily.Of(new Codebook([Rational.Parse(first), Rational.Parse(second)])),
        })
            .Should().Match("The construction hinges has rows of whole numbers of halves. The codebook * cannot make*");

    [Theory]
    [InlineData("x*y*z", "The construction hinges has one or two variables, but x*y*z has 3; the construction paper has any number.")]
    [InlineData("abs(x-1/3)/(x-1/3)", "abs(x-1/3)/(x-1/3) jumps by 2 at x = 0.333333, and networks are continuous: none is within 0.1 of it, *")]
    [InlineData("sin(9*x*y)", "The construction hinges makes sums of functions of x, y, x + y and x - y, and sin(9*x*y) is none within 0.1: *")]
    [InlineData("1/(x-1/2)", "* is not finite at x = 0.5.")]
    [InlineData("log(x)", "* is not finite at x = 0.")]
    public void What_does_not_fit_is_said_in_one_sentence(string text, string sentence) =>
        Sentence(new NetworkRequest(Target.Parse(text), Rational.Parse("0.1"))).Should().Match(sentence);

    [Fact]
    public void Code_without_bounds_is_refused_and_with_bounds_is_proved()
    {
        var bare = Target.FromDelegate("code", 1, x => x[0] * x[0] / 2, lipschitzConstant: 1);
        Sentence(new NetworkRequest(bare, Rational.Parse("0.1"))).Should().Contain("nothing can be proved of code");
        var stated = Target.FromDelegate("code", 1, new DelegateFunction(x => x[0] * x[0] / 2) { DerivativeBounds = [1, 1], ValueError = 1e-15 });
        var request = new NetworkRequest(stated, Rational.Parse("0.02"));
        ErrorCertification.Decide(Hinges.Build(request).Network, stated, request.Error).Verdict.Should().Be(Verdict.Proved);
    }

    [Fact]
    public void An_error_that_takes_a_finer_grid_than_there_is_is_a_limit() =>
        ((Action)(() => Hinges.Build(new NetworkRequest(Target.Parse("sin(30*x)"), Rational.Parse("2e-6")) { Effort = 0 })))
            .Should().Throw<LimitException>().WithMessage("*to within 2E-06: a finer grid than there is.");

    [Fact]
    public void No_network_is_deeper_than_was_asked_for()
    {
        var request = new NetworkRequest(Target.Parse("exp(x)/3"), Rational.Parse("0.01")) { Effort = 0, MostDepth = 6 };
        ((int)Hinges.Build(request).Network.Count().Depth).Should().BeLessThanOrEqualTo(6);
        ((Action)(() => Hinges.Build(request with { MostDepth = 2 }))).Should().Throw<LimitException>().WithMessage("*in 2 layers*");
    }

    [Fact]
    public void A_build_that_is_stopped_ends()
    {
        using var stop = new CancellationTokenSource();
        NetworkPlan plan = Hinges.Plan(new NetworkRequest(Target.Parse("sine"), Rational.Parse("0.001")) { Effort = 3 });
        ((Action)(() => plan.Build(new StopAtOnce(stop), stop.Token))).Should().Throw<OperationCanceledException>();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void Effort_has_a_range(int effort) =>
        ((Action)(() => _ = new NetworkRequest(Target.Parse("x"), Rational.Parse("0.1")) { Effort = effort }))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage($"The effort is {effort}; it must be from 0 to 3.*");

    private static string Sentence(NetworkRequest request) => Hinges.TryPlan(request, out _, out Misfit? misfit) ? string.Empty : misfit.Reason;

    private static byte[] Bytes(NetworkRequest request)
    {
        using var stream = new MemoryStream();
        NetworkFile.Write(Hinges.Build(request), stream);
        return stream.ToArray();
    }

    private sealed class StopAtOnce(CancellationTokenSource stop) : IProgress<double>
    {
        public void Report(double value) => stop.Cancel();
    }
}
