using System.Numerics;
using CsCheck;
using FluentAssertions;
using QuantRelu.Analysis;
using QuantRelu.Constructions.Paper;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Tests.Constructions;

public class FunctionDependentTests
{
    private static readonly CodebookFamily Halves = CodebookFamily.Halves;

    // The network's formula on exact numbers: f^T plus the clamped cached function of the cell, no circuits.
    private static Dyadic Formula(RoundedFunction f, FunctionDependentParameters p, Dyadic x)
    {
        int cell = (int)BigInteger.Min(p.Cells - 1, ((Rational)(x * Dyadic.Create(p.Cells, 0))).Floor());
        Dyadic z = (x * Dyadic.Create(p.Cells, 0)) - Dyadic.Create(cell, 0);
        Dyadic slope = Dyadic.Create(f.Slope(cell), -p.Precision);
        Dyadic margin = Dyadic.PowerOfTwo(-p.LogNodes - 3);
        Dyadic filtered = z <= 1 - margin ? z : (1 - z) * Dyadic.PowerOfTwo(p.LogNodes + 3) * (1 - margin);
        Dyadic envelope = 2 * Dyadic.Min(z, 1 - z);
        Dyadic cached = Dyadic.Max(-envelope, Dyadic.Min(envelope, Cached(filtered)));
        return f.AtGrid(cell) + (((slope * z) + cached) * Dyadic.PowerOfTwo(-p.LogCells));

        Dyadic Height(int k)
        {
            Dyadic at = Dyadic.Create(k, -p.LogNodes);
            Dyadic y = (Dyadic.Create(cell, 0) + at) * Dyadic.PowerOfTwo(-p.LogCells);
            Dyadic difference = ((f.At(y) - f.AtGrid(cell)) * Dyadic.PowerOfTwo(p.LogCells)) - (slope * at);
            return Dyadic.Create(((Rational)(difference * Dyadic.PowerOfTwo(p.LogNodes - 1))).Round(), 1 - p.LogNodes);
        }

        Dyadic Cached(Dyadic v)
        {
            int k = Math.Min(p.Nodes - 1, (int)((Rational)(v * Dyadic.PowerOfTwo(p.LogNodes))).Floor());
            Dyadic rest = (v * Dyadic.PowerOfTwo(p.LogNodes)) - Dyadic.Create(k, 0);
            return Height(k) + (rest * (Height(k + 1) - Height(k)));
        }
    }

