using CsCheck;
using FluentAssertions;
using QuantRelu.Certification;
using QuantRelu.Constructions.Paper;
using QuantRelu.Subnetworks;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Certification;

public class LinearPieceTests
{
    private static readonly Gen<Network> Theorem1 =
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[0, 2], Codebooks.Any, Gen.Int)
            .Select((n, logGrid, r, scale, book, seed) => SampleNetworks.Random(new(1, n, logGrid, r, 4), scale, book, seed));

    [Fact]
    public void The_pieces_of_random_networks_are_the_network_at_ends_and_inside() =>
        RandomNetworks.Any.Sample(network => AreTheNetwork(network, [.. LinearPiece.Of(network)]), iter: 80);

    [Fact]
    public void The_pieces_of_networks_of_Theorem_1_are_the_network_at_ends_and_inside() =>
        Theorem1.Sample(network => AreTheNetwork(network, [.. LinearPiece.Of(network)]), iter: 5);

    [Theory]
    [InlineData("sine", 2)]
    [InlineData("zigzag", 3)]
    public void The_pieces_of_networks_of_Theorem_3_are_the_network_at_ends_and_inside(string target, int lambda)
    {
        // Their copies stand at a selection of grid points.
        Network network = PaperConstructions.Dependent.Build(
            new NetworkRequest(NamedTargets.Get(target).Target, Rational.Parse("0.05")) { Family = CodebookFamily.Nonlinear(lambda) }).Network;
        LinearPiece[] pieces = [.. LinearPiece.Of(network)];
        pieces.Length.Should().BeGreaterThan(5);
        AreTheNetwork(network, pieces).Should().BeTrue();
    }

    [Fact]
    public void Random_networks_have_pieces_enough_to_be_a_test()
    {
        int[] counts = [.. Enumerable.Range(0, 300).Select(seed => LinearPiece.Of(RandomNetworks.Of(seed, Codebook.Halves)).Count())];
        counts.Count(c => c > 2).Should().BeGreaterThan(40);
        counts.Max().Should().BeGreaterThan(4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(9)]
    public void The_squarer_has_its_2_to_the_r_pieces_at_multiples_of_2_to_the_minus_r(int r)
    {
        LinearPiece[] pieces = [.. LinearPiece.Of(Standalone.Square(r, CodebookFamily.Halves).Network)];
        pieces.Select(p => p.From).Should().Equal(Enumerable.Range(0, 1 << r).Select(k => Rational.Create(k, 1 << r)));
        pieces.Should().OnlyContain(p => p.Slope == p.From + p.To, "a chord of x² has the sum of its ends as slope");
    }

    [Fact]
    public void Integers_that_outgrow_128_bits_give_the_same_exact_pieces()
    {
        // 70 teeth take more than 128 fraction bits; near 0 the first chord of x² has slope 2^-70.
        LinearPiece first = LinearPiece.Of(Standalone.Square(70, CodebookFamily.Halves).Network).First();
        first.From.Should().Be((Rational)0);
        first.To.Should().Be((Rational)Dyadic.PowerOfTwo(-70));
        first.Slope.Should().Be((Rational)Dyadic.PowerOfTwo(-70));
    }

    [Fact]
    public void A_network_with_two_inputs_is_refused()
    {
        Action read = () => LinearPiece.Of(SampleNetworks.Random(new(2, 1, 1, 1, 4), 0, Codebook.Halves, 1));
        read.Should().Throw<ArgumentException>().WithMessage("*1 input*2*");
    }

    private static bool AreTheNetwork(Network network, LinearPiece[] pieces)
    {
        bool covers = pieces[0].From.IsZero && pieces[^1].To == 1 && pieces.Zip(pieces.Skip(1)).All(p => p.First.To == p.Second.From);
        bool distinct = pieces.Zip(pieces.Skip(1)).All(p => (p.First.Constant, p.First.Slope) != (p.Second.Constant, p.Second.Slope));
        int step = Math.Max(1, pieces.Length / 12);
        return covers && distinct && pieces.Where((_, i) => i % step == 0).All(p =>
            new[] { p.From, p.To, (p.From + p.To) / 2, ((3 * p.From) + p.To) / 4 }.All(u => ExactEvaluator.Evaluate(network, [u])[0] == p.At(u)));
    }
}
