using System.Globalization;
using System.Text.RegularExpressions;
using FluentAssertions;
using QuantRelu.Formats.Certificates;
using QuantRelu.Subnetworks;
using QuantRelu.Targets;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Formats.Certificates;

public class SollyaExportTests
{
    private static readonly Dictionary<string, Func<CertifiedClaim>> Cases = new()
    {
        ["square"] = () => Claims.Square(),
        ["square, λ = 3"] = () => Claims.Square(2, 3),
        ["weight 1/3"] = () => Claims.Weight("1/3", 6),
        ["hat"] = () => Claims.Hat(2, 1),
        ["Theorem 1"] = () => Claims.Theorem1("sin(2*pi*x)/(2*pi)", "0.5"),
        ["Theorem 3"] = () => Claims.Theorem3("exp(x)/3", "0.2"),
        ["kinks"] = () => Claims.Theorem3("abs(x-1/4)*x^2/2", "0.25"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Fact]
    public void Every_piece_is_one_line_with_exact_numbers()
    {
        string script = Claims.Square(2).Sollya();
        script.Split('\n').Where(line => line.StartsWith("report(", StringComparison.Ordinal)).Should().Equal(
            "report(\"1 on [0; 1/4]\", examine((u^2), 0 + (1/4) * u, 0, (1/4), 8));",
            "report(\"2 on [1/4; 1/2]\", examine((u^2), (-1/8) + (3/4) * u, (1/4), (1/2), 8));",
            "report(\"3 on [1/2; 3/4]\", examine((u^2), (-3/8) + (5/4) * u, (1/2), (3/4), 8));",
            "report(\"4 on [3/4; 1]\", examine((u^2), (-3/4) + (7/4) * u, (3/4), 1, 8));");
        script.Should().Contain("claim = (1/64);\n").And.NotContain("\r").And.EndWith("quit;\n");
    }

    [Fact]
    public void The_domain_is_in_the_formula_and_straight_targets_are_compared_at_ends()
    {
        string script = Claims.Weight("1/3", 6).Sollya();
        script.Should().Contain("x = -1 + 2 u").And.Contain(", ends((-1/3) + (2/3) * u, ").And.NotContain(", examine(");
    }

    [Theory]
    [InlineData("x^(1/3)+x^y", "((u^(1/3)) + exp(u * log(u)))")]
    [InlineData("min(x,y,sin(x))", "((((u + u - abs(u - u)) / 2) + sin(u) - abs(((u + u - abs(u - u)) / 2) - sin(u))) / 2)")]
    [InlineData("max(x,-e^x)", "((u + (-exp(u)) + abs(u - (-exp(u)))) / 2)")]
    [InlineData("-x-2/3*pi*e", "((-u) - (((2/3) * pi) * exp(1)))")]
    public void Formulas_in_the_language_of_Sollya(string text, string expected) =>
        SollyaExpression.Print(Target.Parse(text, 2).Expression!.Substitute(ExpressionBuilder.Variable(0), ExpressionBuilder.Variable(0))).Should()
            .Be(expected);

    [Fact]
    public void What_no_certificate_is_written_for_is_refused()
    {
        ConstructedNetwork product = Standalone.Multiply(2, CodebookFamily.Halves);
        Network square = Standalone.Square(2, CodebookFamily.Halves).Network;
        FluentActions.Invoking(() => new CertifiedClaim(product.Network, Target.Parse("x*y"), 1)).Should().Throw<ArgumentException>()
            .WithMessage("*1 input and 1 output*2 and 1*");
        FluentActions.Invoking(() => new CertifiedClaim(square, Target.Parse("x*y"), 1)).Should().Throw<ArgumentException>()
            .WithMessage("*1 variable*x*y has 2*");
        FluentActions.Invoking(() => new CertifiedClaim(square, Target.FromDelegate("code", 1, x => x[0], 1), 1)).Should().Throw<ArgumentException>()
            .WithMessage("*formula; code is given by code*");
        FluentActions.Invoking(() => new CertifiedClaim(square, Target.Parse("x^2"), -1)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("*-1*negative*");
    }

    [Theory]
    [MemberData(nameof(Names))]
    [Needs(External.Sollya)]
    public void Sollya_agrees_with_the_certified_interval_and_refutes_what_lies_below(string name)
    {
        CertifiedClaim claim = Cases[name]();
        CertifiedError ours = ErrorCertification.Certify(claim.Network, claim.Target).Error!;

        string certified = ProofTool.Run(ExternalTool.Find(External.Sollya), claim.WithError(ours.Upper).Sollya());
        certified.TrimEnd().Should().EndWith("\nCERTIFIED");
        Lines(certified).Should()
            .OnlyContain(line => line.EndsWith(": holds", StringComparison.Ordinal)).And.HaveCount(Lines(claim.Sollya(), "report(").Length);
        (Rational low, Rational high) = Supremum(certified);
        (low <= ours.Upper && ours.Lower <= high).Should().BeTrue("[{0}, {1}] and [{2}, {3}] enclose the same supremum", low, high, ours.Lower, ours.Upper);

        if (ours.Lower.Sign > 0)
        {
            string refuted = ProofTool.Run(ExternalTool.Find(External.Sollya), claim.WithError(ours.Lower * Rational.Parse("99/100")).Sollya());
            refuted.TrimEnd().Should().EndWith("\nREFUTED");
        }
    }

    [Theory]
    [Needs(External.Sollya)]
    [InlineData("1/2", "4 hold, 0 exceed, 0 undecided;", "CERTIFIED")]
    [InlineData("1/64", "0 hold, 4 exceed, 0 undecided;", "REFUTED")]
    public void A_kink_that_is_no_straight_line_stays_in_the_formula(string error, string counts, string verdict)
    {
        // The difference is 1/9 for x ≥ 1/3, up to the error of the square, and goes to -1/9 at 0.
        var claim = new CertifiedClaim(Claims.Square(2).Network, Target.Parse("abs(x^2-1/9)"), Rational.Parse(error));
        claim.Sollya().Should().Contain("examine(abs(((u^2) - (1/9))), ");
        ProofTool.Run(ExternalTool.Find(External.Sollya), claim.Sollya()).Should().Contain(counts).And.EndWith($"\n{verdict}\n");
    }

    private static string[] Lines(string text, string start = "piece ") =>
        [.. text.Split('\n').Where(line => line.StartsWith(start, StringComparison.Ordinal))];

    // From the line "...; supremum in [a; b]"; no enclosure is [a; infty].
    private static (Rational Low, Rational High) Supremum(string output)
    {
        Match ends = Regex.Matches(output, @"undecided; supremum in \[(.*); (.*)\]").Single();
        return (Number(ends.Groups[1].Value), ends.Groups[2].Value == "infty" ? int.MaxValue : Number(ends.Groups[2].Value));
    }

    private static Rational Number(string text) =>
        Rational.TryParse(text, out Rational value) ? value : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{text}' is no number."));
}
