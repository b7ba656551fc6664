using System.Numerics;
using CsCheck;
using FluentAssertions;
using QuantRelu.Certification;
using QuantRelu.Certification.OneDimension;
using QuantRelu.Certification.OneDimension.Sweep;
using QuantRelu.Subnetworks;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Certification;

/// <summary>Pieces are the same however they are read, and so are the intervals that are proved from them, bit for bit.</summary>
public class PieceReaderTests
{
    private static readonly ReaderKind[] Kinds = Enum.GetValues<ReaderKind>();
    private static readonly Target[] Targets =
    [
        Target.Parse("x^2"), Target.Parse("sin(9*x)/2"), Target.Parse("exp(-x)*abs(sin(9*x))/2"), Target.Parse("abs(x-1/3)"),
    ];

    private static readonly Cell Whole = new UnitCell(0, 0).Ends;

    [Fact]
    public void Ends_and_values_are_the_nearest_doubles_however_the_pieces_of_a_network_are_read() =>
        RandomNetworks.Any.Sample(network =>
        {
            LinearPiece[] exact = [.. LinearPiece.Of(network)];
            double scale = (double)new NetworkPieces(network).Scale;
            foreach (ReaderKind kind in Kinds)
            {
                var cursor = new PieceCursor(new NetworkPieces(network, kind), Whole);
                cursor.Kind.Should().BeOneOf(Kinds[(int)kind..], "what overflows is read over the next");
                (double Place, double Value)[] read = [(cursor.Place, cursor.Value), .. Read(cursor)];
                (double Place, double Value)[] nearest =
                [
                    (0, (double)exact[0].At(0)), .. exact.Select(p => ((double)p.To, (double)p.At(p.To))),
                ];
                double rounding = BitOperations.IsPow2((long)scale) ? 0 : 1e-15;
                if (read.Length != nearest.Length || !read.Zip(nearest).All(n => IsNear(n.First, n.Second, rounding)))
                {
                    return false;
                }
            }

            return true;
        }, iter: 40);

    [Fact]
    public void Intervals_are_the_same_bits_however_the_pieces_are_read_and_are_those_of_dividing_cells() =>
        Gen.Select(RandomNetworks.Any, Gen.Int[0, 3], Gen.Int[1, 9])
            .Sample((network, target, digits) => Kinds
                .Select(kind => Proved(new NetworkPieces(network, kind), Targets[target], new Goal.Narrow(Math.Pow(10, -digits))))
                .Distinct().Count() == 1, iter: 25);

    [Fact]
    public void Claims_are_decided_alike_however_the_pieces_are_read() =>
        Gen.Select(RandomNetworks.OfHalves, Gen.Int[0, 1], Gen.Int[1, 20]).Sample((network, target, twentieths) =>
        {
            var claim = new Goal.Decide(Rational.Create(twentieths, 20));
            return Kinds.Select(kind => Proved(new NetworkPieces(network, kind), Targets[target], claim)).Distinct().Count() == 1;
        }, iter: 25);

    [Fact]
    public void The_number_of_threads_changes_neither_intervals_nor_counts() =>
        Gen.Select(RandomNetworks.Any, Gen.Int[0, 3], Gen.Int[1, 9]).Sample((network, target, digits) =>
            new[] { 1, 2, 5 }.Select(threads => Proved(new NetworkPieces(network), Targets[target], new Goal.Narrow(Math.Pow(10, -digits)), threads))
                .Distinct().Count() == 1, iter: 25);

