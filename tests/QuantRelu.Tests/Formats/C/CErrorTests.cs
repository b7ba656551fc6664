using System.Numerics;
using FluentAssertions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Formats.C;
using QuantRelu.Subnetworks;
using QuantRelu.Targets;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Formats.C;

/// <summary>The error that a C file states, against the true target in doubles at many raw integers and at many x between them.</summary>
public class CErrorTests
{
    private const int Points = 2000;

    private static readonly Dictionary<string, (Func<(ConstructedNetwork, Target)> Make, Func<double, double, double> Truth)> Cases = new()
    {
        ["sine"] = (() => Dependent("sin(2*pi*x)/(2*pi)", "0:1", "0.05"), (x, _) => Math.Sin(2 * Math.PI * x) / (2 * Math.PI)),
        ["steep"] = (() => Dependent("100*x*(1-x)", "0:1", "0.5"), (x, _) => 100 * x * (1 - x)),
        ["wide domain"] = (() => Dependent("sin(x)", "0:3.1", "0.05"), (x, _) => Math.Sin(x)),
        ["domain around 0"] = (() => Dependent("abs(x)", "-1:1", "0.1"), (x, _) => Math.Abs(x)),
        ["a thermometer"] = (() => Dependent("(x+40)^2/1000", "-40:85", "0.3"), (x, _) => (x + 40) * (x + 40) / 1000),
        ["table"] = (Table, (x, _) => x < 3 ? 10 * x : 30 + (0.5 * (x - 3))),
        ["square"] = (() => Component(Standalone.Square(3, CodebookFamily.Halves)), (x, _) => x * x),
        ["product"] = (() => Component(Standalone.Multiply(3, CodebookFamily.Halves)), (x, y) => x * y),
    };

    public static TheoryData<string, int?> Bits
    {
        get
        {
            var data = new TheoryData<string, int?>();
            foreach (string name in Cases.Keys)
            {
                data.AddRange((name, null), (name, 2), (name, name == "product" ? 4 : 9));
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Bits))]
    [Needs(External.CCompiler)]
    public void The_compiled_file_stays_within_the_bounds_that_it_states(string name, int? bits)
    {
        (ConstructedNetwork network, Target target) = Cases[name].Make();
        ShouldKeep(CFile.Of(network, new CExportOptions { InputBits = bits, Target = target }), network, Cases[name].Truth);
    }

    [Theory]
    [InlineData("a thermometer", "1/8", "-40")]
    [InlineData("a thermometer", "0.07", "-41.3")]
    [InlineData("a thermometer", "-1/8", "90")]
    [InlineData("wide domain", "3.1/1023", "0")]
    [InlineData("steep", "1/10", "-0.05")]
    [InlineData("sine", "1/1000000", "1000")]
    [InlineData("product", "1/12", "1/5")]
    [Needs(External.CCompiler)]
    public void So_it_does_for_raw_integers_with_any_scale_and_offset(string name, string scale, string offset)
    {
        (ConstructedNetwork network, Target target) = Cases[name].Make();
        foreach (int? bits in new int?[] { null, 3, 12 })
        {
            var options = new CExportOptions { InputBits = bits, Target = target, Scale = [Rational.Parse(scale)], Offset = [Rational.Parse(offset)] };
            ShouldKeep(CFile.Of(network, options), network, Cases[name].Truth);
        }
    }

