using CsCheck;
using FluentAssertions;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Targets;

public class TargetSourceTests
{
    private static readonly SampleTable Table = new([(0, 1), (2, Rational.Create(1, 3)), (3, 0)]);

    [Fact]
    public void Every_formula_under_every_name_is_had_again_as_the_same_function()
    {
        string[] names = ["sine", "x^2", "our own", "@table.csv", string.Empty, "x +"];
        ExpressionSamples.Expressions.Sample(
            expression =>
            {
                foreach (string name in names.Append(expression.ToString()))
                {
                    var target = Target.FromExpression(expression, name: name);
                    if (target.Source == TargetSource.Code || !target.Source.TryOpen(name, target.Domain, out Target? again, out _)
                        || again.Name != name || !again.IsSameFunction(target) || again.Source != target.Source)
                    {
                        return false;
                    }
                }

                return true;
            },
            iter: 200);
    }

    [Theory]
    [InlineData("sine", "sin(2*pi*x)/(2*pi)")]
    [InlineData("x + y", "x+y")]
    [InlineData("product", "x*y")]
    public void A_name_that_is_its_function_is_all_that_is_kept(string name, string formula)
    {
        Target.Parse(name).Source.Should().Be(TargetSource.Name);
        Target.Parse(name).IsSameFunction(Target.Parse(formula)).Should().BeTrue();
        Target.FromExpression(ExpressionParser.Parse("x/7"), name: name).Source.Should().Be(new FormulaSource("x/7"));
    }

    [Fact]
    public void A_formula_too_long_to_be_read_is_not_written_down()
    {
        Expression sum = ExpressionParser.Parse("sin(x)");
        for (int i = 0; i < 900; i++)
        {
            sum = ExpressionBuilder.Add(sum, ExpressionParser.Parse($"cos({i}*x)/{i + 1}"));
        }

        sum.ToString().Length.Should().BeGreaterThan(ExpressionParser.MaximumLength);
        Target.FromExpression(sum, name: "x").Source.Should().Be(TargetSource.Code);
    }

    [Fact]
    public void Samples_are_kept_with_their_constant_and_on_any_domain()
    {
        Target target = Table.ToTarget("@t.csv", lipschitz: 2).On(Domain.Parse("1:2", 1));
        target.Source.TryOpen("@t.csv", target.Domain, out Target? again, out _).Should().BeTrue();
        again!.LipschitzConstant.Should().Be(2);
        again.IsSameFunction(target).Should().BeTrue();
        again.Value([0.5]).Should().Be(target.Value([0.5]));
        target.Source.Should().Be(new SampleSource(new SampleTable(Table.Samples), 2)).And.NotBe(new SampleSource(Table));
        new SampleSource(Table).GetHashCode().Should().Be(new SampleSource(new SampleTable(Table.Samples)).GetHashCode());
    }

    [Fact]
    public void Samples_of_another_table_and_other_domains_are_other_functions()
    {
        Target target = Table.ToTarget("@t.csv");
        target.IsSameFunction(Table.ToTarget("@elsewhere/t.csv", lipschitz: 9)).Should().BeTrue();
        target.IsSameFunction(new SampleTable([(0, 1), (2, Rational.Create(1, 3)), (3, 1)]).ToTarget("@t.csv")).Should().BeFalse();
        target.IsSameFunction(target.On(Domain.Parse("0:2", 1))).Should().BeFalse();
        Target code = Target.FromDelegate("x", 1, x => x[0], 1);
        code.IsSameFunction(code.On(Domain.Unit(1))).Should().BeTrue();
        code.IsSameFunction(Target.Parse("x")).Should().BeFalse();
    }

    [Theory]
    [InlineData("x", "code", "'x' was given by code")]
    [InlineData("@t.csv", "absent", "'@t.csv', which its file does not hold")]
    [InlineData("", "name", "names no target")]
    [InlineData("our own", "name", "'our own' cannot be read")]
    [InlineData("x*y", "name", "'x*y' cannot be read: The target uses the variable y")]
    [InlineData("f", "formula", "2 variables")]
    [InlineData("f", "steep", "steeper")]
    public void What_cannot_be_had_again_is_said_in_one_sentence(string name, string kind, string words)
    {
        TargetSource source = kind switch
        {
            "code" => TargetSource.Code,
            "absent" => TargetSource.AbsentSamples,
            "name" => TargetSource.Name,
            "formula" => new FormulaSource("x*y"),
            _ => new SampleSource(Table, Rational.Create(1, 9)),
        };
        source.TryOpen(name, Domain.Unit(1), out _, out string? problem).Should().BeFalse();
        problem.Should().Contain(words).And.NotEndWith(".");
        new SampleSource(Table).TryOpen("t", Domain.Unit(2), out _, out problem).Should().BeFalse();
        problem.Should().Contain("one variable");
    }
}
