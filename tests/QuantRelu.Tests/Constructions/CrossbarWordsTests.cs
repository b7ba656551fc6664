using System.Globalization;
using FluentAssertions;
using QuantRelu.Certification;
using QuantRelu.Circuits;
using QuantRelu.Constructions;
using QuantRelu.Constructions.Crossbar;
using QuantRelu.Graph;
using QuantRelu.Targets;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Constructions;

/// <summary>The crossbar's columns of words of signs against the signs, their borders and their theorem.</summary>
public class CrossbarWordsTests
{
    private const string Sixteenths = "-1/2,-7/16,-3/8,-5/16,-1/4,-3/16,-1/8,-1/16,1/16,1/8,3/16,1/4,5/16,3/8,7/16,1/2";
    private static readonly Rational Half = Dyadic.Half;
    private static readonly Dictionary<(string, string, int?), CrossbarParameters> Chosen = [];

    public static TheoryData<string, string, int?> Networks => new()
    {
        { "0.04", "nonlinear", null },
        { "1/64", "nonlinear", null },
        { "0.03", "-1/2,-3/8,-1/4,-1/8,1/8,1/4,3/8,1/2", null },
        { "0.02", "-1/2,-5/14,-3/14,-1/14,1/14,3/14,5/14,1/2", 60 },
        { "1/50", Sixteenths, null },
        { "0.03", "-1/2,-0.4,-0.05,0.01,0.02,0.03,0.11,0.3,0.45,1/2", null },
    };

