using CsCheck;
using FluentAssertions;
using QuantRelu.Activations;
using QuantRelu.Formats.Certificates;
using QuantRelu.Subnetworks;
using QuantRelu.Tests.Certification;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Formats.Certificates;

public class SmtLibExportTests
{
    private static readonly Dictionary<string, Func<CertifiedClaim>> Cases = new()
    {
        ["square"] = () => Claims.Square(),
        ["square, λ = 3"] = () => Claims.Square(2, 3),
        ["weight 1/3"] = () => Claims.Weight("1/3", 3),
        ["hat"] = () => Claims.Hat(2, 1),
        ["Theorem 1"] = () => Claims.Theorem1("sin(2*pi*x)/(2*pi)", "0.5"),
        ["Theorem 3"] = () => Claims.Theorem3("exp(x)/3", "0.2"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    // What cvc5 is asked too.
    public static TheoryData<string> SmallNames => [.. Cases.Keys.Where(name => !name.StartsWith("Theorem", StringComparison.Ordinal))];

    [Fact]
    public void Every_cell_is_asked_for_with_exact_numbers()
    {
        string[] lines = Claims.Square(2).SmtLib().Split('\n');
        lines.Should().ContainInOrder(
            "(set-logic QF_LRA)",
            "(assert (and (<= 0.0 u) (<= u 1.0)))",
            "(echo \"no u outside of the cells\")",
            "(echo \"piece 2 on [1/4; 1/2]: the network is -1/8 + 3/4 u\")",
            "(push 1)",
            "(assert (and (<= (/ 1.0 4.0) u) (<= u (/ 1.0 2.0))))",
            "(assert (not (= y (+ (- (/ 1.0 8.0)) (* (/ 3.0 4.0) u)))))",
            "(check-sat)",
            "(pop 1)");
        lines.Count(line => line == "(check-sat)").Should().Be(1 + 4);
    }

    [Fact]
    public void Every_unit_is_defined_once_and_parentheses_close()
    {
        CertifiedClaim claim = Claims.Square(2, 3);
        string text = claim.SmtLib();
        string[] names = [.. text.Split('\n').Where(l =>
            l.StartsWith("(declare-fun ", StringComparison.Ordinal) || l.StartsWith("(define-fun ", StringComparison.Ordinal)).Select(l => l.Split(' ')[1])];
        names.Should().OnlyHaveUniqueItems().And.HaveCount(1 + (int)claim.Network.Count().Units);
        text.Split('\n').Where(l => !l.StartsWith(';')).Should().OnlyContain(l => l.Count(c => c == '(') == l.Count(c => c == ')'));
    }

    [Fact]
    public void Straight_targets_are_asked_for_the_claim_itself()
    {
        CertifiedClaim weight = Claims.Weight("1/3", 3);
        SmtLibExport.AsksForError(weight).Should().BeTrue();
        SmtLibExport.AsksForError(Claims.Square()).Should().BeFalse();
        weight.SmtLib().Should().Contain("; This proves the claim.").And.Contain(": |network - (-1/3 + 2/3 u)| <= 1/8\")");
    }

    [Fact]
    public void A_network_with_too_many_weights_is_refused_with_number_and_limit()
    {
        CertifiedClaim large = Claims.Theorem1("sin(2*pi*x)/(2*pi)", "0.01");
        FluentActions.Invoking(() => large.SmtLib()).Should().Throw<ExportLimitException>()
            .WithMessage("The network has *,* weights; an SMT-LIB file is written for at most 100,000.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    [Needs(External.Z3)]
    public void Z3_proves_true_files(string name) => Proves(External.Z3, name);

    [Theory]
    [MemberData(nameof(SmallNames))]
    [Needs(External.Cvc5)]
    public void Cvc5_proves_true_files(string name) => Proves(External.Cvc5, name);

    [Fact]
    [Needs(External.Z3)]
    public void Z3_finds_the_u_at_which_a_claim_is_wrong() => FindsWrongClaims(External.Z3);

    [Fact]
    [Needs(External.Cvc5)]
    public void Cvc5_finds_the_u_at_which_a_claim_is_wrong() => FindsWrongClaims(External.Cvc5);

    [Theory]
    [Needs(External.Z3)]
    [InlineData("relu6")]
    [InlineData("leaky:1/4")]
    public void Other_activations_are_written_as_they_are(string activation)
    {
        ConstructedNetwork square = Standalone.Square(2, CodebookFamily.Halves);
        Network changed = ActivationChange.To(square.Network, Activation.Find(activation)!);
        var claim = new CertifiedClaim(changed, Target.Parse("x^2"), Rational.Parse("1/64"));
        Answers(Solver(External.Z3), claim.SmtLib()).Should().OnlyContain(answer => answer == "unsat").And.HaveCount(5);
    }

    [Fact]
    [Needs(External.Z3)]
    public void Random_networks_are_written_exactly()
    {
        Func<string, string> z3 = Solver(External.Z3);
        RandomNetworks.OfHalves.Sample(
            network => Answers(z3, new CertifiedClaim(network, Target.Parse("x"), 0).SmtLib()) is var answers
                && answers[0] == "unsat" && !answers.Contains("unknown") && (LargestError(network) == 0) == !answers.Contains("sat"),
            iter: 3);
    }

    private static void Proves(External solver, string name)
    {
        string[] answers = Answers(Solver(solver), Cases[name]().SmtLib());
        answers.Length.Should().BeGreaterThan(1);
        answers.Should().OnlyContain(answer => answer == "unsat");
    }

    private static void FindsWrongClaims(External program)
    {
        Func<string, string> solver = Solver(program);

        // |1/3 - w'| is the error of the weight, at x = ±1.
        CertifiedClaim weight = Claims.Weight("1/3", 3);
        Rational error = Rational.Abs(ExactEvaluator.Evaluate(weight.Network, [(Rational)1])[0] - Rational.Parse("1/3"));
        error.Sign.Should().Be(1);
        Answers(solver, weight.WithError(error).SmtLib()).Should().OnlyContain(answer => answer == "unsat");
        Answers(solver, weight.WithError(error * Rational.Parse("99/100")).SmtLib()).Should().Contain("sat").And.Contain("unsat").And.NotContain("unknown");
        Answers(solver, Claims.Square().SmtLib().Replace("(* (/ 3.0 8.0) u)", "(* (/ 4.0 8.0) u)", StringComparison.Ordinal)).Should()
            .ContainSingle(answer => answer == "sat");
    }

    // A piecewise linear difference is largest at an end of a piece.
    private static Rational LargestError(Network network) => CertificateCell.Of(network, Target.Parse("x").Expression!, 10_000)
        .SelectMany(c => new[] { c.Piece.From, c.Piece.To }).Max(u => Rational.Abs(ExactEvaluator.Evaluate(network, [u])[0] - u));

    // What a solver prints about a text.
    private static Func<string, string> Solver(External solver)
    {
        string program = ExternalTool.Find(solver);
        string[] options = solver == External.Cvc5 ? ["--lang", "smt2", "--incremental"] : ["-smt2"];
        return text => ProofTool.Run(program, text, options);
    }

    private static string[] Answers(Func<string, string> solver, string text) => [.. solver(text).Split('\n').Select(l => l.Trim())
        .Where(l => l is "sat" or "unsat" or "unknown" || l.Contains("error", StringComparison.Ordinal))];
}
