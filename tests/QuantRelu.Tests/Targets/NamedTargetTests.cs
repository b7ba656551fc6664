using FluentAssertions;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Targets;

public class NamedTargetTests
{
    public static TheoryData<string> Names => [.. NamedTargets.All.Select(t => t.Name)];

    [Fact]
    public void There_are_a_dozen_and_more_in_one_two_and_three_variables()
    {
        NamedTargets.All.Length.Should().BeGreaterThanOrEqualTo(12);
        NamedTargets.All.Select(t => t.Name).Should().OnlyHaveUniqueItems();
        NamedTargets.All.Select(t => t.Target.Dimension).Should().BeInAscendingOrder().And.Contain([1, 2, 3]);
        NamedTargets.All.Any(t => t.Description.Length == 0 || ExpressionParser.TryParse(t.Name, out _, out _)).Should().BeFalse("a name is no expression");
    }

    /// <summary>max over |k| ≤ 1 of |D^k f| ≤ 1 at the points of a lattice that no target's kink or period favours.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Each_is_in_the_unit_ball_of_bounded_first_derivatives(string name)
    {
        Target target = NamedTargets.Get(name).Target;
        int d = target.Dimension;
        int cells = d switch { 1 => 5003, 2 => 61, _ => 17 };
        JetSpace space = JetSpace.Create(d, 1);
        double[] derivatives = new double[space.Count];
        double[] u = new double[d];
        double worst = 0;
        for (int point = 0; point < Math.Pow(cells + 1, d); point++)
        {
            for ((int axis, int rest) = (0, point); axis < d; axis++, rest /= cells + 1)
            {
                u[axis] = (double)(rest % (cells + 1)) / cells;
            }

            target.TaylorCoefficients(u, space, derivatives);
            worst = Math.Max(worst, derivatives.Max(Math.Abs));
        }

        // Where the norm is 1 exactly, a derivative may round upwards.
        worst.Should().BeInRange(0.1, 1 + 1e-14);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Formula_and_name_read_back(string name)
    {
        NamedTarget target = NamedTargets.Get(name);
        ExpressionParser.Parse(target.Formula).Should().Be(target.Expression);
        ExpressionParser.Parse(target.Expression.ToString()).Should().Be(target.Expression);
        Target read = Target.Parse($" {name.ToUpperInvariant()} ");
        (read.Name, read.Expression, read.Dimension).Should().Be((name, target.Expression, target.Target.Dimension));
    }

    [Fact]
    public void A_misspelt_name_suggests_the_nearest_one()
    {
        ((Action)(() => NamedTargets.Get("rnuge"))).Should().Throw<ArgumentException>().WithMessage("There is no target 'rnuge': did you mean 'runge'?*");
        ((Action)(() => NamedTargets.Get("nothing like it"))).Should().Throw<ArgumentException>().WithMessage("There is no target 'nothing like it'.*");
        NamedTargets.TryGet(null, out _).Should().BeFalse();
    }

    [Theory]
    [InlineData("runge", "runge")]
    [InlineData("GAUSIAN", "gaussian")]
    [InlineData("gausssian", "gaussian")]
    [InlineData("guassian", "gaussian")]
    [InlineData("hart", "hat")]
    [InlineData("h", null)]
    [InlineData("", null)]
    [InlineData("wholly different", null)]
    [InlineData("a name that is too long to be one of ours", null)]
    public void The_nearest_name_differs_in_a_third_of_its_letters_at_most(string name, string? nearest) =>
        NearestName.Find(name, NamedTargets.All.Select(t => t.Name)).Should().Be(nearest);
}
