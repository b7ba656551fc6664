using FluentAssertions;
using QuantRelu.Certification;
using QuantRelu.Circuits;
using QuantRelu.Constructions;
using QuantRelu.Constructions.Crossbar;
using QuantRelu.Formats;
using QuantRelu.Graph;
using QuantRelu.Targets;
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
        { "1/50", "-1/2,-1/16,1/8,1/2", null },
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
        SampleTable table = CrossbarCases.Extreme(function, p.Step);
        Network network = CrossbarCases.Built(p, table.ToTarget(function));
        (p.Bound <= Rational.Parse(error)).Should().BeTrue();
        foreach (Rational x in CrossbarCases.Places(p))
        {
            Rational difference = Rational.Abs(ExactEvaluator.Evaluate(network, [x])[0] - table.ExactlyAt(x));
            (difference <= p.Bound).Should().BeTrue($"{function} at {x} is missed by {(double)(difference / p.Bound)} of the bound");
        }
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
    [InlineData("0.001", null)]
    [InlineData("1/4096", null)]
    [InlineData("1/4096", 30)]
    public void The_network_has_exactly_the_counts_of_its_formulas_and_one_topology_for_the_class(string error, int? mostDepth)
    {
        string[] targets = ["sin(2*pi*x)/(2*pi)", "abs(x-1/3)", "-x"];
        CrossbarPlan[] plans = [.. targets.Select(t => Plan(t, error, mostDepth))];
        ConstructedNetwork[] built = [.. plans.Select(plan => plan.Build())];
        foreach ((CrossbarPlan plan, ConstructedNetwork network) in plans.Zip(built))
        {
            NetworkCounts counts = network.Network.Count();
            counts.Weights.Should().Be(plan.LeastWeights);
            counts.Depth.Should().Be(plan.Depth).And.BeLessThanOrEqualTo(mostDepth ?? int.MaxValue);
            counts.BitsPerWeight.Should().Be(2);
            plan.Codebook.Should().Be(network.Network.Codebook);
            plan.LeadingWeights.Should().Be(1 / (2 * Rational.Parse(error)));
            network.Network.Validate().Should().BeEmpty();
            network.Provenance.ErrorBound.Should().BeLessThanOrEqualTo((double)Rational.Parse(error));
            network.Provenance.Parameters.Should().ContainKey("kappa");
        }

        built.Select(b => TopologyHash.Of(b.Network)).Distinct().Should().ContainSingle().Which.Should().NotBeNull();
        built.Select(Bytes).Distinct().Should().HaveCount(built.Length);
        Bytes(plans[0].Build()).Should().Be(Bytes(Plan(targets[0], error, mostDepth).Build()));
    }

    [Theory]
    [InlineData("abs(abs(x-1/3)-1/3)", "0.001", "0:1")]
    [InlineData("exp(x)", "0.004", "-1:1")]
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
        Codebook given = Given("-1/2,-1/64,1/64,1/2");
        CrossbarConstruction.Instance.Plan(request with { Family = CodebookFamily.Of(given) }).LeastWeights.Should().BeLessThan(two.LeastWeights);
    }

    [Theory]
    [InlineData("-1/2,1/2")]
    [InlineData("-1/2,1/8,1/2")]
    [InlineData("-1/2,-1/6,1/6,1/2")]
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
                known = CrossbarSearch.Find(Dyadic.One, Rational.Parse(error), mostDepth, Kind(digits))!;
                Chosen[(error, digits, mostDepth)] = known;
            }

            return known;
        }
    }

    private static CrossbarPlan Plan(string target, string error, int? mostDepth) => CrossbarConstruction.Instance.Plan(
        new NetworkRequest(Target.Parse(target, 1), Rational.Parse(error)) { MostDepth = mostDepth, Family = CodebookFamily.Nonlinear(4) });

    private static string Bytes(ConstructedNetwork network)
    {
        using var stream = new MemoryStream();
        NetworkFile.Write(network, stream);
        return Convert.ToHexString(stream.ToArray());
    }
}
