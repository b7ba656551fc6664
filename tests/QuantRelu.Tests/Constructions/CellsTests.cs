using System.Collections.Immutable;
using System.Numerics;
using FluentAssertions;
using QuantRelu.Certification;
using QuantRelu.Circuits;
using QuantRelu.Constructions;
using QuantRelu.Constructions.Cells;
using QuantRelu.Formats;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Constructions;

/// <summary>Cells with local polynomials against their theorem, part by part and as a whole.</summary>
public class CellsTests
{
    [Theory]
    [InlineData(1, 1, "0.05", "walk")]
    [InlineData(1, 1, "0.3", "low")]
    [InlineData(1, 2, "0.01", "walk")]
    [InlineData(1, 2, "0.002", "up")]
    [InlineData(1, 2, "0.03", "low")]
    [InlineData(1, 3, "0.01", "long")]
    [InlineData(1, 3, "0.0003", "walk")]
    [InlineData(1, 4, "0.001", "walk")]
    [InlineData(1, 5, "0.0001", "up")]
    [InlineData(1, 6, "0.0001", "long")]
    [InlineData(2, 1, "0.5", "walk")]
    [InlineData(2, 2, "0.05", "walk")]
    [InlineData(2, 3, "0.02", "low")]
    [InlineData(2, 4, "0.05", "walk")]
    [InlineData(3, 2, "0.3", "walk")]
    [InlineData(3, 3, "0.4", "low")]
    [InlineData(4, 2, "0.6", "walk")]
    public void The_theorem_holds_at_every_border_and_margin_and_end_for_functions_at_the_limit_of_the_class(int d, int n, string error, string kind)
    {
        Target target = SwitchingSplines.Of(d, n, kind);
        CellPlan plan = Plan(target, error, n);
        ConstructedNetwork built = plan.Build();
        double bound = built.Provenance.ErrorBound!.Value;
        bound.Should().BeLessThanOrEqualTo((double)Rational.Parse(error));
        foreach (Rational[] x in Places(plan.Parameters))
        {
            double value = target.Value(Array.ConvertAll(x, c => (double)c));
            double difference = Math.Abs((double)ExactEvaluator.Evaluate(built.Network, x)[0] - value);
            difference.Should().BeLessThanOrEqualTo(bound + 1e-12, $"at {string.Join(", ", x)}");
        }
    }

    [Theory]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.9*sin(2*pi*x+1)/(2*pi)", "0.01", 2)]
    [InlineData("sin(2*pi*x)/(2*pi)", "x^3*10", "0.001", 3)]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.9*cos(2*pi*x+1)/(2*pi)", "0.001", 4)]
    [InlineData("x/2", "abs(x-1/3)", "0.1", 1)]
    [InlineData("sin(x)*cos(y)", "cos(x)*sin(y)", "0.03", 3)]
    [InlineData("sin(x)*cos(y)*exp(-z)", "cos(x)*sin(y)*exp(-z)", "0.3", 2)]
    [InlineData("exp(x)/3", "x", "0.3", 3)]
    public void Counts_are_as_planned_and_the_topology_is_one_for_the_class(string text, string other, string error, int n)
    {
        Target target = Target.Parse(text);
        CellPlan plan = Plan(target, error, n), second = Plan(Target.Parse(other, target.Dimension), error, n);
        ConstructedNetwork built = plan.Build();
        NetworkCounts counts = built.Network.Count();
        counts.Weights.Should().Be(plan.LeastWeights);
        counts.Depth.Should().Be(plan.Depth);
        counts.BitsPerWeight.Should().Be(1);
        built.Network.Validate().Should().BeEmpty();
        TopologyHash.Of(second.Build().Network).Should().NotBeNull().And.Be(TopologyHash.Of(built.Network));
        Bytes(Plan(target, error, n).Build()).Should().Be(Bytes(built)).And.NotBe(Bytes(second.Build()));
    }