    public static TheoryData<string, string, int, Quantization> Cases()
    {
        var cases = new TheoryData<string, string, int, Quantization>();
        foreach (string target in new[] { "sin(2*pi*x)/(2*pi)", "abs(abs(abs(x-0.3)-0.17)-0.05)", "exp(x)", "-3*x+5", "1/3", "sqrt(x+1/10)",
            "min(abs(x-1/3),abs(x-3/4))-1/8" })
        {
            foreach (string error in new[] { "0.9", "0.1", "0.01", "0.001" })
            {
                cases.Add(target, error, 2, Quantization.Nonlinear);
                cases.Add(target, error, 5, Quantization.Nonlinear);
                cases.Add(target, error, 6, Quantization.Linear);
            }
        }

        cases.Add("abs(abs(abs(x-0.3)-0.17)-0.05)", "1e-4", 2, Quantization.Nonlinear);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_measured_error_is_within_the_bound_and_that_within_the_error_asked_for(string text, string error, int lambda, Quantization quantization)
    {
        Target target = Target.Parse(text);
        ConstructedNetwork built =
            PaperConstructions.Dependent.Build(new NetworkRequest(target, Rational.Parse(error)) { Family = CodebookFamily.Of(lambda, quantization) });
        built.Network.Validate().Should().BeEmpty();
        built.Network.Codebook.Count.Should().BeLessThanOrEqualTo(lambda);
        built.Network.Count().Weights.Should()
            .BeGreaterThanOrEqualTo(PaperConstructions.Dependent.Plan(new NetworkRequest(target, Rational.Parse(error))).LeastWeights);
        MeasuredError measured = ErrorMeasurement.Measure(new FastEvaluator(built.Network), target, samples: 3000, seed: 2);
        measured.Value.Should().BeLessThanOrEqualTo(built.Provenance.ErrorBound!.Value);
        built.Provenance.ErrorBound.Should().BeLessThanOrEqualTo((double)Rational.Parse(error));
    }

    [Theory]
    [InlineData("abs(abs(abs(x-0.3)-0.17)-0.05)", "0.02", 2, Quantization.Nonlinear)]
    [InlineData("sin(30*x)/31", "0.004", 3, Quantization.Nonlinear)]
    [InlineData("min(abs(x-1/3),abs(x-3/4))-1/8", "0.01", 4, Quantization.Linear)]
    [InlineData("2*abs(x-1/3)+1/3", "0.05", 2, Quantization.Nonlinear)]
    public void The_network_computes_the_formula_bit_for_bit_in_cells_in_margins_and_at_breakpoints(
        string text, string error, int lambda, Quantization quantization)
    {
        Target target = Target.Parse(text);
        ConstructedNetwork built =
            PaperConstructions.Dependent.Build(new NetworkRequest(target, Rational.Parse(error)) { Family = CodebookFamily.Of(lambda, quantization) });
        int scale = int.Parse(built.Provenance.Parameters["scale"], null);
        FunctionDependentParameters p = FunctionDependentParameters.Choose(Rational.Parse(error) / scale);
        var f = new RoundedFunction(x => Dyadic.FromDouble(target.Value([(double)x]) / scale), p.LogCells, p.Precision);
        BlockGates gates = BlockGates.Of(built.Network);
        Gen.Select(Gen.Int[0, (int)p.Cells - 1], Gen.OneOf(Gen.Int[0, 1 << 12], Gen.Int[(1 << 12) - 140, 1 << 12], Gen.Const(0))).Sample((cell, z) =>
        {
            Dyadic x = (Dyadic.Create(cell, 0) + Dyadic.Create(z, -12)) * Dyadic.PowerOfTwo(-p.LogCells);
            return ExactEvaluator.Evaluate(built.Network, [x], gates)[0] == (Rational)(scale * Formula(f, p, x));
        }, iter: 30, threads: 1);
    }

    [Fact]
    public void A_build_that_is_stopped_while_it_reads_the_target_ends()
    {
        int reads = Reads(default, _ => { });
        foreach (int last in new[] { 1, reads / 2, reads })
        {
            using var stop = new CancellationTokenSource();
            ((Action)(() => Reads(stop.Token, number => Stop(stop, number >= last)))).Should().Throw<OperationCanceledException>();
        }

        static void Stop(CancellationTokenSource source, bool now)
        {
            if (now)
            {
                source.Cancel();
            }
        }
    }

    // Builds, and counts how often the target was read.
    private static int Reads(CancellationToken cancellationToken, Action<int> onRead)
    {
        int reads = 0;
        Target target = Target.FromDelegate("f", 1, x =>
        {
            onRead(Interlocked.Increment(ref reads));
            return Math.Abs(x[0] - 0.3);
        }, lipschitzConstant: 1);
        PaperConstructions.Dependent.Build(new NetworkRequest(target, Rational.Parse("0.01")) { Family = Halves }, cancellationToken: cancellationToken);
        return reads;
    }

    [Fact]
    public void Zigzags_at_the_limit_of_the_class_have_many_shapes_and_stay_within_the_bound() =>
        LipschitzFunctions.Zigzags(11).Sample(f =>
        {
            Target target = Target.FromDelegate("zigzag", 1, x => (double)f(Dyadic.FromDouble(x[0])), 1);
            ConstructedNetwork built = PaperConstructions.Dependent.Build(new NetworkRequest(target, Rational.Parse("0.005")) { Family = Halves });
            MeasuredError measured = ErrorMeasurement.Measure(new FastEvaluator(built.Network), target, 5000, 3);
            return int.Parse(built.Provenance.Parameters["shapes"], null) > 3 && measured.Value <= built.Provenance.ErrorBound;
        }, iter: 5, threads: 1);

    // |f''| ≤ K = a·b² and T ≥ Km²/4.
    [Fact]
    public void A_smooth_target_has_no_cached_functions() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[0, 100], Gen.Int[6, 12]).Sample((b, phase, bits) =>
        {
            FunctionDependentParameters p = FunctionDependentParameters.Choose(Dyadic.PowerOfTwo(-bits));
            ConstructedNetwork built = PaperConstructions.Dependent.Build(
                new NetworkRequest(Target.Parse($"sin({b}*x+{phase}/16)/{b}"), Dyadic.PowerOfTwo(-bits)) { Family = CodebookFamily.Free });
            return p.Cells < b * p.Nodes * p.Nodes / 4.0 || built.Provenance.Parameters["shapes"] == "0";
        }, iter: 30, threads: 1);

