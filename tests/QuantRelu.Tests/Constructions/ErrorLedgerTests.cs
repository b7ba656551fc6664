using CsCheck;
using FluentAssertions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Numerics;
using Xunit;

namespace QuantRelu.Tests.Constructions;

public class ErrorLedgerTests
{
    private static readonly string[] Targets = ["sin(2*pi*x)/(2*pi)", "exp(x)/3", "sin(x)*cos(y)/2", "x*y", "abs(x-1/3)", "1/(1+x)"];

    public static TheoryData<string, string, int, CodebookFamily> Networks => new()
    {
        { "x*(1-x)/2", "0.1", 1, CodebookFamily.Halves },
        { "x*(1-x)/2", "0.1", 2, CodebookFamily.Nonlinear(3) },
        { "x^3*3", "0.2", 2, CodebookFamily.Halves },
        { "x*y/2", "0.4", 2, CodebookFamily.Linear(4) },
        { "x^3-x/2", "0.2", 3, CodebookFamily.Linear(6) },
        { "x*y/2", "0.4", 2, CodebookFamily.Linear(10) },
        { "x^4/24", "0.01", 3, CodebookFamily.Free },
    };

    // The network is evaluated unit by unit in exact numbers, the target by its formula; the ledger knows neither.
    [Theory]
    [MemberData(nameof(Networks))]
    public void The_total_is_the_error_of_the_network_itself_at_every_point(string target, string error, int n, CodebookFamily family)
    {
        FunctionIndependentPlan plan = Plan(target, error, n, family);
        Network network = plan.Build(cancellationToken: TestContext.Current.CancellationToken).Network;
        var random = new Random(7);
        for (int i = 0; i < 12; i++)
        {
            Dyadic[] u = [.. Enumerable.Range(0, network.Inputs).Select(_ => Dyadic.Create(random.Next(0, 4097), -12))];
            Rational f = plan.Request.Target.Expression!.Evaluate(ExactAlgebra.Instance, [.. u.Select(x => (Rational?)x)])!.Value;
            Rational difference = Rational.Abs(f - ExactEvaluator.Evaluate(network, u)[0]);
            LedgerEntry total = Ledger(plan, [.. u.Select(x => (double)x)]).Total;
            total.Measured.Should().BeApproximately((double)difference, 1e-30 + (1e-15 * (double)difference), "at {0}", string.Join(", ", u));
        }
    }

    [Fact]
    public void What_is_measured_is_within_the_bound_for_the_target_and_that_within_the_papers() =>
        Gen.Select(Gen.Int[0, Targets.Length - 1], Gen.Int[1, 4], Gen.Int[5, 200], Gen.Double[0, 1].Array[2].Array[4, 10])
            .Sample((number, order, inverse, points) =>
        {
            string target = Targets[number];
            int n = target.StartsWith("abs", StringComparison.Ordinal) ? 1 : order;
            FunctionIndependentPlan plan = Plan(target, $"1/{inverse}", n, CodebookFamily.Halves);
            ErrorLedger ledger = plan.Ledger([.. points.Select(u => (IReadOnlyList<double>)u[..plan.Parameters.Dimension])]);
            LedgerEntry[] parts = [.. ledger.Entries];
            double sum = parts.Where(e => e.Name != parts[3].Name && e != ledger.Total).Sum(e => e.Target);
            return ledger.Samples == points.Length && parts.All(e => (e.Measured is not { } m || m <= e.Target) && (e.Paper is not { } p || e.Target <= p))
                && Math.Abs(sum - ledger.Total.Target) <= 1e-11 * sum && ledger.Total.Target == plan.Provenance.ErrorBound
                && ledger.Total.Paper <= (double)ledger.Error && parts[0].Paper + parts[1].Paper + parts[4].Paper <= ledger.Total.Paper * (1 + 1e-12);
        }, iter: 40);

    // |u - m/N| ≤ 1/(3N): only ψ_m is not 0, and it is 1, so that f_T is the Taylor polynomial at m/N.
    [Fact]
    public void On_a_plateau_every_term_can_be_told_by_hand()
    {
        FunctionIndependentPlan plan = Plan("x^2/2", "0.1", 1, CodebookFamily.Halves);
        double grid = plan.Parameters.Grid, m = 5, u = (m / grid) + (1 / (4 * grid));
        ErrorLedger ledger = Ledger(plan, u);
        double value = m * m / (grid * grid) / 2, step = Math.Pow(2, -plan.Parameters.Precision);
        ledger.Entries[0].Measured.Should().BeApproximately((u * u / 2) - value, 1e-15);
        ledger.Entries[1].Measured.Should().BeApproximately(Math.Abs(value - (Math.Round(value / step, MidpointRounding.AwayFromZero) * step)), 1e-15);
        (ledger.Entries[3].Measured, ledger.Entries[4].Measured).Should().Be((0, 0), "there are no products with d = n = 1");
        (ledger.Entries[0].Paper, ledger.Entries[1].Paper, ledger.Total.Paper).Should().Be((2 / grid, 2 / grid, 6 / grid));
    }

    // h is 1 on the plateau and u - m/N = 1/(4N): ×'(1, v) interpolates three squares between k/2^r.
    [Fact]
    public void A_product_errs_as_its_squares_do()
    {
        FunctionIndependentPlan plan = Plan("x^2/2", "0.1", 2, CodebookFamily.Halves);
        double grid = plan.Parameters.Grid, v = 0.3 / grid, cells = Math.Pow(2, plan.Parameters.Teeth);
        double Excess(double x) => ((x * cells) - Math.Floor(x * cells)) * (Math.Floor(x * cells) + 1 - (x * cells)) / (cells * cells);
        double expected = 2 * (Excess((1 + v) / 2) - Excess(0.5) - Excess(v / 2));
        Ledger(plan, (3 / grid) + v).Entries[3].Measured.Should().BeApproximately(Math.Abs(expected), 1e-12);
    }

    [Fact]
    public void Points_outside_of_the_box_are_refused()
    {
        FunctionIndependentPlan plan = Plan("x/2", "0.3", 1, CodebookFamily.Halves);
        foreach (double[][] points in new double[][][] { [], [[1.5]], [[0.5, 0.5]], [[double.NaN]] })
        {
            Action ledger = () => plan.Ledger(points);
            ledger.Should().Throw<ArgumentException>().WithMessage("*[0, 1]^1*");
        }
    }

    private static ErrorLedger Ledger(FunctionIndependentPlan plan, params double[] u) =>
        plan.Ledger([u], cancellationToken: TestContext.Current.CancellationToken);

    private static FunctionIndependentPlan Plan(string target, string error, int n, CodebookFamily family) =>
        PaperConstructions.Independent.Plan(new NetworkRequest(Target.Parse(target), Rational.Parse(error)) { Smoothness = n, Family = family });
}
