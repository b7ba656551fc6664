using CsCheck;
using FluentAssertions;
using QuantRelu.Analysis;
using QuantRelu.Analysis.Regions;
using QuantRelu.Certification;
using QuantRelu.Certification.Grids;
using QuantRelu.Certification.SeveralDimensions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Tests.Analysis.Regions;
using QuantRelu.Tests.Certification.Regions;
using Xunit;

namespace QuantRelu.Tests.Certification.Grids;

/// <summary>Networks that add up blocks over a grid, cell by cell.</summary>
public class CellCertificationTests
{
    private static readonly Gen<Network> SmallGrids = Gen.Select(Gen.Int[1, 2], Gen.Int[1, 2], Codebooks.Any, Gen.Int)
        .Select((n, logGrid, book, seed) => Grid(2, n, n == 1 ? logGrid : 1, teeth: 1, book, seed));

    private static Network Grid(int d, int n, int logGrid, int teeth, Codebook book, int seed) =>
        SampleNetworks.Random(new FunctionIndependentParameters(d, n, logGrid, teeth, 4), 0, book, seed);

    [Fact]
    public void The_interval_holds_the_exact_error_of_random_weights_against_random_quadratics_and_is_narrow() =>
        Gen.Select(SmallGrids, Gen.Int[-3, 3].Array[3]).Sample((network, c) =>
        {
            Target target = Target.Parse($"{c[0]}*x^2+{c[1]}*x*y+{c[2]}*y^2+0*x*y");
            (Proof proof, CertifiedError? error) = ByCells(network, target, new Goal.Narrow(0.01));
            Rational exact = PlaneErrors.FromQuadratic(network, c[0], c[1], c[2]);
            return proof.Outcome == CertificationOutcome.Reached && error!.Lower <= exact && exact <= error.Upper
                && error.Upper - error.Lower <= error.Upper * Dyadic.FromDouble(0.01);
        }, iter: 8);

    [Fact]
    public void So_it_does_where_blocks_have_more_teeth_than_a_leaf_has_regions()
    {
        Network network = Grid(2, 2, 1, teeth: 3, Codebook.Halves, seed: 3);
        (_, CertifiedError? error) = ByCells(network, Target.Parse("x*y"), new Goal.Narrow(0.002));
        Rational exact = PlaneErrors.FromQuadratic(network, 0, 1, 0);
        (error!.Lower <= exact && exact <= error.Upper).Should().BeTrue();
        (error.Upper - error.Lower).Should().BeLessThanOrEqualTo(error.Upper * Dyadic.FromDouble(0.002));
    }

    [Fact]
    public void Claims_are_decided_however_close_to_the_exact_error() => SmallGrids.Sample(network =>
    {
        Rational exact = PlaneErrors.FromQuadratic(network, 0, 1, 0), little = Rational.Create(1, 10_000_000);
        Target target = Target.Parse("x*y");
        (Proof below, _) = ByCells(network, target, new Goal.Decide(exact * (1 - little)));
        (Proof above, _) = ByCells(network, target, new Goal.Decide(exact * (1 + little)));
        if (below.Verdict != Verdict.Refuted || above.Verdict != Verdict.Proved)
        {
            return false;
        }

        Rational[] u = below.Counterexample;
        return Rational.Abs(ExactEvaluator.Evaluate(network, u)[0] - (u[0] * u[1])) > exact * (1 - little);
    }, iter: 5);

    [Fact]
    public void Smooth_targets_hold_every_vertex_of_a_region_and_the_lower_bound_occurs()
    {
        Network network = Grid(2, 2, 1, teeth: 1, Codebook.Halves, seed: 5);
        Target target = Target.Parse("exp(x)*sin(2*y)");
        (_, CertifiedError? error) = ByCells(network, target, new Goal.Narrow(0.001));
        double seen = LinearRegions.Of(network).Enumerate().SelectMany(r => r.Vertices.Select(v =>
            Math.Abs((double)r.At(v) - target.Value([.. v.Select(c => (double)c)])))).Max();
        seen.Should().BeLessThanOrEqualTo((double)error!.Upper * (1 + 1e-12)).And.BeGreaterThanOrEqualTo((double)error.Lower * (1 - 1e-12));
        (error.Upper - error.Lower).Should().BeLessThanOrEqualTo(error.Upper * Dyadic.FromDouble(0.001));
    }