    // One kink anywhere has a shape; what the others pay for it does not grow with the number of cells.
    [Theory]
    [InlineData(2, Quantization.Nonlinear)]
    [InlineData(4, Quantization.Linear)]
    [InlineData(2, Quantization.None)]
    public void A_cached_shape_costs_no_more_in_more_cells(int lambda, Quantization quantization)
    {
        BigInteger kinked = Growth("abs(x-1/3)"), straight = Growth("x");
        ((double)kinked).Should().BeLessThan(1.02 * (double)straight);

        // The cells alone, as what does not grow with their number falls out of the difference.
        BigInteger Growth(string text) => Weights(text, "1/4096") - Weights(text, "1/2048");
        BigInteger Weights(string text, string error) => PaperConstructions.Dependent.Build(
            new NetworkRequest(Target.Parse(text), Rational.Parse(error)) { Family = CodebookFamily.Of(lambda, quantization) }).Network.Count().Weights;
    }

    [Fact]
    public void It_saves_and_loads_to_an_equal_network()
    {
        ConstructedNetwork built =
            PaperConstructions.Dependent.Build(new NetworkRequest(Target.Parse("abs(x-1/3)"), Rational.Parse("0.02")) { Family = Halves });
        using var stream = new MemoryStream();
        NetworkFile.Write(built, stream);
        stream.Position = 0;
        Network loaded = NetworkFile.Read(stream).Network;
        loaded.SameAs(built.Network).Should().BeTrue();
        TopologyHash.Of(loaded).Should().Be(TopologyHash.Of(built.Network));
    }

    [Fact]
    public void The_topology_depends_on_the_target() =>
        TopologyHash.Of(PaperConstructions.Dependent.Build(new NetworkRequest(Target.Parse("x/2"), Rational.Parse("0.1")) { Family = Halves }).Network)
            .Should().NotBe(
                TopologyHash.Of(PaperConstructions.Dependent.Build(new NetworkRequest(Target.Parse("-x"), Rational.Parse("0.1")) { Family = Halves }).Network));

    [Theory]
    [InlineData("x*y", "*one input*2 variables*")]
    [InlineData("1/x", "*x = 0*")]
    [InlineData("sqrt(x)", "*x = 0*")]
    public void A_target_outside_the_hypotheses_is_refused(string text, string message)
    {
        Action build = () => PaperConstructions.Dependent.Build(new NetworkRequest(Target.Parse(text), Rational.Parse("0.1")) { Family = Halves });
        build.Should().Throw<TargetException>().WithMessage(message);
    }

    [Fact]
    public void A_delegate_that_is_steeper_than_it_says_is_refused()
    {
        Target steep = Target.FromDelegate("steep", 1, x => 3 * x[0], lipschitzConstant: 1);
        Action build = () => PaperConstructions.Dependent.Build(new NetworkRequest(steep, Rational.Parse("0.1")) { Family = Halves });
        build.Should().Throw<TargetException>()
            .WithMessage("steep has a slope of 3 between x = 0 and x = 0.03125, but the Lipschitz constant that was given with it is 1.");
    }

    [Fact]
    public void The_parameters_meet_the_papers_budget() =>
        Gen.Int[2, 100000].Sample(inverse =>
        {
            FunctionDependentParameters p = FunctionDependentParameters.Choose(Rational.Create(1, inverse));
            double logError = Math.Log2(inverse);
            return p.Nodes >= logError / 2 - 1e-9 && 1 << p.Precision >= p.Nodes && p.Cells >= 8 * inverse / logError * (1 - 1e-12)
                && (Rational)p.Bound <= Rational.Create(3, 4 * inverse);
        });
}
