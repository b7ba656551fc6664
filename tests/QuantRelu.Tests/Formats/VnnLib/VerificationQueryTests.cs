using System.Text;
using System.Text.RegularExpressions;
using FluentAssertions;
using QuantRelu.Formats.VnnLib;
using Xunit;

namespace QuantRelu.Tests.Formats.VnnLib;

/// <summary>Questions and their texts in both versions of the language.</summary>
public class VerificationQueryTests
{
    private static readonly Domain Box = Domain.Parse("0:1,-1/4:3/8", 2);
    private static readonly OutputCondition High = new(0, OutputRelation.AtLeast, Rational.Create(5, 4));
    private static readonly OutputCondition Low = new(1, OutputRelation.AtMost, Rational.Create(-1, 2));

    [Fact]
    public void Version_1_has_a_statement_a_line_of_the_forms_that_the_parsers_in_use_look_for()
    {
        string[] lines = Lines(new VerificationQuery(Box, 2, [High, Low], [Low]), VnnLibVersion.One, "a comment");
        lines.Should().Equal(
            "; a comment",
            "(declare-const X_0 Real)",
            "(declare-const X_1 Real)",
            "(declare-const Y_0 Real)",
            "(declare-const Y_1 Real)",
            "(assert (>= X_0 0.0))",
            "(assert (<= X_0 1.0))",
            "(assert (>= X_1 -0.25))",
            "(assert (<= X_1 0.375))",
            "(assert (or (and (>= Y_0 1.25) (<= Y_1 -0.5)) (and (<= Y_1 -0.5))))");
        const string comparison = @"\((<=|>=) \S+ \S+\)", declaration = @"\(declare-const (X|Y)_\d+ Real\)";
        string[] forms = [declaration, $@"\(assert {comparison}\)", $@"\(assert \(or( \(and( {comparison})+\))+\)\)"];
        lines.Skip(1).Should().OnlyContain(line => forms.Any(form => Regex.IsMatch(line, $"^{form}$")));
    }

    [Fact]
    public void Conditions_that_hold_together_are_statements_of_their_own() =>
        Lines(new VerificationQuery(Box, 2, [High, Low]), VnnLibVersion.One)[^2..].Should().Equal("(assert (>= Y_0 1.25))", "(assert (<= Y_1 -0.5))");

    [Fact]
    public void Version_2_declares_a_network_of_real_numbers_and_has_strict_relations()
    {
        var strict = new OutputCondition(0, OutputRelation.Above, Rational.Create(5, 4));
        Lines(new VerificationQuery(Box, 2, [strict], [High, Low with { Relation = OutputRelation.Below }]), VnnLibVersion.Two).Should().Equal(
            "(vnnlib-version <2.0>)",
            "(declare-network N (declare-input X real [1,2]) (declare-output Y real [1,2]))",
            "(assert (>= X[0,0] 0.0))",
            "(assert (<= X[0,0] 1.0))",
            "(assert (>= X[0,1] -0.25))",
            "(assert (<= X[0,1] 0.375))",
            "(assert (or (> Y[0,0] 1.25) (and (>= Y[0,0] 1.25) (< Y[0,1] -0.5))))");
    }

    [Theory]
    [InlineData("0,0", "5/4,-1/2", true)]
    [InlineData("1,3/8", "5,-1", true)]
    [InlineData("1,1/2", "5,-1", false)]
    [InlineData("0,0", "5/4,0", false)]
    [InlineData("0,0", "0,7", false)]
    public void An_answer_is_in_the_box_and_meets_all_conditions_of_an_alternative(string input, string outputs, bool isAnswer) =>
        new VerificationQuery(Box, 2, [High, Low], [High, new(1, OutputRelation.Above, 3)]).Holds(Numbers(input), Numbers(outputs)).Should().Be(isAnswer);

    [Fact]
    public void A_strict_condition_leaves_out_the_number_itself()
    {
        Rational number = Rational.Create(1, 3);
        new OutputCondition(0, OutputRelation.Above, number).Holds(number).Should().BeFalse();
        new OutputCondition(0, OutputRelation.Below, number).Holds(number).Should().BeFalse();
        new OutputCondition(0, OutputRelation.AtLeast, number).Holds(number).Should().BeTrue();
        new OutputCondition(0, OutputRelation.AtMost, number).Holds(number).Should().BeTrue();
    }

    [Fact]
    public void Questions_with_equal_parts_are_equal()
    {
        new VerificationQuery(Box, 2, [High, Low]).Should().Be(new VerificationQuery(Domain.Parse("0:1,-1/4:3/8", 2), 2, [High, Low]));
        new VerificationQuery(Box, 2, [High, Low]).Should().NotBe(new VerificationQuery(Box, 2, [High], [Low]));
        new VerificationQuery(Box, 2, [High, Low], [Low]).ToString().Should().Be("0:1,-1/4:3/8 with Y_0 >= 5/4 and Y_1 <= -1/2 or Y_1 <= -1/2");
    }

    [Fact]
    public void What_is_no_question_is_refused()
    {
        Action strict = () => Lines(new VerificationQuery(Box, 1, [new OutputCondition(0, OutputRelation.Above, 0)]), VnnLibVersion.One);
        strict.Should().Throw<ArgumentException>().WithMessage("The condition is strict, and VNN-LIB 1.0*");
        Action third = () => _ = new VerificationQuery(Box, 1, [new OutputCondition(0, OutputRelation.Above, Rational.Create(1, 3))]);
        third.Should().Throw<ArgumentException>().WithMessage("The number 1/3 has no finite binary digits*");
        ((Action)(() => _ = new VerificationQuery(Domain.Parse("0:1/3", 1), 1, [High]))).Should().Throw<ArgumentException>().WithMessage("The number 1/3*");
        ((Action)(() => _ = new VerificationQuery(Box, 1, [Low]))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => _ = new VerificationQuery(Box, 0, [High]))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => _ = new VerificationQuery(Box, 1, []))).Should().Throw<ArgumentException>();
        ((Action)(() => _ = new VerificationQuery(Box, 1))).Should().Throw<ArgumentException>();
        ((Action)(() => new VerificationQuery(Box, 1, [High]).Contains([0]))).Should().Throw<ArgumentException>();
        ((Action)(() => new VerificationQuery(Box, 1, [High]).Holds([0, 0], [1, 1]))).Should().Throw<ArgumentException>();
    }

    private static Rational[] Numbers(string text) => [.. text.Split(',').Select(Rational.Parse)];

    private static string[] Lines(VerificationQuery query, VnnLibVersion version, params string[] comments)
    {
        using var stream = new MemoryStream();
        query.Write(stream, version, comments);
        return Encoding.UTF8.GetString(stream.ToArray()).TrimEnd('\n').Split('\n');
    }
}