    [Fact]
    [Needs(External.CCompiler)]
    public void At_eight_bits_a_steep_target_is_missed_by_far_more_than_the_network_misses_it_and_the_file_says_so()
    {
        (ConstructedNetwork network, Target target) = Dependent("40*sin(100*x)", "0:1", "0.5");
        CFile file = CFile.Of(network, new CExportOptions { InputBits = 4, Target = target });
        CFile chosen = CFile.Of(network, new CExportOptions { Target = target });
        double missed = ShouldKeep(file, network, (x, _) => 40 * Math.Sin(100 * x));
        missed.Should().BeGreaterThan(20);
        file.ExceedsError.Should().BeTrue();
        file.Statement.Should().Contain("WARNING: that is above 0.5, the error that the network was built for.");
        CompiledC.Source(file).Should().Contain("WARNING");
        chosen.ExceedsError.Should().BeFalse();
        chosen.InputBits.Should().Be(file.SufficientInputBits);
        (chosen.Error <= Rational.Parse("0.5")).Should().BeTrue();
        CFile fewer = CFile.Of(network, new CExportOptions { InputBits = chosen.InputBits - 1, Target = target });
        (fewer.Error > Rational.Parse("0.5")).Should().BeTrue("fewer bits are too few");
        CompiledC.Source(chosen).Should().NotContain("WARNING");
    }

    [Fact]
    public void Of_the_unit_interval_the_total_is_the_networks_error_and_the_Lipschitz_constant_times_half_a_step()
    {
        (ConstructedNetwork network, Target target) = Dependent("x^2", "0:1", "0.1");
        network = network with { Provenance = network.Provenance with { Certified = new CertifiedError(Dyadic.PowerOfTwo(-8), Dyadic.PowerOfTwo(-7)) } };
        CFile file = CFile.Of(network, new CExportOptions { InputBits = 8, Target = target });
        ((double)file.Error!.Value).Should().BeApproximately(Math.ScaleB(1, -7) + (2 * Math.ScaleB(1, -9)), 1e-12);
        file.ErrorAtRaw.Should().Be((Rational)Dyadic.PowerOfTwo(-7));
        file.Statement.Should().Contain("(certified)").And.Contain("of the target");
    }

    [Fact]
    [Needs(External.CCompiler)]
    public void Without_the_target_the_networks_own_steepest_piece_serves()
    {
        (ConstructedNetwork network, _) = Dependent("x^2", "0:1", "0.1");
        network = network with { Provenance = network.Provenance with { Source = TargetSource.Code } };
        CFile file = CFile.Of(network, new CExportOptions { InputBits = 6 });
        file.Statement.Should().Contain("a Lipschitz constant in u of the network");
        ShouldKeep(file, network, (x, _) => x * x);
    }

    [Fact]
    public void A_file_without_a_claim_states_no_bound_and_one_with_an_assumption_names_it()
    {
        (ConstructedNetwork network, Target target) = Dependent("x^2", "0:1", "0.1");
        ConstructedNetwork bare = network with { Provenance = network.Provenance with { ErrorBound = null, Certified = null } };
        CFile none = CFile.Of(bare, new CExportOptions { Target = target });
        (none.Error, none.ErrorAtRaw, none.ExceedsError).Should().Be((null, null, false));
        CompiledC.Source(none).Should().Contain("No bound of the error is stated: none is claimed of the network.");
        ConstructedNetwork product = Standalone.Multiply(2, CodebookFamily.Halves);
        Target times = Target.Parse(product.Provenance.Target).On(product.Provenance.Domain);
        CFile.Of(product).Error.Should().Be(CFile.Of(product, new CExportOptions { Target = times }).Error).And.NotBeNull();
        CFile unknown = CFile.Of(product with { Provenance = product.Provenance with { Source = TargetSource.Code } });
        unknown.Statement.Should().Contain("No bound of the error is stated").And.Contain("Lipschitz");
        var sampled = new Dictionary<string, string>(network.Provenance.Parameters) { ["lipschitzSource"] = "sampled" };
        Provenance told = network.Provenance with { Parameters = sampled.AsReadOnly() };
        CFile assumed = CFile.Of(network with { Provenance = told }, new CExportOptions { Target = target });
        assumed.Statement.Should().Contain("by the construction if the norm is as sampled");
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        (ConstructedNetwork network, Target target) = Dependent("x^2", "0:1", "0.1");
        Refused(new() { Scale = [0] }).Should().Throw<ArgumentOutOfRangeException>().WithMessage("The scale of a raw integer is 0*");
        Refused(new() { Scale = [1, 2] }).Should().Throw<ArgumentException>()
            .WithMessage("There are 2 numbers for the scale of raw integers; 1 was expected.*");
        Refused(new() { Scale = [Dyadic.PowerOfTwo(-40)] }).Should().Throw<ArgumentException>().WithMessage("*raw integers from 0 to 1099511627776*");
        Refused(new() { InputBits = -1 }).Should().Throw<ArgumentOutOfRangeException>();
        Refused(new() { Target = target.On(Domain.Parse("0:2", 1)) }).Should().Throw<ArgumentException>()
            .WithMessage("The target is on 0:2, the network on 0:1.*");

        Action Refused(CExportOptions options) => () => CFile.Of(network, options);
    }

