using FluentAssertions;
using QuantRelu.Benchmarks;
using QuantRelu.Formats.VnnLib;
using Xunit;

namespace QuantRelu.Tests.Benchmarks;

/// <summary>What a set depends on, and what no set is made of.</summary>
public class BenchmarkOptionTests
{
    private static readonly BenchmarkOptions Small = new() { Count = 12, Seed = 3, MostWeights = 700 };

    [Fact]
    public void Equal_options_give_equal_bytes_and_another_seed_others()
    {
        using WrittenSet first = new(Small), again = new(Small), other = new(Small with { Seed = 4 });
        Dictionary<string, byte[]> files = first.Files;
        files.Keys.Should().BeEquivalentTo(again.Files.Keys);
        files.Should().OnlyContain(f => f.Value.SequenceEqual(again.Files[f.Key]));
        other.Instances.Select(i => i.Text("onnx")).Should().NotEqual(first.Instances.Select(i => i.Text("onnx")));
    }

    [Fact]
    public void The_first_instances_of_a_larger_set_are_those_of_a_smaller_one()
    {
        using WrittenSet small = new(Small with { Count = 7 }), large = new(Small);
        Dictionary<string, byte[]> files = large.Files;
        foreach ((string name, byte[] bytes) in small.Files.Where(f => f.Key.Contains('/')))
        {
            files[name].Should().Equal(bytes, name);
        }

        small.Instances.Should().HaveCount(7);
        Math.Abs((2 * small.Instances.Count(i => i.IsSatisfiable)) - 7).Should().Be(1);
    }

    [Fact]
    public void Margins_change_thresholds_and_not_networks()
    {
        using WrittenSet set = new(Small), other = new(Small with { Margins = [Rational.Create(1, 7)] });
        foreach ((WrittenInstance one, WrittenInstance two) in set.Instances.Zip(other.Instances))
        {
            one.Model.Should().Equal(two.Model);
            one.Question.Box.Should().Be(two.Question.Box);
            two.Text("askedMargin").Should().Be("1/7");
        }
    }

    [Fact]
    public void Thresholds_of_float64_numbers_come_as_near_as_float32_numbers_cannot()
    {
        using WrittenSet set = new(Small with { Margins = [Rational.Parse("1e-12")], HasWideThresholds = true });
        foreach (WrittenInstance instance in set.Instances.Where(i => !i.Number("extremum").IsZero))
        {
            Rational part = instance.Number("margin") / Rational.Abs(instance.Number("extremum"));
            ((double)part).Should().BeInRange(1e-12, 1.001e-12);
            ((Rational)Dyadic.FromDouble((double)instance.Number("threshold"))).Should().Be(instance.Number("threshold"));
        }
    }

    [Fact]
    public void Families_and_numbers_of_inputs_can_be_chosen()
    {
        using WrittenSet set = new(Small with { Families = [BenchmarkFamily.Pieces, BenchmarkFamily.Chains], Inputs = [2] });
        set.Instances.Should().OnlyContain(i => i.Question.Box.Dimension == 2);
        set.Instances.Select(i => i.Text("onnx").Split('_')[1].Split('-')[0]).Distinct().Should().BeEquivalentTo("pieces", "chain");
    }

    [Fact]
    public void What_no_set_can_be_is_refused_with_a_sentence()
    {
        Rational fine = Rational.Parse("1e-9");
        (Small with { Margins = [fine] }).Obstacle.Should().StartWith("The margin 1E-09 is finer than float32 numbers");
        (Small with { Margins = [fine], HasWideThresholds = true }).Obstacle.Should().BeNull();
        (Small with { Margins = [fine * fine], HasWideThresholds = true }).Obstacle.Should().StartWith("The margin");
        (Small with { Families = [BenchmarkFamily.Chains], Inputs = [3] }).Obstacle.Should().Be("The family chains has networks of 1 and 2 inputs only.");
        ((Action)(() => BenchmarkSet.Create(Small with { Margins = [fine] }))).Should().Throw<ArgumentException>().WithMessage("The margin*");
        ((Action)(() => _ = Small with { Margins = [1] })).Should().Throw<ArgumentException>();
        ((Action)(() => _ = Small with { Margins = [-fine] })).Should().Throw<ArgumentException>();
        ((Action)(() => _ = Small with { Margins = [] })).Should().Throw<ArgumentException>();
        ((Action)(() => _ = Small with { Families = [] })).Should().Throw<ArgumentException>();
        ((Action)(() => _ = Small with { Inputs = [4] })).Should().Throw<ArgumentException>();
        ((Action)(() => _ = Small with { Count = 0 })).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => _ = Small with { Count = 10_001 })).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => _ = Small with { Seed = -1 })).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => _ = Small with { MostWeights = 99 })).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => _ = Small with { Timeout = 0 })).Should().Throw<ArgumentOutOfRangeException>();
        Action cancelled = () => BenchmarkSet.Create(Small, cancellationToken: new CancellationToken(canceled: true));
        cancelled.Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void The_command_line_says_what_is_not_as_it_is_by_default()
    {
        BenchmarkSet.Create(new() { Count = 1 }).Command.Should().Be("quantrelu benchmark DIR --seed 0 --count 1");
        BenchmarkSet.Create(new()
        {
            Count = 2,
            Seed = 5,
            Families = [BenchmarkFamily.Chains],
            Inputs = [1],
            Margins = [0],
            HasWideThresholds = true,
            Version = VnnLibVersion.Two,
            MostWeights = 700,
            Timeout = 9,
        }).Command.Should().Be("quantrelu benchmark DIR --seed 5 --count 2 --family chains --inputs 1 --margins 0 --thresholds float64 --vnnlib-version 2.0 "
            + "--max-weights 700 --timeout 9");
    }
}
