using FluentAssertions;
using QuantRelu.Analysis;
using QuantRelu.Constructions;
using Xunit;

namespace QuantRelu.Tests.Constructions;

/// <summary>
/// Errors in the unit of a target with a large range: every construction takes them, its bound is at most the error, and no exact value of its network is
/// off by more. The values of the targets are rational numbers computed here.
/// </summary>
public class LargeErrorTests
{
    private static readonly Construction[] All = [.. ConstructionRegistry.Standard.All];

    // 100·4x(1-x): from 0 to 100, with slopes up to 400 and a second derivative of 800.
    private static Rational Arch(Rational[] x) => 400 * x[0] * (1 - x[0]);

    private static Rational Hill(Rational[] x) => 40 * x[0] * (1 - x[1]);

    public static TheoryData<string, string> OneVariable()
    {
        var data = new TheoryData<string, string>();
        foreach (string name in All.Select(c => c.ToString()).Distinct())
        {
            foreach (string error in name.StartsWith("smallest", StringComparison.Ordinal) ? ["2"] : new[] { "2", "60", "5000" })
            {
                data.Add(name, error);
            }
        }

        return data;
    }

    private static void Keeps(Construction construction, Target target, Func<Rational[], Rational> f, Rational error, int cells)
    {
        ConstructedNetwork built = construction.Build(new NetworkRequest(target, error));
        ((Rational)Dyadic.FromDouble(built.Provenance.ErrorBound!.Value)).Should().BeLessThanOrEqualTo(error);
        BlockGates gates = BlockGates.Of(built.Network);
        foreach (Rational[] u in Points(target.Dimension, cells))
        {
            Rational difference = Rational.Abs(ExactEvaluator.Evaluate(built.Network, u, gates)[0] - f(u));
            ((double)difference).Should().BeLessThanOrEqualTo(built.Provenance.ErrorBound.Value, "at {0}", string.Join(", ", u));
        }
    }

    private static IEnumerable<Rational[]> Points(int dimension, int cells) => dimension == 1
        ? Enumerable.Range(0, cells + 1).Select(i => new[] { Rational.Create(i, cells) })
        : from i in Enumerable.Range(0, cells + 1)
          from j in Enumerable.Range(0, cells + 1)
          select new[] { Rational.Create(i, cells), Rational.Create(j, cells) };

    [Theory]
    [MemberData(nameof(OneVariable))]
    public void Every_construction_keeps_an_error_of_1_or_more_where_the_range_is_larger(string construction, string error) => Keeps(
        All.First(c => c.ToString() == construction), Target.Parse("400*x*(1-x)"), Arch, Rational.Parse(error), 19);

    [Theory]
    [InlineData("paper, independent of the target", "5")]
    [InlineData("hierarchical, independent of the target", "5")]
    [InlineData("cells, independent of the target", "5")]
    [InlineData("hinges, dependent on the target", "5")]
    [InlineData("hierarchical, independent of the target", "500")]
    [InlineData("cells, independent of the target", "500")]
    public void So_it_is_in_two_variables(string construction, string error) => Keeps(
        All.First(c => c.ToString() == construction), Target.Parse("40*x*(1-y)"), Hill, Rational.Parse(error), 3);
}
