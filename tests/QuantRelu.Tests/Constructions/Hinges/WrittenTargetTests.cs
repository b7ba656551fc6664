using FluentAssertions;
using QuantRelu.Constructions;
using QuantRelu.Constructions.Hinges;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Constructions.Hinges;

/// <summary>Targets as people write them: networks that are said to be proved are held against values by other means.</summary>
public class WrittenTargetTests
{
    private static readonly Dictionary<string, Func<double, double>> Values = new()
    {
        ["sqrt(x)"] = Math.Sqrt,
        ["x^(1/2.2)"] = x => Math.Pow(x, 1 / 2.2),
        ["asin(x)"] = Math.Asin,
        ["if(x <= 0.0031308, 12.92*x, 1.055*x^(1/2.4)-0.055)"] = x => x <= 0.0031308 ? 12.92 * x : (1.055 * Math.Pow(x, 1 / 2.4)) - 0.055,
        ["if(x < 1/3, sqrt(1/3-x), 0)"] = x => x < 1.0 / 3 ? Math.Sqrt((1.0 / 3) - x) : 0,
        ["sin(9*x)/x"] = x => x == 0 ? 9 : Math.Sin(9 * x) / x,
        ["erf(3*x-1)"] = x => Integral(t => 2 / Math.Sqrt(Math.PI) * Math.Exp(-t * t), (3 * x) - 1),
        ["gelu(4*x-2)"] = x => ((4 * x) - 2) * (0.5 + Integral(t => Math.Exp(-t * t / 2) / Math.Sqrt(2 * Math.PI), (4 * x) - 2)),
        ["mod(x, 2)"] = x => x,
        ["clamp(2*x, 1/3, 3/2)"] = x => Math.Min(1.5, Math.Max(1.0 / 3, 2 * x)),
    };

    public static TheoryData<string> Texts => [.. Values.Keys];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_network_is_within_the_error_at_points(string text)
    {
        var request = new NetworkRequest(Target.Parse(text), Rational.Parse("0.02")) { Effort = 0 };
        ConstructedNetwork built = HingeConstruction.Instance.Build(request);
        for (int i = 0; i <= 512; i++)
        {
            double network = (double)ExactEvaluator.Evaluate(built.Network, [Rational.Create(i, 512)])[0];
            Math.Abs(network - Values[text](i / 512.0)).Should().BeLessThanOrEqualTo(0.02 + 1e-9, "{0} is close at {1}/512", text, i);
        }
    }

    [Theory]
    [InlineData("floor(2*x)",
        "floor(2*x) jumps by 1 at x = 0.5, and networks are continuous: none is within 0.1 of it, and at best within 0.5; put a steep slope *")]
    [InlineData("sign(x-0.3)", "*jumps by 2 at x = 0.3,*")]
    [InlineData("if(x < 2/3, 0, x)", "*jumps by 0.6667 at x = 0.666667,*")]
    [InlineData("mod(x, 3/4)", "*jumps by 0.75 at x = 0.75,*")]
    [InlineData("floor(x)", "*jumps by 1 at x = 1,*")]
    [InlineData("if(x < y, x, 2*y)", "*jumps by 1 at (x, y) = (1, 1), and networks are continuous: none is within 0.1 of it, and at best within 0.5;*")]
    [InlineData("if(x + y < 1, 0, x)", "*jumps by 1 at (x, y) = (1, *")]
    [InlineData("floor(x + 1/3) * y", "*jumps by 1 at (x, y) = (0.666667, 1),*")]
    public void A_jump_is_refused_with_its_place_and_its_size(string text, string sentence)
    {
        ConstructionRegistry.Standard.TryFind("smallest", null, out Construction? smallest).Should().BeTrue();
        Action build = () => smallest!.Build(new NetworkRequest(Target.Parse(text), Rational.Parse("0.1")));
        build.Should().Throw<TargetException>().WithMessage(sentence);
    }

    /// <summary>Half of a jump is what a continuous function needs there: at the jump the network is within ε of the values of both sides.</summary>
    [Theory]
    [InlineData("floor(2*x)", "0.6", 2, "1")]
    [InlineData("floor(2*x)", "0.501", 2, "1")]
    [InlineData("floor(3*x)/2", "0.3", 3, "1/2")]
    public void A_jump_within_twice_the_error_is_crossed(string text, string error, int steps, string jump)
    {
        Rational most = Rational.Parse(error);
        var request = new NetworkRequest(Target.Parse(text), most) { Effort = 0 };
        ConstructedNetwork built = HingeConstruction.Instance.Build(request);
        var size = Rational.Parse(jump);
        for (int i = 0; i <= 60 * steps; i++)
        {
            Rational network = ExactEvaluator.Evaluate(built.Network, [Rational.Create(i, 60 * steps)])[0];
            Rational.Abs(network - (size * (i / 60))).Should().BeLessThanOrEqualTo(most);
            if (i > 0 && i % 60 == 0)
            {
                Rational.Abs(network - (size * ((i / 60) - 1))).Should().BeLessThanOrEqualTo(most, "on the left of the jump, too");
            }
        }
    }

    // Simpson's rule on 4,000 parts from 0.
    private static double Integral(Func<double, double> f, double to)
    {
        const int parts = 4000;
        return Enumerable.Range(0, parts + 1).Sum(i => (i is 0 or parts ? 1 : i % 2 == 0 ? 2 : 4) * f(to * i / parts)) * to / parts / 3;
    }
}
