using CsCheck;
using FluentAssertions;
using QuantRelu.Certification.OneDimension;
using QuantRelu.Certification.OneDimension.Sweep;
using QuantRelu.Graph;
using QuantRelu.Subnetworks;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Certification;

public class PieceSweepTests
{
    private static readonly Cell Whole = new(new Breakpoint(0, 1), new Breakpoint(1, 1));

    private static readonly Gen<Network> Theorem1 =
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[0, 2], Codebooks.Any, Gen.Int)
            .Select((n, logGrid, r, scale, book, seed) => SampleNetworks.Random(new(1, n, logGrid, r, 4), scale, book, seed));

    [Fact]
    public void A_sweep_of_random_networks_finds_the_pieces_that_dividing_cells_finds() =>
        RandomNetworks.Any.Sample(network => IsSwept(network, logParts: 0), iter: 150);

    [Fact]
    public void A_sweep_that_is_read_in_parts_begins_each_where_the_last_one_ended() =>
        RandomNetworks.OfHalves.Sample(network => IsSwept(network, logParts: 3), iter: 60);

    [Fact]
    public void A_sweep_of_networks_of_Theorem_1_finds_the_pieces_that_dividing_cells_finds() =>
        Theorem1.Sample(network => IsSwept(network, logParts: 1), iter: 8);

    [Theory]
    [InlineData("sin(2*pi*x)/8", "0.05", "paper", Structure.Dependent)]
    [InlineData("abs(x-1/3)", "0.015625", "crossbar")]
    [InlineData("sin(2*pi*x)/8", "0.01", "slopes")]
    [InlineData("sin(2*pi*x)/8", "0.1", "hinges")]
    [InlineData("exp(x)/4", "0.01", "hierarchical")]
    [InlineData("x^2", "0.01", "cells")]
    public void A_sweep_of_constructed_networks_finds_the_pieces_that_dividing_cells_finds(
        string formula, string error, string construction, Structure? structure = null)
    {
        var request = new NetworkRequest(Target.Parse(formula), Rational.Parse(error));
        ConstructionRegistry.Standard.TryFind(construction, structure, out Construction? found).Should().BeTrue();
        Network network = found!.Build(request).Network;
        new NetworkPieces(network).Swept.Should().NotBeNull();
        IsSwept(network, logParts: 2).Should().BeTrue();
    }

    [Theory]
    [InlineData(24)]
    [InlineData(30)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(40)]
    public void Integers_that_outgrow_64_bits_before_or_during_a_sweep_give_the_same_pieces(int r)
    {
        // The pieces of the squarer are the chords of x² between multiples of 2^-r, and 2r bits are behind the point.
        var pieces = new NetworkPieces(Standalone.Square(r, CodebookFamily.Halves).Network);
        Rational step = (Rational)Dyadic.PowerOfTwo(-r);
        foreach (UnitCell cell in new[] { new UnitCell(0, 0), new UnitCell(1, 1), new UnitCell(5, 3) })
        {
            ScaledPiece[] first = [.. new PieceCursor(pieces, cell.Ends).UpTo(cell.Ends.High).Take(20)];
            for (int k = 0; k < first.Length; k++)
            {
                Rational from = (Rational)cell.Low + (k * step);
                first[k].Cell.Low.Exact.Should().Be(from);
                first[k].Cell.High.Exact.Should().Be(from + step);
                (Rational.Create(first[k].Slope, 1) / pieces.Scale).Should().Be(from + from + step);
            }
        }
    }

    [Fact]
    public void A_sweep_that_is_begun_anew_anywhere_also_after_an_overflow_gives_the_same_pieces()
    {
        int overflows = 0;
        Gen.Select(Gen.Select(Gen.Int[0, 7], Gen.Bool).Array[2, 6], Gen.Int).Sample((cells, seed) =>
        {
            // The squarer of 33 teeth fits into 64 bits at 0, and not elsewhere.
            Network network = seed % 4 == 0 ? Standalone.Square(33, CodebookFamily.Halves).Network : RandomNetworks.Of(seed, Codebook.Halves);
            var pieces = new NetworkPieces(network);
            var readers = new PieceReaders(pieces);
            return cells.All(c =>
            {
                Cell ends = c.Item2 ? new UnitCell(c.Item1, 3).Ends : new UnitCell((c.Item1 << 27) + (Math.Abs(seed % 1000)), 30).Ends;
                var cursor = new PieceCursor(readers, ends, () => pieces.Within(ends));
                bool same = Exactly(cursor.UpTo(ends.High).Take(40)).SequenceEqual(Exactly(pieces.On(ends).Take(40)));
                overflows += cursor.Kind == ReaderKind.Bits64 ? 0 : 1;
                return same;
            });
        }, iter: 60, threads: 1);
        overflows.Should().BeGreaterThan(0);
    }

    [Fact]
    public void Of_a_network_that_depends_on_its_target_few_copies_move_at_once_and_most_come_to_rest()
    {
        var request = new NetworkRequest(Target.Parse("sin(2*pi*x)/8"), Rational.Parse("0.002"));
        ConstructionRegistry.Standard.TryFind("paper", Structure.Dependent, out Construction? found).Should().BeTrue();
        Network network = found!.Build(request).Network;
        SweepNetwork<long> swept = new NetworkPieces(network).Swept!;
        var sweep = new PieceSweep<long>(swept);
        int most = 0, least = int.MaxValue;
        sweep.Begin(SweepPoint<long>.Of(Whole.Low), 1);
        for (; sweep.HasNext; sweep.Step())
        {
            (most, least) = (Math.Max(most, sweep.Moving), Math.Min(least, sweep.Moving));
        }

        least.Should().BePositive();
        most.Should().BeLessThan(swept.Copies / 4, "only what depends on where the sweep is moves");
        IsSwept(network, logParts: 1).Should().BeTrue();
    }

    [Fact]
    public void Roots_of_all_kinks_come_in_order_and_those_that_were_cancelled_do_not_come()
    {
        Gen.Select(Gen.Int[0, 9], Gen.Int[1, 12], Gen.Int[1, 12]).Array[1, 60].Sample(changes =>
        {
            var queue = new EventQueue<long>(10);
            var expected = new Dictionary<int, Rational>();
            foreach ((int kink, int p, int q) in changes)
            {
                queue.Expect(kink, 1, new AffineForm<long>(p, p == 7 ? q : -q), 3);
                expected.Remove(kink);
                if (p != 7 && p <= 3 * q)
                {
                    expected[kink] = Rational.Create(p, q);
                }
            }

            var found = new List<Rational>();
            while (queue.First >= 0)
            {
                int kink = queue.First;
                found.Add(queue.FirstPoint.Exact.Exact);
                if (expected[kink] != found[^1])
                {
                    return false;
                }

                queue.Cancel(kink);
            }

            return found.SequenceEqual(expected.Values.Order());
        });
    }

    private static bool IsSwept(Network network, int logParts)
    {
        var pieces = new NetworkPieces(network);
        var cursor = new PieceCursor(pieces, Whole);
        return Enumerable.Range(0, 1 << logParts).Select(i => new UnitCell(i, logParts).Ends)
            .All(part => Exactly(cursor.UpTo(part.High)).SequenceEqual(Exactly(pieces.On(part))));
    }

    private static IEnumerable<(Rational Low, Rational High, Rational Constant, Rational Slope)> Exactly(IEnumerable<ScaledPiece> pieces) =>
        [.. pieces.Select(p => (p.Cell.Low.Exact, p.Cell.High.Exact, Rational.Create(p.Constant, 1), Rational.Create(p.Slope, 1)))];
}
