using CsCheck;
using FluentAssertions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Studies;
using QuantRelu.Studies.Sweeps;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Studies;

/// <summary>What a sweep asks for, the keys of its rows, and what a row tells.</summary>
public class SweepTests
{
    private static readonly StudyEffort Quick = new(Samples: 200);

    private static ImmutableArray<AskedError> Errors(params string[] texts) => [.. texts.Select(t => (AskedError)Rational.Parse(t))];

    private const Structure Independent = Structure.Independent;
    private const Structure Dependent = Structure.Dependent;

    private static SweepGrid Grid(string target = "x*(1-x)/2") => new([Target.Parse(target)], Errors("0.5", "0.25"), [3, 2]) { Smoothness = [2] };

    private static SweepRow Row(StudyRequest request, StudyEffort? effort = null) => SweepRow.Of(NetworkStudy.Run(request, effort ?? Quick), effort ?? Quick);

    [Fact]
    public void The_order_is_that_of_the_grid_whatever_the_order_of_the_lists()
    {
        SweepGrid grid = new([Target.Parse("x"), Target.Parse("hat")], Errors("0.1", "1/2", "0.5", "0.01"), [4, 2, 4])
        {
            Quantizations = [Quantization.None, Quantization.Nonlinear],
            Constructions = [PaperConstructions.Dependent, PaperConstructions.Independent],
            Smoothness = [2, null],
        };
        SweepGrid turned = grid with
        {
            Errors = [.. grid.Errors.Reverse()],
            Lambdas = [2, 4],
            Quantizations = [Quantization.Nonlinear, Quantization.None],
            Constructions = [PaperConstructions.Independent, PaperConstructions.Dependent],
            Smoothness = [null, 2, 2]
        };
        IReadOnlyList<StudyRequest> requests = grid.Requests();
        turned.Requests().Select(r => SweepKey.Of(r, Quick)).Should().Equal(requests.Select(r => SweepKey.Of(r, Quick)));
        requests.Should().HaveCount(2 * 3 * 3 * 3, "targets, errors, two n and dependent ones, two λ and free weights");
        requests.Take(9).Select(r => (r.Construction.Structure, r.Network.Smoothness, r.Network.Family.Limit)).Should().Equal(
            (Independent, null, 2), (Independent, null, 4), (Independent, null, null), (Independent, 2, 2), (Independent, 2, 4), (Independent, 2, null), (
                Dependent, 1, 2), (Dependent, 1, 4), (Dependent, 1, null));
        requests.Select(r => r.Network.Error).Where((_, k) => k % 9 == 0).Take(3).Should().Equal(Errors("0.5", "0.1", "0.01").Select(e => e.Value));
    }

    [Fact]
    public void Every_row_has_a_key_of_its_own_that_stays_the_same()
    {
        SweepGrid grid = new([Target.Parse("x"), Target.Parse("x", 2), Target.Parse("x").On(Domain.Parse("0:2", 1))], Errors("0.1", "0.01"),
            [2, 3])
        { Quantizations = [Quantization.Nonlinear, Quantization.Linear, Quantization.None], Smoothness = [null, 1] };
        StudyEffort[] efforts = [Quick, Quick with { Seed = 2 }, Quick with { Samples = 201 }, Quick with { Certification = new() },
            Quick with { Certification = new(Tolerance: 0.1) }];
        string[] keys = [.. grid.Requests().SelectMany(r => efforts.Select(e => SweepKey.Of(r, e)))];
        keys.Should().OnlyHaveUniqueItems().And.HaveCount(3 * 2 * 2 * 5 * 5);
        keys.Should().OnlyContain(k => k.Length == 16);
        SweepKey.Of(new(PaperConstructions.Independent, new NetworkRequest(Target.Parse("x"), Rational.Parse("0.1"))), new StudyEffort()).Should()
            .Be("18dc5aede04707da", "files of other days are continued");
        SweepKey.Of(grid.Requests()[0], Quick with { MostWeights = 5 }).Should().Be(SweepKey.Of(grid.Requests()[0], Quick), "a limit changes no network");
    }

    private static string KeyOfTarget(Target target) =>
        SweepKey.Of(new(PaperConstructions.Independent, new NetworkRequest(target, Rational.Parse("0.1"))), Quick);

    [Fact]
    public void Another_table_of_the_same_name_has_another_key()
    {
        string KeyOf(string last) => KeyOfTarget(new SampleTable([(0, 0), (1, Rational.Parse(last))]).ToTarget("@table.csv"));
        KeyOf("0.5").Should().Be(KeyOf("1/2")).And.NotBe(KeyOf("0.25"));
    }

    [Fact]
    public void Another_formula_of_the_same_name_has_another_key()
    {
        string KeyOf(string formula) => KeyOfTarget(Target.FromExpression(ExpressionParser.Parse(formula), name: "hat"));
        KeyOf("x/2").Should().NotBe(KeyOf("x/3"));
        KeyOf("1/2-abs(x-1/2)").Should().Be(KeyOfTarget(Target.Parse("hat")));
    }

    [Fact]
    public void Shards_hold_every_row_once_in_order() => Gen.Select(Gen.Int[0, 200], Gen.Int[1, 30]).Sample((rows, count) =>
    {
        int[] all = [.. Enumerable.Range(0, rows)];
        int[][] parts = [.. Enumerable.Range(1, count).Select(i => new Shard(i, count).Of(all).ToArray())];
        return parts.SelectMany(p => p).Order().SequenceEqual(all)
            && parts.All(p => p.Order().SequenceEqual(p) && Math.Abs(p.Length - ((double)rows / count)) < 1);
    });