    [Theory]
    [InlineData(24, nameof(ReaderKind.Bits64))]
    [InlineData(40, nameof(ReaderKind.Bits128))]
    [InlineData(80, nameof(ReaderKind.Unbounded))]
    public void Pieces_of_the_squarer_are_read_over_the_least_integers_that_hold_them(int r, string expected)
    {
        // The chords of x² between multiples of 2^-r, in the middle of the interval.
        var pieces = new NetworkPieces(Standalone.Square(r, CodebookFamily.Halves).Network);
        var cursor = new PieceCursor(pieces, new UnitCell(1, 1).Ends);
        cursor.Aim(new Breakpoint(1, 1));
        var step = (Rational)Dyadic.PowerOfTwo(-r);
        for (int k = 1; k <= 20; k++)
        {
            cursor.MoveNext().Should().BeTrue();
            Rational end = Rational.Create(1, 2) + (k * step);
            (cursor.Place, cursor.Value).Should().Be(((double)end, (double)(end * end)));
        }

        cursor.Kind.ToString().Should().Be(expected);
    }

    [Fact]
    public void The_nearest_double_of_a_quotient_depends_on_its_value_alone() =>
        Gen.Select(Gen.Long, Gen.Long, Gen.Int[0, 62], Gen.Int[0, 62], Gen.Long, Gen.Int[1, 1000]).Sample((a, b, shiftA, shiftB, c, factor) =>
        {
            long q = Math.Max(1, Math.Abs(b >> shiftB >> 1));
            Int128 p = ((Int128)(a >> shiftA) * c) + 1;
            Rational exact = Rational.Create(p, q);
            return NearestQuotient.Of(p, q) == (double)exact && NearestQuotient.Of((BigInteger)p * factor, (BigInteger)q * factor) == (double)exact
                && NearestQuotient.Of(a >> shiftA, q) == (double)Rational.Create(a >> shiftA, q);
        });

    [Theory]
    [InlineData(1L << 53, 1, 1)]
    [InlineData((1L << 53) + 1, 2, -1)]
    [InlineData(long.MaxValue, long.MaxValue, 3)]
    [InlineData(1, long.MaxValue, long.MaxValue)]
    [InlineData((1L << 54) + 2, 4, 1L << 62)]
    [InlineData((1L << 54) + 6, 4, (1L << 62) - 1)]
    [InlineData(0, long.MaxValue, 5)]
    public void Ties_and_extremes_of_quotients_are_rounded_once(long p, long q, long factor) =>
        NearestQuotient.Of((Int128)p * factor, q).Should().Be((double)(Rational.Create(p, q) * Rational.Create(factor, 1)));

    private static bool IsNear((double Place, double Value) read, (double Place, double Value) nearest, double rounding) =>
        read.Place == nearest.Place && Math.Abs(read.Value - nearest.Value) <= rounding * Math.Abs(nearest.Value);

    [Fact]
    public void Products_are_exact_or_refused_whatever_their_lengths() =>
        Gen.Select(Gen.Long, Gen.Long, Gen.Int[0, 126], Gen.Long, Gen.Long, Gen.Int[0, 126]).Sample((a, b, shiftA, c, d, shiftC) =>
        {
            Int128 left = new Int128((ulong)a, (ulong)b) >> shiftA, right = new Int128((ulong)c, (ulong)d) >> shiftC;
            BigInteger exact = (BigInteger)left * right;
            try
            {
                return CheckedProduct.Of(left, right) == exact && CheckedProduct.Of(left, Int128.NegativeOne) == -(BigInteger)left;
            }
            catch (OverflowException)
            {
                return exact > (BigInteger)Int128.MaxValue || exact < (BigInteger)Int128.MinValue || left == Int128.MinValue;
            }
        });

    private static IEnumerable<(double Place, double Value)> Read(PieceCursor cursor)
    {
        cursor.Aim(Whole.High);
        while (cursor.MoveNext())
        {
            yield return (cursor.Place, cursor.Value);
        }
    }

    private static (Proof Proof, CertifiedError? Error, double At) Proved(NetworkPieces network, Target target, Goal goal, int threads = 0)
    {
        var bracket = new Bracket(null);
        Proof proof = new PieceCertification(network, target.Expression!, goal, 3000, bracket, threads).Run(new((Dyadic?)null), CancellationToken.None);
        return (proof with { Counterexample = [] }, bracket.Error, proof.Counterexample is [var at] ? (double)at : bracket.At.FirstOrDefault());
    }
}