    [Theory]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.01", "0:1", 2)]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.001", "0:1", 3)]
    [InlineData("exp(x)", "0.01", "-1:2", null)]
    [InlineData("100*x-7", "0.5", "0:1", 2)]
    [InlineData("x/1000", "0.9", "0:1", null)]
    [InlineData("1/(2+x)", "1e-4", "0:1", 5)]
    public void The_certified_error_is_at_most_the_bound_and_that_at_most_the_error(string text, string error, string domain, int? n)
    {
        Target target = Target.Parse(text).On(Domain.Parse(domain, 1));
        ConstructedNetwork built = Plan(target, error, n).Build();
        CertificationResult proof = ErrorCertification.Certify(built.Network, target);
        (proof.Error!.Upper <= Dyadic.FromDouble(built.Provenance.ErrorBound!.Value)).Should().BeTrue();
        (Dyadic.FromDouble(built.Provenance.ErrorBound.Value) <= Rational.Parse(error)).Should().BeTrue();
    }

    // The bound of local polynomials, sampled where cells reach: without any network.
    [Theory]
    [InlineData(1, 2, 3, 2)]
    [InlineData(1, 5, 4, 3)]
    [InlineData(2, 1, 3, 2)]
    [InlineData(2, 3, 4, 3)]
    [InlineData(3, 2, 3, 3)]
    [InlineData(2, 4, 2, 2)]
    public void Codes_are_local_polynomials_within_the_bounds_of_the_class(int d, int n, int grid, int margin)
    {
        Target target = SwitchingSplines.Of(d, n, "walk");
        CellParameters p = Plan(target, "0.2", n).Parameters with { Grid = grid, LogMargin = margin };
        var bounds = new CellBounds(p.Basis, grid, margin);
        double step = Math.ScaleB(1, -40);
        int[] planes = [.. bounds.Coefficients.Select(c => 42 + (int)Math.Ceiling(Math.Log2(c)))];
        Dyadic offset = planes.Aggregate((Dyadic)4, (sum, t) => sum + Dyadic.PowerOfTwo(t - 41));
        CellParameters fine = p with { LogSteps = [.. Enumerable.Repeat(40, n)], Planes = [46, .. planes], Offset = offset };
        var polynomials = new CellPolynomials(target, fine);
        var draw = new Random(3);
        foreach (int[] parities in fine.Classes)
        {
            long[] place = [.. parities.Select(parity => (long)draw.Next(fine.CellsOf(parity)))];
            BigInteger[] codes = polynomials.Codes(parities, place);
            for (int trial = 0; trial < 40; trial++)
            {
                double[] t = [.. parities.Select((parity, axis) => Within(draw, CellPlaces.Number(parity, place[axis]), fine))];
                double[] x = [.. t.Select((v, axis) => (CellPlaces.Number(parities[axis], place[axis]) + 0.5 + v) / grid)];
                double value = ((double)codes[0] * step) - 1 - (double)offset;
                double[] a = [.. t.Select((v, axis) => v * CellPlaces.Direction(grid, parities[axis], place[axis]))];
                for (int k = 0; k < p.Basis.Features.Length; k++)
                {
                    double half = Math.ScaleB(1, fine.Planes[k + 1] - 1 - 40), coefficient = ((double)codes[k + 1] * step) - half;
                    Math.Abs(coefficient).Should().BeLessThanOrEqualTo(bounds.Coefficients[k] + step);
                    value += (coefficient * Value(p.Basis.Features[k].Polynomial, a)) + half;
                }

                Math.Abs(value - Math.ScaleB(target.Value(x), -p.LogScale)).Should().BeLessThanOrEqualTo(bounds.Taylor + 1e-9, $"{string.Join(",", x)}");
            }
        }
    }

    // What the first stage makes, in exact arithmetic, against what the features are said to be.
    [Theory]
    [InlineData(1, 2, 1, 2, 1)]
    [InlineData(1, 6, 5, 3, 2)]
    [InlineData(1, 4, 2, 2, 4)]
    [InlineData(1, 5, 8, 3, 3)]
    [InlineData(2, 4, 3, 3, 2)]
    [InlineData(2, 3, 4, 4, 1)]
    [InlineData(3, 3, 2, 2, 2)]
    [InlineData(3, 4, 3, 2, 1)]
    public void Features_and_distances_are_what_they_are_said_to_be(int d, int n, int grid, int margin, int teeth)
    {
        CellParameters p = Bare(d, n, grid, margin, teeth);
        var signals = new CellSignals(p);
        Dyadic unit = Dyadic.PowerOfTwo(signals.LogHeight + 2);
        var draw = new Random(7);
        for (int trial = 0; trial < 25; trial++)
        {
            Dyadic[] x = [.. Enumerable.Range(0, d).Select(_ => Dyadic.Create(draw.Next(1 << 12), -12))];
            Rational[] made = signals.Circuit.Evaluate([.. x.Select(v => (Rational)v.Scale(-1))], signals.Outputs);
            foreach (int[] parities in p.Classes)
            {
                double[] a = [.. x.Select((v, axis) => Local((double)v * grid, p, parities[axis]))];
                for (int k = 0; k < p.Basis.Features.Length; k++)
                {
                    CellFeature feature = p.Basis.Features[k];
                    double value = Math.Max(0, (double)made[signals[CellSignals.FeatureName(p, k, parities)]]) / (double)unit;
                    value.Should().BeInRange(0, feature.Top + 1e-12);
                    value.Should().BeApproximately(Value(feature.Polynomial, a), feature.Error + 1e-12, $"{feature.Kind} {feature.Index}");
                    if (a.All(v => Math.Abs(v) <= (double)p.Reach))
                    {
                        (double lower, double upper) = p.Basis.Range(k, (double)p.Reach);
                        Value(feature.Polynomial, a).Should().BeInRange(lower - 1e-12, upper + 1e-12);
                    }
                }

                for (int axis = 0; axis < d && grid > 1; axis++)
                {
                    double distance = Math.Max(0, (double)made[signals[CellSignals.DistanceName(axis, parities[axis])]]) / (double)unit;
                    distance.Should().BeApproximately(Math.ScaleB(Math.Max(0, Math.Abs(a[axis]) - 0.5), margin), 1e-12);
                }
            }
        }
    }

    // With all codes but one cell's at the least value, the network is that cell's polynomial on its core, at most that in its reach, and -1 beyond.
    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(1, 2, 2)]
    [InlineData(1, 2, 5)]
    [InlineData(1, 2, 6)]
    [InlineData(2, 2, 3)]
    [InlineData(2, 2, 4)]
    [InlineData(3, 2, 3)]
    public void Planes_are_exact_on_the_core_and_no_more_in_the_reach_and_nothing_beyond(int d, int n, int grid)
    {
        CellParameters p = Bare(d, n, grid, margin: 3, teeth: 1);
        OpenNetwork open = CellCircuit.Of(p, CodebookFamily.Halves).Open(CodebookFamily.Halves, CellCircuit.Precision);
        var draw = new Random(13);
        int[] parities = [.. Enumerable.Range(0, d).Select(_ => draw.Next(p.Parities))];
        long[] place = [.. parities.Select(parity => (long)draw.Next(p.CellsOf(parity)))];
        bool[] bits = [.. Enumerable.Range(0, p.PlanesOfCell).Select(_ => draw.Next(2) == 0)];
        bits[p.Planes[0] - 1] = true;
        Network network = open.With(p.Classes.ToDictionary(
            CellTable.Bank, c => Bits(open.Bank(CellTable.Bank(c)), c.SequenceEqual(parities) ? Number(p, parities, place) : -1, bits)));
        int cores = 0;
        for (int trial = 0; trial < 80; trial++)
        {
            Rational[] t = [.. Enumerable.Range(0, d).Select(_ => Rational.Create(draw.Next(-96, 97), 128))];
            Rational[] x = [.. t.Select((v, i) => (v + Dyadic.Half + Rational.Create(CellPlaces.Number(parities[i], place[i]), 1)) / Rational.Create(grid, 1))];
            if (x.Any(v => v.Sign < 0 || v > 1))
            {
                continue;
            }

            Rational expected = Rational.Create(-1, 1) * (p.Offset + Dyadic.One);
            int next = 0;
            for (int k = 0; k < p.Planes.Length; k++)
            {
                int axis = k == 0 ? -1 : p.Basis.Features[k - 1].Axes[0];
                Rational phi = k == 0 ? 1 : ((t[axis] * CellPlaces.Direction(grid, parities[axis], place[axis])) + 1) / 2;
                expected += k == 0 ? 0 : (1 - phi) * Dyadic.PowerOfTwo(p.Planes[k] - 1 - p.LogStepOf(k));
                for (int bit = 0; bit < p.Planes[k]; bit++)
                {
                    expected += bits[next++] ? phi * Dyadic.PowerOfTwo(bit - p.LogStepOf(k)) : 0;
                }
            }

            expected = expected < -1 ? -1 : expected;
            Rational made = ExactEvaluator.Evaluate(network, x)[0];
            if (t.All(v => Rational.Abs(v) <= Dyadic.Half))
            {
                made.Should().Be(expected);
                cores++;
            }
            else if (t.All(v => Rational.Abs(v) < p.Reach))
            {
                (made <= expected && made >= -1).Should().BeTrue();
            }
            else
            {
                made.Should().Be((Rational)(-1));
            }
        }

        cores.Should().BeGreaterThan(2);
    }

    [Fact]
    public void The_basis_spans_all_polynomials()
    {
        foreach ((int d, int n) in new[] { (1, 6), (2, 5), (3, 4), (6, 3), (4, 4) })
        {
            CellBasis basis = CellBasis.Of(d, n, 2);
            for (int column = 0; column < basis.Monomials.Count; column++)
            {
                LocalPolynomial sum = LocalPolynomial.Constant(d, basis.Inverse[0][column]);
                for (int k = 0; k < basis.Features.Length; k++)
                {
                    sum += basis.Inverse[k + 1][column] * basis.Features[k].Polynomial;
                }

                KeyValuePair<MultiIndex, Dyadic> term = sum.Terms.Should().ContainSingle().Which;
                term.Key.Should().Be(basis.Monomials[column]);
                term.Value.Should().Be(Dyadic.One);
            }
        }
    }

    // The sizes that were aimed at.
    [Theory]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.1", 2, 859)]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.01", 2, 1333)]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.001", 2, 2270)]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.0001", 2, 4907)]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.1", 3, 1429)]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.01", 3, 1936)]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.001", 3, 2839)]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.0001", 3, 3617)]
    [InlineData("sin(2*pi*x)/(2*pi)", "1e-6", null, 8000)]
    [InlineData("sin(x)*cos(y)", "0.01", 3, 4002)]
    [InlineData("sin(x)*cos(y)", "0.0001", 3, 19000)]
    [InlineData("sin(x)*cos(y)*exp(-z)", "0.1", 2, 4401)]
    [InlineData("sin(x)*cos(y)*exp(-z)", "0.05", 2, 7808)]
    public void Networks_are_small(string text, string error, int? n, int most) =>
        Plan(Target.Parse(text), error, n).LeastWeights.Should().BeLessThanOrEqualTo(most);

    [Fact]
    public void Free_weights_make_the_same_function_with_fewer()
    {
        var request = new NetworkRequest(Target.Parse("sin(x)"), Rational.Parse("0.01")) { Smoothness = 2 };
        ConstructedNetwork free = CellsConstruction.Instance.Build(request with { Family = CodebookFamily.Free });
        free.Network.Count().Weights.Should().BeLessThan(CellsConstruction.Instance.Plan(request).LeastWeights);
        ErrorCertification.Certify(free.Network, request.Target).Error!.Upper
            .Should().BeLessThanOrEqualTo(Dyadic.FromDouble(free.Provenance.ErrorBound!.Value));
    }

    [Theory]
    [InlineData(3, Quantization.Nonlinear)]
    [InlineData(4, Quantization.Nonlinear)]
    [InlineData(4, Quantization.Linear)]
    [InlineData(8, Quantization.Linear)]
    public void Larger_codebooks_have_a_network_or_a_reason(int lambda, Quantization quantization)
    {
        var request = new NetworkRequest(Target.Parse("sin(x)"), Rational.Parse("0.05")) { Smoothness = 3, Family = CodebookFamily.Of(lambda, quantization) };
        if (CellsConstruction.Instance.TryPlan(request, out NetworkPlan? plan, out Misfit? misfit))
        {
            ConstructedNetwork built = plan.Build();
            built.Network.Count().Weights.Should().Be(plan.LeastWeights);
            ErrorCertification.Certify(built.Network, request.Target).Error!.Upper
                .Should().BeLessThanOrEqualTo(Dyadic.FromDouble(built.Provenance.ErrorBound!.Value));
        }
        else
        {
            misfit.Reason.Should().Contain("cells").And.Contain("paper");
        }
    }

    [Fact]
    public void What_it_cannot_do_is_one_sentence_that_names_it_and_what_can()
    {
        Reason(new NetworkRequest(Target.Parse("x1+x7"), Rational.Parse("0.1"))).Should().Contain("cells").And.Contain("6 variables").And.Contain("paper");
        Reason(new NetworkRequest(Target.Parse("x"), Rational.Parse("0.1")) { Smoothness = 7 }).Should().Contain("cells");
        Reason(new NetworkRequest(Target.Parse("abs(x-1/3)"), Rational.Parse("1e-9"))).Should().Contain("cells").And.Contain("larger error");
        Reason(new NetworkRequest(Target.Parse("sqrt(x)"), Rational.Parse("0.1"))).Should().Contain("not bounded");
        Reason(new NetworkRequest(Target.Parse("x"), Rational.Parse("0.1")) { MostDepth = 3 }).Should().Contain("layers");

        static string Reason(NetworkRequest request)
        {
            CellsConstruction.Instance.TryPlan(request, out NetworkPlan? plan, out Misfit? misfit).Should().BeFalse();
            plan.Should().BeNull();
            return misfit!.Reason;
        }
    }

    [Fact]
    public void A_target_that_is_not_of_the_class_that_samples_suggest_is_named_with_the_place()
    {
        // Samples do not see a needle at the centre of one cell, and nothing else is known of code.
        CellPlan plan = Plan(Target.FromDelegate("nothing", 1, (_, _) => 0, smoothness: 1), "0.001", 1);
        double[] centres = [.. Enumerable.Range(0, plan.Parameters.Grid).Select(cell => (cell + 0.5) / plan.Parameters.Grid)];
        double at = centres[plan.Parameters.Grid / 3];
        Target seen = Target.FromDelegate("needle", 1, (x, k) => k[0] > 0 ? 0 : Math.Abs(x[0] - at) < 1e-9 ? 40 : 0, smoothness: 1);
        FluentActions.Invoking(() => Plan(seen, "0.001", 1).Build()).Should().Throw<TargetException>().WithMessage("needle varies by more near x = *");
    }

    private static CellPlan Plan(Target target, string error, int? n) =>
        CellsConstruction.Instance.Plan(new NetworkRequest(target, Rational.Parse(error)) { Smoothness = n });

    private static CellParameters Bare(int d, int n, int grid, int margin, int teeth) => new()
    {
        Dimension = d,
        Smoothness = n,
        LogScale = 0,
        Grid = grid,
        LogMargin = margin,
        Teeth = teeth,
        LogSteps = [.. Enumerable.Range(0, n).Select(j => 3 + (j % 2))],
        Planes = [5, .. CellBasis.Of(d, n, teeth).Features.Select(f => 2 + (f.Degree % 2))],
        Offset = Dyadic.Create(5, -2),
    };

    // The local coordinate that the wave of a parity has at X, by its definition.
    private static double Local(double x, CellParameters p, int parity)
    {
        double best = double.MaxValue, a = 0;
        for (long i = 0; i < p.CellsOf(parity); i++)
        {
            double t = x - CellPlaces.Number(parity, i) - 0.5;
            if (Math.Abs(t) < best)
            {
                (best, a) = (Math.Abs(t), Math.Clamp(t, -1, 1) * CellPlaces.Direction(p.Grid, parity, i));
            }
        }

        return a;
    }

    private static double Within(Random draw, long cell, CellParameters p)
    {
        double reach = (double)p.Reach, t = (2 * draw.NextDouble() - 1) * reach;
        return cell == 0 && t < -0.5 ? -0.5 : cell == p.Grid - 1 && t > 0.5 ? 0.5 : t;
    }

    private static double Value(LocalPolynomial polynomial, double[] a) =>
        polynomial.Terms.Sum(t => (double)t.Value * Enumerable.Range(0, a.Length).Aggregate(1.0, (product, i) => product * Math.Pow(a[i], t.Key[i])));

    private static long Number(CellParameters p, int[] parities, long[] place) =>
        place.Select((v, axis) => (v, axis)).Aggregate(0L, (number, next) => (number * p.CellsOf(parities[next.axis])) + next.v);

    private static ImmutableArray<ushort> Bits(SwitchBank bank, long cell, bool[] bits) =>
        [.. Enumerable.Range(0, (int)bank.Codes).Select(i => (ushort)(i / bank.Slots == cell && bits[i % bank.Slots] ? 1 : 0))];

    // Borders, ends of reaches, what is just beside them, and the middle between, on every axis; for several axes one such number after the other.
    private static IEnumerable<Rational[]> Places(CellParameters p)
    {
        var draw = new Random(2);
        Rational margin = Dyadic.PowerOfTwo(-p.LogMargin), beside = Dyadic.PowerOfTwo(-12);
        Rational[] offsets = [0, margin / 2, margin, -margin / 2, -margin,
            margin + beside, -margin - beside, beside, -beside, Dyadic.Half, Rational.Create(1, 3)];
        int grid = Math.Min(p.Grid, 8);
        Rational[] axis = [.. Enumerable.Range(0, grid + 1).Where(m => p.Grid <= 8 || m != 5)
            .Select(m => m == 8 ? p.Grid : m == 7 ? p.Grid - 1 : m)
            .SelectMany(m => offsets.Select(o => (o + Rational.Create(m, 1)) / Rational.Create(p.Grid, 1)))
            .Where(x => x.Sign >= 0 && x <= 1)];
        return p.Dimension == 1
            ? axis.Select(x => (Rational[])[x])
            : Enumerable.Range(0, 60).Select(_ => (Rational[])[.. Enumerable.Range(0, p.Dimension).Select(_ => axis[draw.Next(axis.Length)])]);
    }

    private static string Bytes(ConstructedNetwork network)
    {
        using var stream = new MemoryStream();
        NetworkFile.Write(network, stream);
        return Convert.ToHexString(stream.ToArray());
    }
}
