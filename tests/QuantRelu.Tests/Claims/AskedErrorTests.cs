using FluentAssertions;
using QuantRelu.Analysis;
using QuantRelu.Constructions.Crossbar;
using QuantRelu.Constructions.Hinges;
using QuantRelu.Formats.Reports;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Claims;

/// <summary>Errors as parts of the target's range, and relative ones: what absolute error they become, and that a network keeps what was asked.</summary>
public class AskedErrorTests
{
    // A thermistor: raw counts to °C, from -40 to 125.
    private static readonly (Rational X, Rational Y)[] Samples =
        [(0, 125), (100, 84), (250, 51), (400, 28), (600, 3), (800, -19), (1000, -37), (1023, -40)];

    private static Target Thermistor => new SampleTable(Samples).ToTarget("thermistor");

    private static Rational Interpolated(Rational x)
    {
        int i = Math.Max(1, Array.FindIndex(Samples, s => s.X >= x));
        ((Rational x0, Rational y0), (Rational x1, Rational y1)) = (Samples[i - 1], Samples[i]);
        return y0 + ((y1 - y0) * (x - x0) / (x1 - x0));
    }

    [Theory]
    [InlineData("0.5", "0.5", ErrorMeasure.Absolute)]
    [InlineData("2", "2", ErrorMeasure.Absolute)]
    [InlineData(" 1/3 ", "1/3", ErrorMeasure.Absolute)]
    [InlineData("0.1%", "0.001", ErrorMeasure.OfRange)]
    [InlineData("12 %", "0.12", ErrorMeasure.OfRange)]
    [InlineData("1/3%", "1/300", ErrorMeasure.OfRange)]
    public void An_error_is_read_as_a_number_or_as_a_percentage(string text, string value, ErrorMeasure measure)
    {
        AskedError.TryParse(text, out AskedError? error, out _).Should().BeTrue();
        (error!.Value, error.Measure).Should().Be((Rational.Parse(value), measure));
        AskedError.TryParse(error.Option, out AskedError? again, out _).Should().BeTrue();
        again.Should().Be(error);
    }

    [Theory]
    [InlineData("0%")]
    [InlineData("100%")]
    [InlineData("120%")]
    [InlineData("-1%")]
    [InlineData("%")]
    [InlineData("0,5")]
    [InlineData("nan")]
    [InlineData("0")]
    [InlineData("-0.5")]
    [InlineData("1E+301")]
    [InlineData("x")]
    public void What_is_no_error_is_refused_with_what_it_is(string text)
    {
        AskedError.TryParse(text, out AskedError? error, out string? problem).Should().BeFalse();
        (error, problem![..3], problem[^1]).Should().Be((null, "is ", '.'));
        problem.Should().Contain(text.Trim());
    }

    [Theory]
    [InlineData("sin(2*pi*x)", null, 2.0)]
    [InlineData("x^2", "-3:2", 9.0)]
    [InlineData("400*x*(1-x)", null, 100.0)]
    [InlineData("abs(x-1/3)", null, 2.0 / 3)]
    [InlineData("x*y", "-1:1,0:3", 6.0)]
    [InlineData("exp(x)", null, Math.E - 1)]
    public void The_range_is_enclosed_and_the_part_taken_of_the_lower_end(string text, string? domain, double range)
    {
        Target target = Target.Parse(text);
        target = domain is null ? target : target.On(Domain.Parse(domain, target.Dimension));
        ErrorScale scale = ErrorScale.Of(AskedError.OfRange(Rational.Parse("0.01")), target)!;
        ((double)scale.Least).Should().BeApproximately(range, 1e-12 * range);
        (scale.Least <= Rational.Parse(range.ToString("R")) * (1 + Rational.Parse("1e-15"))).Should().BeTrue();
        ((double)scale.Greatest!.Value).Should().BeInRange(range * (1 - 1e-12), range * 1.01);
        scale.Error.Should().Be(scale.Least / 100);
    }