    [Fact]
    public void Three_inputs_are_certified_too()
    {
        Network network = Grid(3, 1, 1, teeth: 1, Codebook.Halves, seed: 2);
        Target target = Target.Parse("x*y*z");
        (Proof proof, CertifiedError? error) = ByCells(network, target, new Goal.Narrow(0.05));
        proof.Outcome.Should().Be(CertificationOutcome.Reached);
        MeasuredError measured = ErrorMeasurement.Measure(new FastEvaluator(network), target, 2000, seed: 1);
        measured.Value.Should().BeLessThanOrEqualTo((double)error!.Upper).And.BeGreaterThan(0.8 * (double)error.Lower);
    }

    [Fact]
    public void The_interval_only_narrows_and_the_result_does_not_change_from_run_to_run()
    {
        Network network = Grid(2, 2, 1, teeth: 2, Codebook.Halves, seed: 4);
        Target target = Target.Parse("sin(x+y)");
        var told = new ToldErrors();
        (Proof first, CertifiedError? error) = ByCells(network, target, new Goal.Narrow(0.002), told);
        told.Errors.Should().HaveCountGreaterThan(1);
        told.Errors.Zip(told.Errors.Skip(1)).Should().OnlyContain(p => p.Second.Lower >= p.First.Lower && p.Second.Upper <= p.First.Upper);
        (Proof second, CertifiedError? again) = ByCells(network, target, new Goal.Narrow(0.002));
        again.Should().Be(error);
        second.Pieces.Should().Be(first.Pieces);
    }

    [Fact]
    public void Any_number_of_threads_tells_the_same_intervals()
    {
        Network network = Grid(2, 2, 1, teeth: 2, Codebook.Halves, seed: 7);
        Target target = Target.Parse("exp(x)*y");
        (List<CertifiedError> Told, long Pieces) Run(int threads)
        {
            var told = new ToldErrors();
            CellCertification cells = CellCertification.Of(network, target, Seen(network, target), new Goal.Narrow(0.002), null, new Bracket(told))!;
            return (told.Errors, cells.Run(default, threads).Pieces);
        }

        (List<CertifiedError> one, long pieces) = Run(1);
        one.Should().HaveCountGreaterThan(2);
        foreach (int threads in new[] { 2, 4, 7 })
        {
            (List<CertifiedError> several, long again) = Run(threads);
            several.Should().Equal(one);
            again.Should().Be(pieces);
        }
    }

    [Fact]
    public void The_interval_holds_exact_differences_on_a_fine_lattice_and_at_maxima_climbed_to_from_there() => SmallGrids.Sample(network =>
    {
        (_, CertifiedError? error) = ByCells(network, Target.Parse("1/(1+x+y)"), new Goal.Narrow(0.01));
        Rational Difference(Rational x, Rational y) => Rational.Abs(ExactEvaluator.Evaluate(network, [x, y])[0] - (1 / (1 + x + y)));
        const int Steps = 16;
        (Rational Value, Rational X, Rational Y)[] best = [.. Enumerable.Range(0, (Steps + 1) * (Steps + 1))
            .Select(i => (X: Rational.Create(i / (Steps + 1), Steps), Y: Rational.Create(i % (Steps + 1), Steps)))
            .Select(p => (Difference(p.X, p.Y), p.X, p.Y)).OrderByDescending(p => p.Item1).Take(2)];
        Rational most = best[0].Value;
        foreach ((Rational start, Rational atX, Rational atY) in best)
        {
            (Rational value, Rational x, Rational y) = (start, atX, atY);
            for (Rational step = Rational.Create(1, 2 * Steps); step > Rational.Create(1, 1 << 10);)
            {
                (Rational, Rational)[] around = [(x - step, y), (x + step, y), (x, y - step), (x, y + step)];
                (Rational next, Rational nextX, Rational nextY) = around
                    .Where(p => p.Item1.Sign >= 0 && p.Item1 <= 1 && p.Item2.Sign >= 0 && p.Item2 <= 1)
                    .Select(p => (Difference(p.Item1, p.Item2), p.Item1, p.Item2)).MaxBy(p => p.Item1);
                (value, x, y, step) = next > value ? (next, nextX, nextY, step) : (value, x, y, step / 2);
            }

            most = value > most ? value : most;
        }

        return most <= error!.Upper && most * Rational.Create(10, 8) >= error.Lower;
    }, iter: 3);