    public static TheoryData<string, string, int?, string> Cases()
    {
        var cases = new TheoryData<string, string, int?, string>();
        foreach ((string error, string values, int? depth) in Networks.Select(n => n.Data))
        {
            foreach (string function in new[] { "walk", "zigzag", "fast", "slopes", "bottom", "top" })
            {
                cases.Add(error, values, depth, function);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_theorem_holds_at_every_border_and_margin_and_knot(string error, string values, int? mostDepth, string function)
    {
        CrossbarParameters p = Parameters(error, values, mostDepth);
        (p.Bound <= Rational.Parse(error)).Should().BeTrue();
        CrossbarCases.MustKeepItsBound(p, function);
    }

    // Words drawn at random: the path where a cell is alone, exactly; within z of V at the centres of pairs; the mixture of two ends between pairs, exactly.
    [Theory]
    [MemberData(nameof(Networks))]
    public void Any_words_make_the_path_of_their_signs_and_both_ends_of_a_border_mix(string error, string values, int? mostDepth)
    {
        CrossbarParameters p = Parameters(error, values, mostDepth);
        var drawn = new DrawnWords(p, seed: 11);
        var draw = new Random(3);
        Rational margin = Dyadic.PowerOfTwo(-p.LogMargin);
        for (int leaf = 0; leaf < 2 * p.CellsPerSide; leaf++)
        {
            for (int i = 0; i < 12; i++)
            {
                Rational z = (margin / 2) + (Rational.Create(draw.Next(1 << 12), 1 << 12) * (p.Columns - (3 * margin / 2)));
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
                if (border % 2 == 0)
                {
                    drawn.At(x).Should().Be(((1 - t) * drawn.Path(left, p.Columns)) + (t * drawn.Path(right, p.Columns)), $"at border {border}");
                }
                else
                {
                    (Rational.Abs(drawn.At(x) - drawn.Path(left, 0)) <= off).Should().BeTrue($"at {i}/16 of the margin around centre {border}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_network_has_exactly_the_counts_of_its_formulas(string error, string values, int? mostDepth)
    {
        CrossbarParameters p = Parameters(error, values, mostDepth);
        CrossbarSkeleton skeleton = CrossbarSearch.Final(p);
        Network topology = CrossbarCases.Open(p, skeleton).Topology;
        NetworkCounts counts = topology.Count();
        counts.Weights.Should().Be(skeleton.Plan.Weights);
        counts.Depth.Should().Be(skeleton.Plan.Depth).And.BeLessThanOrEqualTo(mostDepth ?? int.MaxValue);
        counts.Width.Should().Be(skeleton.Plan.Width);
        topology.Validate().Should().BeEmpty();
    }

    // Every bit is 0 or 1 at every level, never outside of that between them, and no two levels have the same bits.
    [Theory]
    [MemberData(nameof(Networks))]
    public void Bits_are_told_apart_at_every_level_and_stay_between_0_and_1(string error, string values, int? mostDepth)
    {
        SignWords words = ((SignWordColumns)Parameters(error, values, mostDepth).Kind).Words;
        Rational Above(Rational v, int knot) => v > words.Knots[knot] ? (v - words.Knots[knot]) * Dyadic.PowerOfTwo(words.LogGap) : 0;
        Rational Bit(int bit, Rational v) => words.Reads[bit].Aggregate((Rational)0, (sum, read) => sum + (read.Sign * Above(v, read.Knot)));
        string[] all = [.. words.Digits.Select(w => string.Concat(Enumerable.Range(0, words.Pieces).Select(bit => Bit(bit, Half + w).ToString())))];
        all.Should().OnlyHaveUniqueItems().And.AllSatisfy(word => word.Should().MatchRegex("^[01]+$")).And.HaveCount(1 << words.Pieces);
        foreach (Rational v in words.Knots.Select(k => (Rational)k).Concat(Enumerable.Range(0, 101).Select(i => Rational.Create(i, 100))))
        {
            Enumerable.Range(0, words.Pieces).Select(bit => Bit(bit, v)).Should().OnlyContain(b => b >= 0 && b <= 1);
        }
    }

    [Theory]
    [InlineData("nonlinear", 3, 33, 43)]
    [InlineData("-1/2,-3/8,-1/4,-1/8,1/8,1/4,3/8,1/2", 3, 3, 38)]
    [InlineData(Sixteenths, 4, 4, 73)]
    public void A_column_costs_what_the_page_says(string values, int pieces, int logGap, int weights)
    {
        SignWords words = SignWordColumns.Over(Family(values)).OrderByDescending(k => k.Pieces).First().Words;
        (words.Pieces, words.LogGap, words.WeightsOfColumn).Should().Be((pieces, logGap, weights));
    }

    // What the page tells, and the entropy bound that no topology can beat.
    [Theory]
    [InlineData("2^-14", "nonlinear", 2.2)]
    [InlineData("2^-16", "nonlinear", 1.49)]
    [InlineData("2^-24", "nonlinear", 1.03)]
    [InlineData("2^-16", Sixteenths, 1.68)]
    [InlineData("2^-24", Sixteenths, 1.044)]
    public void Its_bits_tend_to_the_entropy_bound_and_the_page_has_the_counts(string error, string values, double most)
    {
        Rational epsilon = Dyadic.PowerOfTwo(int.Parse(error[2..], CultureInfo.InvariantCulture));
        var request = new NetworkRequest(Target.Parse("x"), epsilon) { Family = Family(values) };
        CrossbarParameters p = CrossbarClass.Choose(Dyadic.One, request)!;
        p.Kind.Should().BeOfType<SignWordColumns>();
        LayerPlan plan = CrossbarSearch.Final(p).Plan;
        double bits = p.Kind.Pieces * plan.Weights * (double)epsilon;
        bits.Should().BeLessThanOrEqualTo(most).And.BeGreaterThan(1 - (2 * (double)epsilon), "the class needs 1/error - 1 bits");
        string row = string.Create(
            CultureInfo.InvariantCulture, $"| {error} | {1 << p.Kind.Pieces} | {plan.Weights:N0} | {bits:F4} | {plan.Depth} | {plan.Width:N0} |");
        File.ReadAllLines(Path.Combine(Repository.Folder, "samples", "COMPACT.md")).Contains(row).Should().BeTrue($"it is {row}");
    }

    [Theory]
    [InlineData("abs(abs(x-1/3)-1/3)", "0.0005", "0:1")]
    [InlineData("sin(3*x)/3", "0.0007", "0:1")]
    public void The_certified_error_is_at_most_the_bound_and_that_at_most_the_error(string text, string error, string domain)
    {
        Target target = Target.Parse(text).On(Domain.Parse(domain, 1));
        CrossbarParameters p = Parameters(error, Sixteenths, null);
        CertificationResult proof = ErrorCertification.Certify(CrossbarCases.Built(p, target), target);
        (proof.Error!.Upper <= p.Bound).Should().BeTrue();
        (p.Bound <= Rational.Parse(error)).Should().BeTrue();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    public void Fewer_than_eight_values_have_no_words(int lambda) => SignWordColumns.Over(CodebookFamily.Nonlinear(lambda)).Should().BeEmpty();

    [Fact]
    public void One_topology_is_for_the_class_and_the_same_request_has_the_same_bytes()
    {
        string[] targets = ["sin(2*pi*x)/(2*pi)", "abs(x-1/3)", "-x"];
        CrossbarPlan[] plans = [.. targets.Select(t => Plan(t, Sixteenths, "0.0002"))];
        ConstructedNetwork[] built = [.. plans.Select(plan => plan.Build())];
        foreach ((CrossbarPlan plan, ConstructedNetwork network) in plans.Zip(built))
        {
            network.Network.Count().Weights.Should().Be(plan.LeastWeights);
            network.Network.Count().BitsPerWeight.Should().Be(4);
            network.Provenance.ErrorBound.Should().BeLessThanOrEqualTo(0.0002);
            network.Provenance.Parameters["r"].Should().Be("4");
            plan.LeadingWeights.Should().Be((Rational)1250);
        }

        built.Select(b => TopologyHash.Of(b.Network)).Distinct().Should().ContainSingle().Which.Should().NotBeNull();
        built.Select(CrossbarCases.Bytes).Distinct().Should().HaveCount(built.Length);
        CrossbarCases.Bytes(plans[0].Build()).Should().Be(CrossbarCases.Bytes(Plan(targets[0], Sixteenths, "0.0002").Build()));
    }

    private static CodebookFamily Family(string values) => values == "nonlinear"
        ? CodebookFamily.Nonlinear(8)
        : CodebookFamily.Of(new Codebook(values.Split(',').Select(Rational.Parse)));

    private static CrossbarParameters Parameters(string error, string values, int? mostDepth)
    {
        lock (Chosen)
        {
            if (!Chosen.TryGetValue((error, values, mostDepth), out CrossbarParameters? known))
            {
                SignWordColumns[] kinds = [.. SignWordColumns.Over(Family(values))];
                known = CrossbarSearch.Find(Dyadic.One, Rational.Parse(error), mostDepth, kinds.Where(k => k.Pieces == kinds[^1].Pieces))!;
                Chosen[(error, values, mostDepth)] = known;
            }

            return known;
        }
    }

    private static CrossbarPlan Plan(string target, string values, string error) => CrossbarConstruction.Instance.Plan(
        new NetworkRequest(Target.Parse(target, 1), Rational.Parse(error)) { Family = Family(values) });
}
