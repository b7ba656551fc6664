using System.Numerics;
using CsCheck;
using FluentAssertions;
using QuantRelu.Circuits;
using QuantRelu.Graph;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Tests.Subnetworks;

/// <summary>Numbers in base λ over the linear codebooks of an even λ that is no power of two.</summary>
public class DigitTests
{
    private static readonly Gen<int> Bases = Gen.OneOf(Gen.Const(6), Gen.Const(10), Gen.Const(12), Gen.Const(14), Gen.Const(100));
    private static readonly Gen<Rational> Weights = Gen.Select(Gen.Int[-1000, 1000], Gen.Int[0, 3])
        .Select((w, k) => k == 0 ? (Rational)Math.Sign(w) : Rational.Create(w, 1000));

    [Fact]
    public void A_digit_makes_every_choice_of_three_values()
    {
        foreach (int lambda in new[] { 6, 10, 12, 100 })
        {
            Codebook book = Codebook.Linear(lambda);
            SwitchCodes codes = book.SwitchOf(SwitchKind.Digit);
            (codes.Copies, codes.Most).Should().Be((3, lambda - 2));
            for (int choice = -codes.Most; choice <= codes.Most; choice++)
            {
                codes[choice].ToArray().Aggregate((Rational)0, (sum, c) => sum + book[c]).Should().Be(Rational.Create(choice, lambda));
            }
        }

        foreach (Codebook other in new[] { Codebook.Halves, Codebook.Linear(8), Codebook.Nonlinear(4, 20), new([-1, Rational.Create(1, 6), Dyadic.Half]) })
        {
            ((Action)(() => other.SwitchOf(SwitchKind.Digit))).Should().Throw<SwitchException>();
        }
    }

    // |w - w'| ≤ λ^-D/2 ≤ 2^-t/2, with the value of the network itself.
    [Fact]
    public void The_connection_multiplies_by_a_weight_within_half_of_the_last_place_for_inputs_of_both_signs() =>
        Gen.Select(Bases, Gen.Int[1, 20], Weights, Gen.Int[-4096, 4096], Gen.Int[1, 5]).Sample((lambda, t, w, k, reach) =>
        {
            Dyadic x = Dyadic.Create(k, -12);
            Codebook book = Codebook.Linear(lambda);
            AdjustableWeight connection = AdjustableWeight.Over(book, t, reach);
            BigInteger units = (reach * w / connection.Step).Round();
            Rational made = Rational.Create(units, 1) * connection.Step;
            Rational value = SubnetworkCase.At(With(Topology(connection, book), connection, units), x);
            return value == made * x && Rational.Abs(made - (reach * w)) <= connection.Step / 2 && connection.Step <= Dyadic.PowerOfTwo(-t)
                && connection.Step * lambda > Dyadic.PowerOfTwo(-t);
        }, iter: 60);

    // D - 1 weights of 1/λ and one of the digit, D = ⌈t/log λ⌉, behind the layer of parts and the weight input.
    [Theory]
    [InlineData(6, 1)]
    [InlineData(6, 39)]
    [InlineData(10, 39)]
    [InlineData(12, 100)]
    [InlineData(14, 23)]
    public void Its_depth_is_t_over_log_lambda(int lambda, int t)
    {
        Codebook book = Codebook.Linear(lambda);
        var circuit = new Circuit(2);
        LinearForm form = AdjustableWeight.Over(book, t, 1).Of(circuit, circuit.Input(0) - circuit.Input(1));
        int places = (int)Math.Ceiling((t / Math.Log2(lambda)) - 1e-9);
        Realization.Depth(circuit, [form], book).Should().Be(3 + Math.Max(1, places - 1));
    }

    [Fact]
    public void The_topology_does_not_depend_on_the_weight() =>
        Gen.Select(Bases, Gen.Int[1, 10], Weights, Weights).Sample((lambda, t, v, w) =>
        {
            Codebook book = Codebook.Linear(lambda);
            AdjustableWeight connection = AdjustableWeight.Over(book, t, 1);
            Network topology = Topology(connection, book);
            return TopologyHash.Of(With(topology, connection, connection.Units(v))) == TopologyHash.Of(With(topology, connection, connection.Units(w)));
        }, iter: 20);

    [Fact]
    public void A_chain_is_on_its_side_of_the_power_of_two_with_the_fewest_weights_or_one_more()
    {
        foreach (int lambda in new[] { 6, 10, 12, 14, 18, 20, 22, 24, 26, 28, 30, 60, 100, 300 })
        {
            for (int e = 1; e <= 60; e++)
            {
                int least = (int)Math.Ceiling((e / Math.Log2(lambda)) - 1e-9);
                DigitChain below = DigitChain.AtMost(lambda, e), near = DigitChain.NearBelow(lambda, e), above = DigitChain.AtLeast(lambda, e);
                foreach (DigitChain chain in new[] { below, near, above })
                {
                    chain.Digits.Should().OnlyContain(a => a >= 1 && a < lambda);
                    chain.Digits.Aggregate((Rational)1, (p, a) => p * a / lambda).Should().Be(chain.Value);
                    (chain.Value * Rational.Create(BigInteger.One << e, 1)).Should().Be(chain.Ratio);
                }

                below.Digits.Length.Should().Be(least);
                near.Digits.Length.Should().BeInRange(least, least + 1);
                above.Digits.Length.Should().BeInRange(least, least + 1);
                ((double)below.Ratio).Should().BeInRange(0.5, 1);
                ((double)near.Ratio).Should().BeInRange(0.75, 1);
                ((double)above.Ratio).Should().BeInRange(1, 1.32);
            }
        }
    }

    [Fact]
    public void A_constant_in_base_lambda_is_exact() =>
        Gen.Select(Bases, Gen.Int[-100_000, 100_000], Gen.Int[0, 4]).Sample((lambda, k, places) =>
        {
            Rational constant = Rational.Create(k, BigInteger.Pow(lambda, places));
            var circuit = new Circuit(1);
            return ExactEvaluator.Evaluate(Realization.ToNetwork(circuit, [circuit.Constant(constant, lambda)], Codebook.Linear(lambda)), Dyadic.Half)[0]
                == constant;
        }, iter: 60);

    private static Network Topology(AdjustableWeight connection, Codebook book) => SubnetworkCase.Signed(1, (c, x) => connection.Of(c, x[0]), book);

    private static Network With(Network topology, AdjustableWeight connection, BigInteger units)
    {
        BlockArray array = topology.Stages[1].Arrays[0];
        var slots = new ushort[array.Block.Slots];
        connection.Write(units, topology.Codebook, slots);
        return new Network(1, topology.Codebook, [topology.Stages[0], new Stage([array.WithCodes([.. slots])])]);
    }
}