    [Fact]
    public void A_run_that_is_cancelled_or_has_no_more_work_leaves_an_interval_with_the_exact_error_that_only_narrowed() =>
        Gen.Select(SmallGrids, Gen.Int[1, 200]).Sample((network, work) =>
        {
            Target target = Target.Parse("x*y");
            Rational exact = PlaneErrors.FromQuadratic(network, 0, 1, 0);
            var told = new ToldErrors();
            var bracket = new Bracket(told);
            FirstBounds first = Seen(network, target);
            bracket.Narrow(default, [], first.Upper);
            using var stop = new CancellationTokenSource();
            CellCertification cells = CellCertification.Of(network, target, first, new Goal.Narrow(1e-6), work, bracket, stop.Token)!;
            Proof worked = cells.Run(default);
            CertifiedError limited = bracket.Error!;
            stop.Cancel();
            Proof stopped = cells.Run(stop.Token);
            return worked.Outcome is CertificationOutcome.WorkLimit or CertificationOutcome.Reached && stopped.Pieces == worked.Pieces
                && bracket.Error == limited && told.Errors.All(e => e.Lower <= exact && exact <= e.Upper)
                && told.Errors.Zip(told.Errors.Skip(1)).All(p => p.Second.Lower >= p.First.Lower && p.Second.Upper <= p.First.Upper);
        }, iter: 6, threads: 1);

    [Fact]
    public void Cells_of_one_class_share_their_functions_and_add_up_to_the_network_with_the_kinks_of_a_box_alone() => SmallGrids.Sample(network =>
    {
        GridNetwork grid = GridNetwork.Of(network)!;
        return grid.Classes.Count < grid.Cells.Length && grid.Cells.All(cell =>
        {
            LocalKinks all = CellKinks.Of(2, grid.Classes[cell.Class]), kinks = all.Within([0.375, 0], [0.5, 0.25]);
            ConvexCell box = ConvexCell.Box([(Rational.Create(3, 8), Rational.Create(1, 2)), (0, Rational.Create(1, 4))]);
            RegionVertices found = RegionVertices.Within(kinks, box, 10_000, default).Found!;
            int count = found.Vertices.Length;
            return kinks.Count < Math.Max(1, all.Count) && Enumerable.Range(0, count).Where(v => v % 5 == 0).All(v =>
            {
                double sum = cell.Weights.Select((w, i) => w.Value * found.Values[(i * count) + v]).Sum() + cell.Constant.Value;
                double size = cell.Weights.Select((w, i) => Math.Abs(w.Value) * found.Sizes[i]).Sum() + Math.Abs(cell.Constant.Value);
                Rational[] u = [.. cell.Low.Select((low, k) => low + (found.Vertices[v].Coordinate(k) * (cell.High[k] - low)))];
                return Math.Abs(sum - (double)ExactEvaluator.Evaluate(network, u)[0]) <= 2 * RegionVertices.Doubt * size;
            });
        });
    }, iter: 3);

