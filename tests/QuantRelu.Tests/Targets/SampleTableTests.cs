using CsCheck;
using FluentAssertions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Targets;

public class SampleTableTests
{
    private static SampleTable Table(params (int X, int Y)[] samples) => new([.. samples.Select(s => ((Rational)s.X, (Rational)s.Y))]);

    [Fact]
    public void It_joins_the_samples_by_lines_and_knows_its_slope_and_domain()
    {
        SampleTable table = Table((-2, 1), (0, 5), (4, 3));
        (table.At(-2), table.At(-1), table.At(0), table.At(3), table.At(4)).Should().Be((1, 3, 5, 3.5, 3));
        (table.At(-9), table.At(9)).Should().Be((1, 3));
        Rational[] places = [-9, -2, Rational.Create(-1, 3), Rational.Create(1, 3), 4, 9];
        places.Select(table.ExactlyAt).Should().Equal(1, 1, Rational.Create(13, 3), Rational.Create(29, 6), 3, 3);
        table.Lipschitz.Should().Be((Rational)2);
        table.SteepestAt.Should().Be(1);
        table.Domain.Should().Be(Domain.Parse("-2:4", 1));
    }

    [Fact]
    public void Its_target_keeps_the_slope_in_the_coordinates_of_the_unit_interval()
    {
        Target target = Table((0, 0), (4, 2)).ToTarget("table");
        target.LipschitzConstant.Should().Be(2);
        target.Value([0.25]).Should().Be(0.5);
        Table((0, 0), (4, 2)).ToTarget("table", lipschitz: 3).LipschitzConstant.Should().Be(12);
    }

    /// <summary>Nobody declared anything: straight lines are highest at a sample, and their slopes are known.</summary>
    [Fact]
    public void The_norms_of_its_lines_are_proved()
    {
        Target target = Table((-2, 1), (0, -5), (4, 3)).ToTarget("table");
        SobolevNorm.TryFind(target, 1, out SobolevEstimate? norm, out _).Should().BeTrue();
        norm!.Source.Should().Be(NormSource.Proved);
        norm.Peaks.Select(p => p.Value).Should().Equal(5, 18);
        norm.Peaks.Select(p => p.At.Single()).Should().Equal(1.0 / 3, 1.0 / 6);
        PaperConstructions.Independent.Plan(new NetworkRequest(target, Rational.Parse("0.5"))).Provenance.Parameters["normSource"].Should().Be("proved");
        PaperConstructions.Dependent.Build(new NetworkRequest(target, Rational.Parse("0.5"))).Provenance.Parameters["lipschitzSource"].Should().Be("proved");
        SobolevNorm.TryFind(Table((0, 1), (3, 1)).ToTarget("flat"), 1, out norm, out _).Should().BeTrue();
        norm!.Peaks.Select(p => p.Value).Should().Equal(1, 0);
    }

    [Fact]
    public void A_table_becomes_a_network_of_either_structure_within_the_error() =>
        Gen.Select(Gen.Int[-5, 5].Array[12], Gen.Bool).Sample((heights, dependent) =>
        {
            Target target = new SampleTable([.. heights.Select((y, i) => (Rational.Create(i * i, 3), Rational.Create(y, 4)))]).ToTarget("table");
            Rational error = Rational.Parse("0.6");
            ConstructedNetwork built = dependent
                ? PaperConstructions.Dependent.Build(new NetworkRequest(target, error))
                : PaperConstructions.Independent.Build(new NetworkRequest(target, error));
            double measured = ErrorMeasurement.Measure(new FastEvaluator(built.Network), target, 400, 1).Value;
            return measured <= built.Provenance.ErrorBound && built.Provenance.ErrorBound <= 0.6;
        }, iter: 12, threads: 1);

    [Fact]
    public void Bad_tables_are_refused_with_the_sample()
    {
        ((Action)(() => Table((0, 1)))).Should().Throw<ArgumentException>().WithMessage("At least 2 samples*not 1*");
        ((Action)(() => Table((0, 1), (0, 2)))).Should().Throw<ArgumentException>().WithMessage("*x = 0 of sample 2 stands twice*");
        ((Action)(() => Table((0, 1), (2, 2), (1, 0)))).Should().Throw<ArgumentException>().WithMessage("*x = 1 of sample 3 is not sorted*");
        ((Action)(() => Table((0, 1), (1, 4)).ToTarget("table", 2))).Should().Throw<ArgumentException>()
            .WithMessage("*constant 2: between samples 1 and 2 the slope is 3*");
    }
}
