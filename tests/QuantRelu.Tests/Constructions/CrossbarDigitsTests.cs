using System.Globalization;
using FluentAssertions;
using QuantRelu.Certification;
using QuantRelu.Circuits;
using QuantRelu.Constructions;
using QuantRelu.Constructions.Crossbar;
using QuantRelu.Formats;
using QuantRelu.Graph;
using QuantRelu.Targets;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Constructions;

/// <summary>The crossbar's columns of four values against their words, their borders and their theorem.</summary>
public class CrossbarDigitsTests
{
    private static readonly Rational Half = Dyadic.Half;
    private static readonly Dictionary<(string, string, int?), CrossbarParameters> Chosen = [];

    public static TheoryData<string, string, int?> Networks => new()
    {
        { "0.04", "nonlinear 3", null }, { "0.03", "symmetric 3", null }, { "1/64", "nonlinear 4", null }, { "0.04", "nonlinear 2", 24 },
        { "1/50", "-1/2,-1/16,1/8,1/2", null }, { "0.02", "-1/2,-1/6,1/6,1/2", null },
        { "0.03", "-1/2,-1/16,1/16,7/16,1/2", null },
    };

    public static TheoryData<string, string, int?, string> Cases()
    {
        var cases = new TheoryData<string, string, int?, string>();
        foreach ((string error, string digits, int? depth) in Networks.Select(n => n.Data))
        {
            foreach (string function in new[] { "walk", "zigzag", "fast", "slopes", "bottom" })
            {
                cases.Add(error, digits, depth, function);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_theorem_holds_at_every_border_and_margin_and_knot(string error, string digits, int? mostDepth, string function)
    {
        CrossbarParameters p = Parameters(error, digits, mostDepth);
        (p.Bound <= Rational.Parse(error)).Should().BeTrue();
        CrossbarCases.MustKeepItsBound(p, function);
    }

    // Digits drawn at random: the path off the margins, exactly; within z of V at the centres of pairs; the mixture of two ends within their margins.
    [Theory]
    [MemberData(nameof(Networks))]
    public void Any_digits_make_the_path_of_their_words_and_pass_linearly_over_the_borders(string error, string digits, int? mostDepth)
    {
        CrossbarParameters p = Parameters(error, digits, mostDepth);
        var drawn = new DrawnCrossbar(p, seed: 11);
        var draw = new Random(3);
        Rational margin = Dyadic.PowerOfTwo(-p.LogMargin);
        for (int leaf = 0; leaf < 2 * p.CellsPerSide; leaf++)
        {
            for (int i = 0; i < 12; i++)
            {
                Rational z = (margin / 2) + (Rational.Create(draw.Next(1 << 12), 1 << 12) * (p.Columns - margin));
                if (drawn.Place(leaf, z) is { } x)
                {
                    drawn.At(x).Should().Be(drawn.Path(leaf, z), $"of cell {leaf} at {z}");
                }
            }
        }

        foreach (int i in new[] { -8, -7, -3, -1, 0, 2, 5, 8 })
        {
            Rational t = Half + Rational.Create(i, 16), off = Rational.Abs(Rational.Create(i, 16) * margin);
            for (int border = 1 - p.CellsPerSide; border < p.CellsPerSide; border++)
            {
                Rational x = Half + (((border * p.Columns) + (Rational.Create(i, 16) * margin)) * p.Piece);
                (int left, int right) = (drawn.Leaf(border - 1), drawn.Leaf(border));
                Rational expected = border % 2 == 0
                    ? ((1 - t) * drawn.Path(left, p.Columns)) + (t * drawn.Path(right, p.Columns))
                    : drawn.Path(left, 0);
                (Rational.Abs(drawn.At(x) - expected) <= off).Should().BeTrue($"at {i}/16 of the margin around border {border}");
            }
        }
    }

    // By hand, from the words of the doc: heights at quarters of pieces.
    [Theory]
    [InlineData("1/2", "1/4 1/2 3/4 1 5/4 3/2 7/4 2")]
    [InlineData("1/8", "1/4 1/2 3/4 1 3/4 1/2 1/4 1/2")]
    [InlineData("-1/8", "-1/4 -1/2 -3/4 -1 -5/4 -1 -3/4 -1/2")]
    [InlineData("-1/2", "-1/4 -1/2 -3/4 -1 -5/4 -3/2 -7/4 -2")]
    public void The_four_words_of_quarters(string digit, string heights)
    {
        DigitColumns kind = Kind("symmetric 2");
        string.Join(' ', Enumerable.Range(1, 8).Select(i => DrawnCrossbar.Word(kind, Rational.Parse(digit), Rational.Create(i, 4)))).Should().Be(heights);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_network_has_exactly_the_counts_of_its_formulas(string error, string digits, int? mostDepth)
    {
        CrossbarParameters p = Parameters(error, digits, mostDepth);
        CrossbarSkeleton skeleton = CrossbarSearch.Final(p);
        Network topology = CrossbarCases.Open(p, skeleton).Topology;
        NetworkCounts counts = topology.Count();
        counts.Weights.Should().Be(skeleton.Plan.Weights);
        counts.Depth.Should().Be(skeleton.Plan.Depth).And.BeLessThanOrEqualTo(mostDepth ?? int.MaxValue);
        counts.Width.Should().Be(skeleton.Plan.Width);
        counts.BitsPerWeight.Should().Be(p.Kind.Values(CodebookFamily.Halves).Family.At(1).Count > 4 ? 3 : 2);
        topology.Validate().Should().BeEmpty();
    }

    [Fact]
    public void One_topology_is_for_the_class_and_the_same_request_has_the_same_bytes()
    {
        string[] targets = ["sin(2*pi*x)/(2*pi)", "abs(x-1/3)", "-x"];
        CrossbarPlan[] plans = [.. targets.Select(Plan)];
        ConstructedNetwork[] built = [.. plans.Select(plan => plan.Build())];
        foreach ((CrossbarPlan plan, ConstructedNetwork network) in plans.Zip(built))
        {
            network.Network.Count().Weights.Should().Be(plan.LeastWeights);
            network.Network.Validate().Should().BeEmpty();
            network.Provenance.ErrorBound.Should().BeLessThanOrEqualTo(0.001);
            network.Provenance.Parameters["kappa"].Should().Be("1/16");
            plan.Codebook.Should().Be(network.Network.Codebook).And.Be(Codebook.Nonlinear(4, 125));
            plan.LeadingWeights.Should().Be((Rational)500);
        }

        built.Select(b => TopologyHash.Of(b.Network)).Distinct().Should().ContainSingle().Which.Should().NotBeNull();
        built.Select(CrossbarCases.Bytes).Distinct().Should().HaveCount(built.Length);
        CrossbarCases.Bytes(plans[0].Build()).Should().Be(CrossbarCases.Bytes(Plan(targets[0]).Build()));
    }

    // What is asked of them at most, and what the page tells.
    [Theory]
    [InlineData("0.003", null, 6.5)]
    [InlineData("2^-10", null, 3.6)]
    [InlineData("2^-12", null, 2.07)]
    [InlineData("2^-12", 22, 2.8)]
    [InlineData("2^-14", null, 1.445)]
    [InlineData("2^-16", null, 1.2)]
    public void Its_weights_are_half_those_of_signs_in_the_limit_and_the_page_has_the_counts(string error, int? mostDepth, double most)
    {
        Rational epsilon = error.StartsWith("2^", StringComparison.Ordinal)
            ? Dyadic.PowerOfTwo(int.Parse(error[2..], CultureInfo.InvariantCulture))
            : Rational.Parse(error);
        var request = new NetworkRequest(Target.Parse("x"), epsilon) { Family = CodebookFamily.Nonlinear(4), MostDepth = mostDepth };
        CrossbarParameters p = CrossbarClass.Choose(Dyadic.One, request)!;
        LayerPlan plan = CrossbarSearch.Final(p).Plan;
        long signs = CrossbarSearch.Final(CrossbarClass.Choose(Dyadic.One, epsilon, mostDepth)!).Plan.Weights;
        double bits = 2 * plan.Weights * (double)epsilon;
        bits.Should().BeLessThanOrEqualTo(most).And.BeGreaterThan(1 - (2 * (double)epsilon), "the class needs 1/error - 1 bits");
        plan.Weights.Should().BeGreaterThan(signs / 2).And.BeLessThan(signs);
        File.ReadAllLines(Path.Combine(Repository.Folder, "samples", "COMPACT.md")).Should().Contain(string.Create(
            CultureInfo.InvariantCulture,
            $"| {error} | {(mostDepth is { } d ? $"{d} " : "")}| {((DigitColumns)p.Kind).Kappa} "
                + $"| {plan.Weights:N0} | {bits:F4} | {signs:N0} | {plan.Depth} | {plan.Width:N0} |"));
    }

    [Theory]
    [InlineData("abs(abs(x-1/3)-1/3)", "0.001", "0:1")]
    [InlineData("sqrt(x)", "0.0007", "1:4")]
    public void The_certified_error_is_at_most_the_bound_and_that_at_most_the_error(string text, string error, string domain)
    {
        Target target = Target.Parse(text).On(Domain.Parse(domain, 1));
        ConstructedNetwork built = CrossbarConstruction.Instance.Build(
            new NetworkRequest(target, Rational.Parse(error)) { Family = CodebookFamily.Nonlinear(4) });
        built.Network.Codebook.Count.Should().Be(4);
        CertificationResult proof = ErrorCertification.Certify(built.Network, target);
        (proof.Error!.Upper <= Dyadic.FromDouble(built.Provenance.ErrorBound!.Value)).Should().BeTrue();
        built.Provenance.ErrorBound.Should().BeLessThanOrEqualTo((double)Rational.Parse(error));
    }

    [Fact]
    public void Four_values_are_taken_where_they_are_fewer_weights_and_two_where_they_are_fewer_bits()
    {
        var request = new NetworkRequest(Target.Parse("abs(x-1/3)"), Rational.Parse("0.001")) { Family = CodebookFamily.Nonlinear(4) };
        CrossbarPlan four = CrossbarConstruction.Instance.Plan(request);
        CrossbarPlan two = CrossbarConstruction.Instance.Plan(request with { Family = CodebookFamily.Halves });
        CrossbarPlan bits = CrossbarConstruction.Instance.Plan(request with { Objective = Objective.Bits });
        four.LeastWeights.Should().BeLessThan(two.LeastWeights);
        bits.Counts.Should().Be(two.Counts);
        CrossbarConstruction.Instance.Plan(request with { Family = CodebookFamily.Nonlinear(8) }).Counts.Should().Be(four.Counts);
        CrossbarConstruction.Instance.Plan(request with { Family = CodebookFamily.Nonlinear(3) }).Counts.Should().Be(two.Counts);
        CrossbarConstruction.Instance.Plan(request with { Error = Rational.Parse("0.1") }).Topology.Codebook.Should().Be(Codebook.Halves);
        CrossbarConstruction.Instance.Plan(request with { Family = CodebookFamily.Of(Given("-1/2,-1/6,1/6,1/2")) }).LeastWeights.Should().Be(1945);
        Codebook given = Given("-1/2,-1/64,1/64,1/2");
        CrossbarConstruction.Instance.Plan(request with { Family = CodebookFamily.Of(given) }).LeastWeights.Should().BeLessThan(two.LeastWeights);
    }

    [Theory]
    [InlineData("-1/2,1/2")]
    [InlineData("-1/2,1/8,1/2")]
    [InlineData("-1/2,3/16,1/4,1/2")]
    [InlineData("-1/2,-1/8,-1/16,1/2")]
    public void Codebooks_without_two_small_values_that_turn_in_time_have_no_digits(string values) =>
        DigitColumns.Over(CodebookFamily.Of(Given(values))).Should().BeEmpty();

    private static Codebook Given(string values) => new(values.Split(',').Select(Rational.Parse));

    // "nonlinear q", "symmetric i" for {±1/2, ±2^-(i+1)}, or values.
    private static DigitColumns Kind(string digits) => digits.Split(' ') switch
    {
        ["nonlinear", string q] => DigitColumns.Over(CodebookFamily.Nonlinear(4)).First(k => k.High == Dyadic.PowerOfTwo(-int.Parse(q))),
        ["symmetric", string i] => DigitColumns.Over(CodebookFamily.Of(new Codebook(
            [-Half, -Dyadic.PowerOfTwo(-int.Parse(i) - 1), Dyadic.PowerOfTwo(-int.Parse(i) - 1), Half]))).Single(),
        _ => DigitColumns.Over(CodebookFamily.Of(Given(digits))).First(),
    };

    private static CrossbarParameters Parameters(string error, string digits, int? mostDepth)
    {
        lock (Chosen)
        {
            if (!Chosen.TryGetValue((error, digits, mostDepth), out CrossbarParameters? known))
            {
                known = CrossbarSearch.Find(Dyadic.One, Rational.Parse(error), mostDepth, [Kind(digits)])!;
                Chosen[(error, digits, mostDepth)] = known;
            }

            return known;
        }
    }

    private static CrossbarPlan Plan(string target) => CrossbarConstruction.Instance.Plan(
        new NetworkRequest(Target.Parse(target, 1), Rational.Parse("0.001")) { Family = CodebookFamily.Nonlinear(4) });
}