    [Fact]
    public void Models_of_a_class_bound_every_cell_on_every_box() => Gen.Select(SmallGrids, Gen.Int[0, 7].Array[2], Gen.Int[1, 8]).Sample((network, at, size) =>
    {
        GridNetwork grid = GridNetwork.Of(network)!;
        var space = ModelSpace.Of(2);
        double[] center = [.. at.Select(a => (a + 0.5) / 8)], half = [0.5 / 8 / size, 0.5 / 8];
        CellClass[] classes = [.. grid.Classes.Select(terms => new CellClass(2, terms, space))];
        FunctionModels[] models = Array.ConvertAll(classes, c => c.Models(center, half));
        return grid.Cells.Where((_, i) => i % 3 == 0).All(cell =>
        {
            var error = new CellError(cell, classes[cell.Class], PolynomialModel.Constant(space, 0), space);
            double bound = models[cell.Class].Bound(error.Weights, error.Errors);
            return Enumerable.Range(0, 9).All(corner =>
            {
                double[] tau = [center[0] + (half[0] * ((corner % 3) - 1)), center[1] + (half[1] * ((corner / 3) - 1))];
                Rational[] u = [.. cell.Low.Select((low, k) => low + ((Rational)Dyadic.FromDouble(tau[k]) * (cell.High[k] - low)))];
                return Rational.Abs(ExactEvaluator.Evaluate(network, u)[0]) <= (Rational)Dyadic.FromDouble(bound);
            });
        });
    }, iter: 5);

    [Fact]
    public void On_a_box_fewer_kinks_leave_the_same_regions() => SmallGrids.Sample(network =>
    {
        GridNetwork grid = GridNetwork.Of(network)!;
        ConvexCell box = ConvexCell.Box([(Rational.Create(1, 4), Rational.Create(1, 2)), (Rational.Create(1, 2), 1)]);
        return grid.Classes.All(terms =>
        {
            LocalKinks all = CellKinks.Of(2, terms), left = all.Within([0, 0.5], [0.5, 1]).Within([0.25, 0.5], [0.5, 1]);
            RegionVertices few = RegionVertices.Within(left, box, 10_000, default).Found!, many = RegionVertices.Within(all, box, 10_000, default).Found!;
            return left.Count <= all.Count && Table(few, all.Factors.Length).All(Table(many, all.Factors.Length).Contains);
        });

        // Kinks that no function reads any more may cut what is left of others into more parts.
        static HashSet<string> Table(RegionVertices found, int functions) => [.. found.Vertices.Select((v, i) => string.Join(
            ' ', Enumerable.Range(0, functions).Select(f => found.Values[(f * found.Vertices.Length) + i].ToString("E10", null))
                .Prepend($"{v.Coordinate(0)} {v.Coordinate(1)}")))];
    }, iter: 3);

    [Fact]
    public void A_target_with_a_kink_and_a_network_without_a_grid_are_left_to_others()
    {
        Network grid = Grid(2, 1, 1, teeth: 1, Codebook.Halves, seed: 1);
        Target kink = Target.Parse("abs(x-y)");
        CellCertification.Of(grid, kink, Seen(grid, kink), new Goal.Narrow(0.01), null, new Bracket(null)).Should().BeNull();
        Network dense = DenseNetworks.Of(2, DenseNetworks.Random(2, 5, new Random(2)));
        GridNetwork.Of(dense).Should().BeNull();
    }

    // A claim that a sample refutes is refuted before.
    private static FirstBounds Seen(Network network, Target target, bool isMeasured = true)
    {
        var first = new FirstBounds(network, target);
        if (isMeasured)
        {
            first.Measure(default);
        }

        return first;
    }

    private static (Proof Proof, CertifiedError? Error) ByCells(Network network, Target target, Goal goal, IProgress<CertifiedError>? progress = null)
    {
        var bracket = new Bracket(progress);
        CellCertification cells = CellCertification.Of(network, target, Seen(network, target, goal.Claim is null), goal, null, bracket)!;
        return (cells.Run(default), bracket.Error);
    }
}