    // Returns the most that is missed at x between raw integers.
    private static double ShouldKeep(CFile file, ConstructedNetwork network, Func<double, double, double> truth)
    {
        string source = CompiledC.Source(file);
        var oracle = new CFileOracle(network, source);
        (double total, double atRaw) = oracle.Bounds;
        total.Should().BeGreaterThanOrEqualTo((double)file.Error!.Value).And.BeLessThan(1.0001 * (double)file.Error.Value);
        Domain domain = network.Provenance.Domain;
        long[][] raw = [.. oracle.Grid(Points).Where(r => oracle.X(r).Select((x, i) => x >= domain.Low(i) && x <= domain.High(i)).All(inside => inside))];
        double[][] xs = [.. Between(domain)];
        IEnumerable<long[]> nearest = xs.Select(x => oracle.Nearest([.. x.Select(v => (Rational)Dyadic.FromDouble(v))]));
        BigInteger[] outputs = CompiledC.Outputs(source, [.. raw, .. nearest], checks: false);
        double worstAtRaw = raw.Select((r, k) => Missed([.. oracle.X(r).Select(v => (double)v)], outputs[k])).DefaultIfEmpty(0).Max();
        double worst = xs.Select((x, k) => Missed(x, outputs[raw.Length + k])).Max();
        worstAtRaw.Should().BeLessThanOrEqualTo(atRaw + Noise);
        worst.Should().BeLessThanOrEqualTo(total);
        return worst;

        double Missed(double[] x, BigInteger y) => Math.Abs((double)(Rational.Create(y, 1) / Dyadic.PowerOfTwo(oracle.FractionBits)) - truth(x[0], x[^1]));
    }

    // The oracle's own roundings: where a network is exact at raw integers, its bound there is 0 or attained.
    private const double Noise = 1e-13;

    private static IEnumerable<double[]> Between(Domain domain)
    {
        var random = new Random(5);
        for (int i = 0; i < Points; i++)
        {
            double part = random.NextDouble(), other = random.NextDouble();
            yield return [.. domain.Sides.Select((s, axis) => (double)s.Low + ((axis == 0 ? part : other) * (double)(s.High - s.Low)))];
        }

        foreach (double end in new[] { 1e-9, 1 - 1e-9 })
        {
            yield return [.. domain.Sides.Select(s => (double)s.Low + (end * (double)(s.High - s.Low)))];
        }
    }

    private static (ConstructedNetwork Network, Target Target) Dependent(string text, string domain, string error)
    {
        Target target = Target.Parse(text).On(Domain.Parse(domain, 1));
        return (PaperConstructions.Dependent.Build(new NetworkRequest(target, Rational.Parse(error))), target);
    }

    private static (ConstructedNetwork Network, Target Target) Table()
    {
        Target target = new SampleTable([(0, 0), (3, 30), (10, Rational.Parse("33.5"))]).ToTarget("table");
        return (PaperConstructions.Dependent.Build(new NetworkRequest(target, Rational.Parse("0.9"))), target);
    }

    private static (ConstructedNetwork Network, Target Target) Component(ConstructedNetwork network) =>
        (network, Target.Parse(network.Provenance.Target, network.Network.Inputs).On(network.Provenance.Domain));
}
