using System.Collections;
using FluentAssertions;
using QuantRelu.Circuits;
using QuantRelu.Constructions.Paper;
using QuantRelu.Graph;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Architecture;

/// <summary>Nothing that is public can be changed from outside.</summary>
public class ImmutabilityTests
{
    [Fact]
    public void No_public_type_hands_out_or_keeps_what_a_caller_can_change() =>
        string.Join('\n', MutableState.In(typeof(Network).Assembly)).Should().BeEmpty();

    [Fact]
    public void The_check_sees_what_can_be_changed() => MutableState.Of(typeof(Leaking)).Should().BeEquivalentTo(
        "Leaking.Values: hands out IReadOnlyList<Int32>",
        "Leaking.<Values>k__BackingField: keeps IReadOnlyList<Int32>",
        "Leaking.Size: can be set",
        "Leaking.Count: can be set",
        "Leaking.Sorted: returns IReadOnlyList<Int32>",
        "Leaking(values): takes Int32[]");

    [Fact]
    public void No_value_of_the_shared_codebook_can_be_written()
    {
        FluentActions.Invoking(() => ((IList)Codebook.Halves.Values)[0] = (Rational)7).Should().Throw<NotSupportedException>();
        ((object)Codebook.Halves.Values).Should().NotBeAssignableTo<Rational[]>();
        Codebook.Halves[0].Should().Be(-Dyadic.Half);
    }

    [Fact]
    public void A_network_does_not_change_with_the_lists_that_it_was_made_from()
    {
        List<SparseLayer> layers = [new([0, 1], [0], [1], [SparseLayer.NoBias])];
        List<BlockArray> arrays = [BlockArray.Single(new Block(1, layers))];
        List<Stage> stages = [new Stage(arrays)];
        var network = new Network(1, Codebook.Halves, stages);
        layers.Clear();
        arrays.Clear();
        stages.Clear();
        ExactEvaluator.Evaluate(network, Dyadic.One).Should().Equal(Dyadic.Half);
    }

    [Fact]
    public void Parameters_do_not_change_with_the_dictionary_that_they_were_given_in()
    {
        var parameters = new Dictionary<string, string> { ["t"] = "1", ["N"] = "2" };
        var provenance = new Provenance
        {
            Target = "x",
            Domain = Domain.Unit(1),
            Lambda = 2,
            Structure = Structure.Dependent,
            Construction = "paper",
            Parameters = new(parameters)
        };
        parameters["N"] = "3";
        provenance.Parameters.Should().Equal(KeyValuePair.Create("t", "1"), KeyValuePair.Create("N", "2"));
    }

    [Fact]
    public void The_views_of_a_circuit_cannot_be_written()
    {
        var circuit = new Circuit(1);
        circuit.Relu(circuit.Input(0));
        FluentActions.Invoking(() => ((IList<CircuitUnit>)circuit.Units).Clear()).Should().Throw<NotSupportedException>();
    }

    [Fact]
    public void A_built_network_with_all_its_claims_holds_no_array_that_can_be_reached() =>
        Reachable(PaperConstructions.Independent.Build(new NetworkRequest(Target.Parse("x/2"), Rational.Parse("0.3")) { Smoothness = 1 }), [])
            .Where(o => o is Array or IList { IsReadOnly: false } or IDictionary { IsReadOnly: false }).Should().BeEmpty();

    private static IEnumerable<object> Reachable(object? root, HashSet<object> seen)
    {
        if (root is null or string || root.GetType().IsPrimitive || !seen.Add(root))
        {
            return [];
        }

        IEnumerable<object?> parts = root is IEnumerable list
            ? list.Cast<object?>()
            : root.GetType().Assembly == typeof(Network).Assembly
                ? root.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0 && !p.GetMethod!.IsStatic && !p.PropertyType.IsByRefLike)
                    .Select(p => p.GetValue(root))
                : [];
        return parts.SelectMany(p => Reachable(p, seen)).Append(root).ToArray();
    }

    /// <summary>A type with everything that the check is for.</summary>
    private sealed class Leaking(int[] values)
    {
        public int Size = values.Length;

        public IReadOnlyList<int> Values { get; } = values;

        public int Count { get; set; }

        public int Once { get; init; }

        public int[] Sum() => [Values.Sum() + Size];

        public IReadOnlyList<int> Sorted() => [.. Values.Order()];
    }
}