    [Theory]
    [InlineData("exp(x)", 1.0)]
    [InlineData("-2-x", 2.0)]
    [InlineData("1/(1+x)", 0.5)]
    [InlineData("2+cos(7*x)", 1.0)]
    [InlineData("1+x*(1-x)", 1.0)]
    public void A_relative_error_is_taken_of_a_lower_bound_of_the_least_magnitude(string text, double least)
    {
        ErrorScale scale = ErrorScale.Of(AskedError.Relative(Rational.Parse("1e-3")), Target.Parse(text))!;
        ((double)scale.Least).Should().BeInRange(least * (1 - 1e-3), least);
        ((double)scale.Greatest!.Value).Should().BeApproximately(least, 1e-12);
        scale.Error.Should().Be(scale.Least / 1000);
    }

    [Theory]
    [InlineData("x-1/2", "x = 0.5")]
    [InlineData("x^2", "x = 0")]
    [InlineData("sin(7*x)", "is 0 near x = ")]
    [InlineData("x-y", "(x, y) = ")]
    public void There_is_no_relative_error_where_a_target_is_0_and_the_place_is_told(string text, string place) =>
        FluentActions.Invoking(() => new NetworkRequest(Target.Parse(text), AskedError.Relative(Rational.Parse("0.01"))))
            .Should().Throw<TargetException>().WithMessage($"{text} *{place}*percentage*");

    [Fact]
    public void A_constant_has_no_percentage() =>
        FluentActions.Invoking(() => new NetworkRequest(Target.Parse("3", 1), AskedError.OfRange(Rational.Parse("0.01"))))
            .Should().Throw<TargetException>().WithMessage("*constant*range is 0*1%*");

    [Fact]
    public void One_percent_of_a_table_is_kept_between_all_samples()
    {
        var request = new NetworkRequest(Thermistor, AskedError.OfRange(Rational.Parse("0.01")));
        request.Error.Should().Be(Rational.Parse("1.65"));
        foreach (Construction construction in new Construction[] { HingeConstruction.Instance, CrossbarConstruction.Instance })
        {
            Network network = construction.Build(request).Network;
            BlockGates gates = BlockGates.Of(network);
            IEnumerable<Rational> points = Enumerable.Range(0, 257).Select(i => Rational.Create(1023 * i, 256)).Concat(Samples.Select(s => s.X));
            points.Max(x => Rational.Abs(ExactEvaluator.Evaluate(network, [x / 1023], gates)[0] - Interpolated(x)))
                .Should().BeLessThanOrEqualTo(Rational.Parse("1.65"));
        }
    }

    [Fact]
    public void A_relative_error_is_kept_at_every_point()
    {
        Rational delta = Rational.Parse("0.02");
        Network network = HingeConstruction.Instance.Build(new NetworkRequest(Target.Parse("1/(1+3*x)"), AskedError.Relative(delta))).Network;
        BlockGates gates = BlockGates.Of(network);
        for (int i = 0; i <= 256; i++)
        {
            var u = Rational.Create(i, 256);
            Rational f = 1 / (1 + (3 * u));
            Rational.Abs(ExactEvaluator.Evaluate(network, [u], gates)[0] - f).Should().BeLessThanOrEqualTo(delta * f);
        }
    }

    [Fact]
    public void A_report_and_a_file_keep_the_words_in_which_the_error_was_asked_for()
    {
        QuantizedNetwork network = QuantizedNetwork.Approximate(Thermistor, AskedError.OfRange(Rational.Parse("0.05")));
        network.Verdict.Should().Be(Verdict.Proved);
        string text = ReportText.Write(network.Report);
        text.Should().Contain("error asked     8.25, 5% of the range, which is 165");
        text.Should().MatchRegex(@"error certified between .* and .*, between .*% and (4\.[0-9]+|5)% of the range");
        string path = Path.GetTempFileName();
        network.Save(path);
        ConstructedNetwork loaded = NetworkFile.Load(path);
        File.Delete(path);
        loaded.Provenance.ErrorScale.Should().Be(network.Constructed.Provenance.ErrorScale);
        ReportJson.Write(Report.Of(loaded)).Should().Contain("\"asked\": \"5% of the range\"").And.Contain("\"certifiedPart\"");
    }

    [Fact]
    public void Scales_that_are_none_are_refused()
    {
        FluentActions.Invoking(() => new ErrorScale(AskedError.Absolute(1), 1, 2)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new ErrorScale(AskedError.OfRange(Dyadic.Half), 0, 2)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new ErrorScale(AskedError.OfRange(Dyadic.Half), 2, 1)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => AskedError.OfRange(1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => AskedError.Relative(0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => AskedError.Absolute(0)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
