using CsCheck;
using FluentAssertions;
using QuantRelu.Circuits;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Tests.Circuits;

public class SwitchBankTests
{
    [Fact]
    public void Over_halves_a_sign_is_one_connection_whose_code_is_the_stored_bit()
    {
        SwitchCodes sign = Codebook.Halves.SwitchOf(SwitchKind.Sign);
        (sign.Copies, sign.Scale).Should().Be((1, Dyadic.Half));
        sign[-1].ToArray().Should().Equal(0);
        sign[1].ToArray().Should().Equal(1);
        ((Action)(() => sign[0].ToArray())).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_switch_of_any_codebook_makes_its_choices_with_equally_many_values() =>
        Gen.Select(Codebooks.Any, Gen.OneOf(Gen.Const(SwitchKind.Ternary), Gen.Const(SwitchKind.Sign))).Sample((book, kind) =>
        {
            SwitchCodes codes = book.SwitchOf(kind);
            foreach (int choice in kind == SwitchKind.Sign ? [-1, 1] : new[] { -1, 0, 1 })
            {
                codes[choice].ToArray().Aggregate((Rational)0, (sum, c) => sum + book[c]).Should().Be(choice * (Rational)codes.Scale);
                codes[choice].Length.Should().Be(codes.Copies);
            }
        }, iter: 100);

    // 3 cells × 4 columns, each the sum over all cells with a sign of its own: Σ_j ±s·x_j, by names and whatever else the stage holds.
    [Fact]
    public void A_table_of_signs_is_set_by_name_and_read_by_column() =>
        Gen.Select(Gen.Bool.Array[12], Gen.Int[0, 16].Array[3]).Sample((bits, at) =>
        {
            OpenNetwork open = Crossbar(columns: 4).Open(CodebookFamily.Halves, precision: 1);
            SwitchBank bank = open.Bank("signs");
            (bank.Copies, bank.Slots).Should().Be((3, 4));
            ImmutableArray<ushort> codes = [.. bits.Select(b => (ushort)(b ? 1 : 0))];
            Network network = open.With(new Dictionary<string, ImmutableArray<ushort>> { ["signs"] = codes });
            network.Validate().Should().BeEmpty();
            Dyadic[] x = [.. at.Select(k => Dyadic.Create(k, -4))];
            Dyadic[] sums = [.. Enumerable.Range(0, 4)
                .Select(c => Enumerable.Range(0, 3).Aggregate(default(Dyadic), (sum, j) => sum + ((bits[(4 * j) + c] ? 1 : -1) * Dyadic.Half * x[j])))];
            ExactEvaluator.Evaluate(network, x).Should().Equal(sums.Select(v => (Rational)v));
        }, iter: 100);

    [Fact]
    public void Signs_change_codes_alone_and_take_a_weight_and_a_code_for_each_bit()
    {
        OpenNetwork open = Crossbar(columns: 64).Open(CodebookFamily.Halves, precision: 1);
        Network set = open.With(new Dictionary<string, ImmutableArray<ushort>> { ["signs"] = [.. Enumerable.Range(0, 192).Select(k => (ushort)(k % 2))] });
        TopologyHash.Of(set).Should().Be(TopologyHash.Of(open.Topology));
        set.Count().Layers[^1].Connections.Should().Be(192);
        set.Stages[^1].Arrays[0].Block.Layers[^1].Weights.Should().Be(64, "the rows of one cell stand once, whatever the number of cells");
    }

    [Fact]
    public void A_bank_that_is_not_there_or_has_other_codes_is_refused_by_name()
    {
        OpenNetwork open = Crossbar(columns: 4).Open(CodebookFamily.Halves, precision: 1);
        ((Action)(() => open.Bank("betas"))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*betas*signs*");
        ((Action)(() => open.With(new Dictionary<string, ImmutableArray<ushort>> { ["signs"] = [0] }))).Should().Throw<ArgumentException>()
            .WithMessage("*signs*12*1*");
    }

    [Fact]
    public void Signs_and_three_way_switches_stand_side_by_side_in_one_circuit()
    {
        var circuit = new Circuit(2);
        LinearForm mixed = circuit.Sign(circuit.Input(0)) + circuit.Switch(circuit.Input(1));
        RealizedCircuit realized = Realization.Realize(circuit, [new CircuitOutput(mixed)], Codebook.Halves);
        (realized.Block.Slots, realized.InputCopies[0], realized.InputCopies[1]).Should().Be((3, 1, 2));
        BlockArray array = BlockArray.Single(realized.Block).WithCodes([1, .. Codes(-1)]);
        ExactEvaluator.Evaluate(new Network(3, Codebook.Halves, [new Stage([array])]), 1, Dyadic.Create(1, -2), Dyadic.Create(1, -2))
            .Should().Equal((Rational)Dyadic.Half - Dyadic.Create(1, -2));

        static IEnumerable<ushort> Codes(int choice) => Codebook.Halves.Switch[choice].ToArray().Select(c => (ushort)c);
    }

    // Every cell holds its input and gives it, under a sign for each column, to sums that all cells share.
    private static StagedCircuit Crossbar(int columns)
    {
        var cell = new Circuit(1);
        LinearForm held = cell.Relu(2 * cell.Input(0), "cell");
        var array = new CircuitArray(
            cell, [.. Enumerable.Range(0, columns).Select(_ => cell.Sign(held))], [new Wiring([3], [new Source(0, 0, OutputStrides: [1])])])
        { Bank = "signs" };
        return new StagedCircuit(3, [CircuitStage.Entry(3), new CircuitStage([array], Sums: true)]);
    }
}
