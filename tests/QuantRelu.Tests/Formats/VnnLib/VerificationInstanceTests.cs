using System.Security.Cryptography;
using System.Text;
using CsCheck;
using FluentAssertions;
using Microsoft.ML.OnnxRuntime;
using QuantRelu.Activations;
using QuantRelu.Claims;
using QuantRelu.Constructions.Paper;
using QuantRelu.Formats.Onnx;
using QuantRelu.Formats.VnnLib;
using QuantRelu.Graph;
using QuantRelu.Subnetworks;
using QuantRelu.Targets;
using QuantRelu.Tests.Certification;
using QuantRelu.Tests.Formats.Onnx;
using Xunit;

namespace QuantRelu.Tests.Formats.VnnLib;

/// <summary>Networks and properties that belong together, decided by a verifier that knows nothing but their bytes.</summary>
public class VerificationInstanceTests
{
    private static readonly ConstructedNetwork Square = Standalone.Square(2, CodebookFamily.Halves);

    private static readonly string[] Targets = ["sin(3*x)", "x^2+1/1000000007", "exp(x)/3", "(1/3)*x-1/7"];

    private static readonly Gen<(string Target, int From, int To, int Of)> Chords = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 9], Gen.Int[1, 9], Gen.Int[19, 100])
        .Select((target, from, width, of) => (Targets[target], from, from + width, of));

    private static VerificationInstance Of(ConstructedNetwork network, string from, string to, string? error = null, string? target = null) =>
        VerificationInstance.Of(
            network,
            Target.Parse(target ?? network.Provenance.Target, 1).On(network.Provenance.Domain),
            error is null ? ClaimedError.Of(network.Provenance)! : new(Rational.Parse(error), ClaimSource.Given),
            ErrorCell.Of(network, Rational.Parse(from), Rational.Parse(to)));

    private static byte[] Network(VerificationInstance instance)
    {
        using var stream = new MemoryStream();
        instance.WriteNetwork(stream);
        return stream.ToArray();
    }

    private static VnnLibProperty Property(VerificationInstance instance) => new(Text(instance));

    private static string Text(VerificationInstance instance)
    {
        using var stream = new MemoryStream();
        instance.WriteProperty(stream, "part.error.onnx");
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Rational? Counterexample(VerificationInstance instance) => new ExactVerifier(Network(instance)).Counterexample(Property(instance));

    [Fact]
    public void The_property_is_one_statement_a_line_over_the_cell_and_both_signs_and_its_comments_tell_every_number()
    {
        // The chord of x² over [1/8, 1/4] is 3/8 u - 1/32, and leaves it by (1/16)² = 1/256; 1/64 + 1/256 = 5/256.
        VerificationInstance instance = Of(Square, "1/8", "1/4");
        instance.Line.Should().Be(new ErrorLine(Rational.Create(-1, 32), Rational.Create(3, 8)));
        string[] lines = Text(instance).TrimEnd().Split('\n');
        lines.Where(l => !l.StartsWith(';')).Should().Equal(
            "(declare-const X_0 Real)",
            "(declare-const Y_0 Real)",
            "(assert (>= X_0 0.125))",
            "(assert (<= X_0 0.25))",
            "(assert (or (and (>= Y_0 0.01953125186264514923095703125)) (and (<= Y_0 -0.01953125186264514923095703125))))");
        lines.Where(l => l.StartsWith(';')).Should().Equal(
            $"; network: part.error.onnx, sha256 {Convert.ToHexStringLower(SHA256.HashData(Network(instance)))}",
            "; claim: |N - f| <= 1/64, which the construction proves; f is x^2 on 0:1",
            "; X_0 is u = (x - a)/(b - a), Y_0 is N(u) - L(u) with the line L(u) = -1/32 + 3/8 u near the chord of f",
            "; |f - L| <= 0.0039063 on the cell, proved; rounded up here to five digits",
            "; the claim implies |Y_0| < 0.01953125186264514923095703125, the least float32 number above the sum of these bounds; "
                + "asked is for a counterexample",
            "; sat refutes the claim; unsat proves |N - f| < 0.023438 on the cell");
    }

    [Theory]
    [InlineData("0", "1")]
    [InlineData("1/8", "1/4")]
    [InlineData("1/3", "2/3")]
    [InlineData("0.1", "0.10001")]
    public void A_true_claim_has_no_counterexample_on_any_cell(string from, string to)
    {
        ConstructedNetwork hat = Standalone.PartitionOfUnity(2, [2], 1, CodebookFamily.Halves);
        ConstructedNetwork[] networks =
        [
            Square, Standalone.Square(3, CodebookFamily.Linear(6)), Standalone.Weight(Rational.Parse("1/3"), 4, CodebookFamily.Halves),
            hat with { Provenance = hat.Provenance with { ErrorBound = 1e-9 } },
            ActivationChange.To(Square, Activation.Relu6), ActivationChange.To(Square, Activation.LeakyRelu(Dyadic.Half)),
            PaperConstructions.Dependent.Build(new NetworkRequest(Target.Parse("zigzag"), Rational.Parse("0.2"))),
        ];
        foreach (ConstructedNetwork network in networks)
        {
            Counterexample(Of(network, from, to)).Should().BeNull(network.Provenance.Target);
        }
    }

    [Fact]
    public void A_false_claim_is_refuted_where_the_cell_is_small_enough()
    {
        // The network is 1/64 above x² in the middle of [0, 1/4]: 16/1024; on a cell of width 1/16 the chord hides 1/1024 of it, twice.
        Counterexample(Of(Square, "3/32", "5/32", error: "13/1024")).Should().NotBeNull();
        Counterexample(Of(Square, "3/32", "5/32", error: "15/1024")).Should().BeNull();
    }

    [Fact]
    public void A_property_beside_another_network_or_with_another_threshold_is_caught()
    {
        VerificationInstance whole = Of(Square, "0", "1"), part = Of(Square, "1/2", "1");
        using var plain = new MemoryStream();
        OnnxExport.Write(Square, plain);
        new ExactVerifier(plain.ToArray()).Counterexample(Property(whole)).Should().NotBeNull("that network is not less the chord");
        new ExactVerifier(Network(whole)).Counterexample(Property(part)).Should().NotBeNull("that chord is of another cell");
        var withoutChord = new VnnLibProperty(Text(whole).Replace(Float32.Decimal(whole.Threshold), "0.015626", StringComparison.Ordinal));
        new ExactVerifier(Network(whole)).Counterexample(withoutChord).Should().NotBeNull("the target leaves its chord by 1/4");
    }

    [Theory]
    [InlineData("0", "1")]
    [InlineData("1/8", "1/4")]
    [InlineData("1/3", "1/2")]
    public void The_threshold_is_the_claim_and_the_exact_distance_of_the_chord_rounded_outward_and_no_more(string from, string to)
    {
        VerificationInstance instance = Of(Square, from, to);
        VnnLibProperty property = Property(instance);
        // x² - L at the ends of the cell and at L'/2.
        (Rational a, Rational b) = property.Input;
        Rational top = instance.Line.Slope / 2;
        Rational distance = new[] { a, b, top }.Select(u => Rational.Abs((u * u) - instance.Line.Constant - (instance.Line.Slope * u))).Max();
        Rational sum = distance + Rational.Create(1, 64);
        property.Threshold.Should().BeGreaterThan(sum).And.BeLessThan(sum * Rational.Parse("1.000002"));
        a.Should().BeLessThanOrEqualTo(Rational.Parse(from));
        b.Should().BeGreaterThanOrEqualTo(Rational.Parse(to));
        new[] { a, b, property.Threshold }.Should().OnlyContain(v => (Rational)Dyadic.FromDouble((float)(double)v) == v);
    }

    [Fact]
    public void The_claim_is_the_certified_error_before_the_bound_and_the_comment_says_which()
    {
        ConstructedNetwork With(CertifiedError? certified, double? bound, Rational? asked) =>
            Square with { Provenance = Square.Provenance with { Certified = certified, ErrorBound = bound, Error = asked } };
        var certified = new CertifiedError(default, Dyadic.PowerOfTwo(-5));
        string Claim(ConstructedNetwork network) => Property(Of(network, "0", "1")).Comments[1];
        Claim(With(certified, 0.5, 1)).Should().Contain("|N - f| <= 1/32, certified;");
        Claim(With(null, 0.5, 1)).Should().Contain("|N - f| <= 1/2, which the construction proves;");
        ConstructedNetwork proved = With(null, 0.5, 1);
        var parameters = new Dictionary<string, string> { ["normSource"] = "sampled" };
        Claim(proved with { Provenance = proved.Provenance with { Parameters = new(parameters) } })
            .Should().Contain("|N - f| <= 1/2, which the construction proves if the target's norm is as it was sampled or declared;");
        Claim(With(null, null, Rational.Create(1, 3))).Should().Contain("|N - f| <= 1/3, the error that the network was built for;");
        Property(Of(Square, "0", "1", error: "1/7")).Comments[1].Should().Contain("|N - f| <= 1/7, as given;");
        ClaimedError.Of(With(null, null, null).Provenance).Should().BeNull();
    }

    [Fact]
    public void The_model_is_the_network_less_the_line_exactly_whatever_the_chord() =>
        Gen.Select(RandomNetworks.OfHalves.Where(n => n.Validate().Length == 0), Chords).Sample((network, chord) =>
        {
            ConstructedNetwork constructed = SampleNetworks.WithProvenance(network);
            VerificationInstance instance = Of(constructed, $"{chord.From}/{chord.Of}", $"{chord.To}/{chord.Of}", "1/2", chord.Target);
            var model = new ExactVerifier(Network(instance));
            instance.Rounding.Should().Be((Rational)0);
            foreach (Rational u in Enumerable.Range(0, 9).Select(k => Rational.Create(k, 8)).Append(Rational.Create(1, 3)))
            {
                model.Evaluate(u).Should().Be(ExactEvaluator.Evaluate(network, [u])[0] - instance.Line.Constant - (instance.Line.Slope * u));
            }
        }, iter: 40, threads: 1);

    [Fact]
    public void Weights_that_are_no_float32_numbers_widen_the_threshold_by_what_their_rounding_changes()
    {
        ConstructedNetwork[] rounded = [Standalone.Square(2, CodebookFamily.Linear(6)), ActivationChange.To(Square, Activation.LeakyRelu(Dyadic.Half))];
        foreach (ConstructedNetwork network in rounded)
        {
            VerificationInstance instance = Of(network, "1/3", "3/4");
            var model = new ExactVerifier(Network(instance));
            Rational Line(Rational u) => instance.Line.Constant + (instance.Line.Slope * u);
            Rational Change(Rational u) => Rational.Abs(model.Evaluate(u) + Line(u) - ExactEvaluator.Evaluate(network.Network, [u])[0]);
            (Rational from, Rational width) = (instance.Cell.From, instance.Cell.To - instance.Cell.From);
            Rational seen = Enumerable.Range(0, 257).Max(k => Change(from + (Rational.Create(k, 256) * width)));
            instance.Rounding.Should().BeGreaterThan(0).And.BeGreaterThanOrEqualTo(seen).And.BeLessThan(2 * seen);
            instance.Threshold.Should().BeGreaterThan(instance.Claim.Value + instance.ChordDistance + instance.Rounding);
            Property(instance).Comments.Should().Contain(c => c.StartsWith("; M is N over the nearest float32 weights, |M - N| <= "));
        }
    }

    [Fact]
    public void Onnx_runtime_gives_what_the_exact_reader_gives()
    {
        VerificationInstance instance = Of(Square, "1/8", "1/2");
        byte[] model = Network(instance);
        using InferenceSession session = OnnxRun.Load(model);
        for (int k = 0; k <= 32; k++)
        {
            var u = Rational.Create(k, 32);
            ((Rational)Dyadic.FromDouble(OnnxRun.Evaluate(session, [[u]])[0])).Should().Be(new ExactVerifier(model).Evaluate(u));
        }
    }

    [Fact]
    public void Cells_cover_the_range_of_the_input()
    {
        ErrorCell[] cells = [.. ErrorCell.Cover(Square, 3)];
        (Rational first, Rational second) = (Rational.Create(1, 3), Rational.Create(2, 3));
        cells.Select(c => (c.From, c.To)).Should().Equal((0, first), (first, second), (second, 1));
        ClaimedError claim = ClaimedError.Of(Square.Provenance)!;
        VnnLibProperty[] properties = [.. cells.Select(c => Property(VerificationInstance.Of(Square, Target.Parse("x^2"), claim, c)))];
        properties.Zip(properties.Skip(1)).Should().OnlyContain(p => p.First.Input.To >= p.Second.Input.From);
        (properties[0].Input.From, properties[^1].Input.To).Should().Be(((Rational)0, (Rational)1));
    }

    [Fact]
    public void A_table_is_as_good_as_a_formula_and_code_is_not_taken_for_the_formula_that_it_is_called()
    {
        var table = new SampleTable([(0, 0), (Rational.Create(1, 2), Rational.Create(1, 4)), (1, 1)]);
        ErrorCell whole = ErrorCell.Of(Square, 0, 1);
        var claim = new ClaimedError(Rational.Create(1, 8), ClaimSource.Given);
        VerificationInstance instance = VerificationInstance.Of(Square, table.ToTarget("@table.csv"), claim, whole);
        instance.ChordDistance.Should().Be(Rational.Create(1, 4));
        Counterexample(instance).Should().BeNull();
        Target code = Target.FromDelegate("x^2", 1, x => 1 - x[0], 1);
        ((Action)(() => VerificationInstance.Of(Square, code, claim, whole))).Should().Throw<ArgumentException>().WithMessage("*given by code*");
    }

    [Fact]
    public void What_no_instance_can_be_made_of_is_refused()
    {
        var half = Rational.Create(1, 2);
        ((Action)(() => ErrorCell.Of(Square, half, half))).Should().Throw<ArgumentException>().WithMessage("The cell 1/2:1/2*");
        ((Action)(() => ErrorCell.Of(Square, 0, 2))).Should().Throw<ArgumentException>().WithMessage("The cell 0:2*");
        ((Action)(() => ErrorCell.Of(Standalone.Multiply(2, CodebookFamily.Halves), 0, 1))).Should().Throw<ArgumentException>().WithMessage("*not 2 and 1*");
        ((Action)(() => Of(Square, "0", "1", error: "0"))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("The claimed error is 0*");
        ((Action)(() => Of(Square, "0", "1", target: "1/x"))).Should().Throw<ArgumentException>().WithMessage("*no finite value*");
        Action pole = () => Of(Square, "0", "1", target: "1/(3*x-1)");
        pole.Should().Throw<ArgumentException>().WithMessage("The distance of 1/(3*x-1) from its chord is not known.*");
        Target elsewhere = Target.Parse("x^2").On(Domain.Parse("0:2", 1));
        Action otherDomain = () => VerificationInstance.Of(Square, elsewhere, new(1, ClaimSource.Given), ErrorCell.Of(Square, 0, 1));
        otherDomain.Should().Throw<ArgumentException>().WithMessage("The target is on 0:2, the network on 0:1.*");
        Action line = () => OnnxExport.Write(Square, Stream.Null, line: new ErrorLine(Rational.Create(1, 3), 0));
        line.Should().Throw<ArgumentException>().WithMessage("The line 1/3 + 0 u cannot be subtracted exactly in float32 numbers*");
    }
}