    [Theory]
    [InlineData("1/1", true)]
    [InlineData("7/8", true)]
    [InlineData("0/3", false)]
    [InlineData("4/3", false)]
    [InlineData("1/0", false)]
    [InlineData("-1/3", false)]
    [InlineData("1", false)]
    [InlineData("1/2/3", false)]
    [InlineData("a/b", false)]
    [InlineData("", false)]
    public void A_shard_is_i_of_n(string text, bool good)
    {
        Shard.TryParse(text, out Shard? shard).Should().Be(good);
        shard?.ToString().Should().Be(text);
    }

    [Fact]
    public void A_shard_outside_of_its_range_is_refused()
    {
        FluentActions.Invoking(() => new Shard(0, 3)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new Shard(4, 3)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new Shard(1, 0)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_study_tells_how_much_of_building_and_measuring_is_done()
    {
        var told = new List<double>();
        NetworkStudy.Run(Grid().Requests()[0], Quick, new Listed(told)).Status.Should().Be(StudyStatus.Built);
        told.Should().BeInAscendingOrder().And.OnlyContain(part => part >= 0 && part <= 1).And.Contain(part => part > 0.5);
        told[^1].Should().Be(1);
    }

    [Fact]
    public void A_row_tells_what_the_network_itself_does()
    {
        StudyRequest request = Grid().Requests()[0];
        StudiedNetwork network = NetworkStudy.Run(request, Quick);
        SweepRow row = Row(request);
        row.Status.Should().Be("built");
        (row["target"], row["domain"], row["structure"], row["quantization"], row["lambda"], row["smoothness"]).Should()
            .Be(("x*(1-x)/2", "0:1", "independent", "nonlinear", "2", "2"));
        row["weights"].Should().Be($"{network.Counts!.Weights}");
        row["bits"].Should().Be($"{network.Counts.Bits}");
        row["topologyHash"].Should().Be(network.TopologyHash);
        row.Number("measuredError").Should().Be(network.Provenance!.Measured!.Value).And.BeLessThanOrEqualTo(row.Number("errorBound")!.Value);
        row["certifiedUpper"].Should().BeNull();
        FluentActions.Invoking(() => row["colour"]).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*colour*");
    }

    [Fact]
    public void A_certified_row_holds_a_proved_interval_around_the_measured_error()
    {
        SweepRow row = Row(Grid().Requests()[0], Quick with { Certification = new CertificationOptions(Tolerance: 0.1) });
        row.Status.Should().Be("built");
        row.Number("certifiedLower").Should().BeGreaterThan(0);
        row.Number("certifiedUpper").Should()
            .BeGreaterThanOrEqualTo(row.Number("measuredError")!.Value).And.BeGreaterThanOrEqualTo(row.Number("certifiedLower")!.Value);
    }

    [Fact]
    public void A_network_over_the_limit_has_a_row_with_its_counts_alone()
    {
        StudyRequest request = Grid().Requests()[0];
        SweepRow built = Row(request), over = Row(request, Quick with { MostWeights = 100 });
        over.Status.Should().Be("over limit");
        over["message"].Should().Be($"It has {built["weights"]} weights, more than the limit of 100.");
        string[] same = ["key", "depth", "width", "units", "weights", "bits", "errorBound", "topologyHash"];
        same.Select(c => over[c]).Should().Equal(same.Select(c => built[c]));
        over["measuredError"].Should().BeNull();
    }

    [Fact]
    public void A_dependent_network_over_the_limit_is_known_to_have_so_many_weights_at_least()
    {
        StudyRequest request = new(PaperConstructions.Dependent, new NetworkRequest(NamedTargets.Get("zigzag").Target, Rational.Parse("0.01")));
        SweepRow built = Row(request), over = Row(request, Quick with { MostWeights = 10 });
        built.Status.Should().Be("built");
        (over.Status, over["depth"]).Should().Be(("over limit", null));
        over.Number("weights").Should().BePositive().And.BeLessThanOrEqualTo(built.Number("weights")!.Value);
        over["message"].Should().Contain("at least").And.Contain("the limit of 10");
    }

    [Theory]
    [InlineData("x", 3, Quantization.Linear, false, "even λ, not 3")]
    [InlineData("hat", 2, Quantization.Nonlinear, false, "order")]
    [InlineData("x*y", 2, Quantization.Nonlinear, true, "one input")]
    [InlineData("1/x", 2, Quantization.Nonlinear, false, "1/x")]
    public void A_network_that_cannot_be_has_a_row_that_says_why(string target, int lambda, Quantization quantization, bool dependent, string why)
    {
        SweepRow row = Row(new StudyRequest(
            dependent ? PaperConstructions.Dependent : PaperConstructions.Independent,
            new NetworkRequest(
                Target.Parse(target), Rational.Parse("0.1"))
            { Family = CodebookFamily.Of(lambda, quantization), Smoothness = dependent ? 1 : 2 }));
        row.Status.Should().Be("impossible");
        row["message"].Should().Contain(why).And.NotContain("Parameter");
        (row["target"], row["weights"], row["measuredError"]).Should().Be((target, null, null));
    }

    [Fact]
    public void Errors_and_lambdas_outside_of_their_ranges_are_refused()
    {
        FluentActions.Invoking(() => (Grid() with { Errors = Errors("0") }).Requests()).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("*error must be above 0*");
        FluentActions.Invoking(() => (Grid() with { Lambdas = [1] }).Requests()).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*λ is 1*");
    }

    private sealed class Listed(List<double> told) : IProgress<double>
    {
        public void Report(double value) => told.Add(value);
    }
}
