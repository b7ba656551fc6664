using CsCheck;
using FluentAssertions;
using QuantRelu.Activations;
using QuantRelu.Formats;
using QuantRelu.Graph;
using QuantRelu.Graph.Rewriting;
using QuantRelu.Tests.Evaluation;
using Xunit;

namespace QuantRelu.Tests.Activations;

public class ActivationChangeTests
{
    private static readonly Gen<Activation> Others = Gen.Frequency(
        (1, Gen.Const(Activation.Relu6)),
        (2, Gen.Select(Gen.Int[1, 8], Gen.Int[9, 12]).Select((p, q) => Activation.LeakyRelu(Rational.Create(p, q)))));

    private static readonly Gen<Rational[]> Points = Gen.Int[0, 60].Array[2].Select(k => k.Select(i => Rational.Create(i, 60)).ToArray());

    private static Rational Exactly(Network network, Rational[] point) => ExactEvaluator.Evaluate(network, [.. point.Take(network.Inputs)])[0];

    [Fact]
    public void The_rewritten_network_computes_exactly_the_same_function_and_is_sound() =>
        Gen.Select(SampleNetworks.Any, Others, Points).Sample((network, activation, point) =>
        {
            Network changed = ActivationChange.To(network, activation);
            return changed.Activation == activation && changed.Validate().Length == 0 && Exactly(changed, point) == Exactly(network, point);
        }, iter: 25);

    [Fact]
    public void Exact_evaluation_applies_the_activation_as_defined() =>
        Gen.Select(SampleNetworks.Any, Others, Points).Sample((network, activation, point) =>
        {
            // Not rewritten: units do become negative, and above 6, where the activations differ.
            var other = new Network(network.Inputs, network.Codebook, network.Stages, activation);
            return Exactly(other, point) == FlatReference.Evaluate(other, [.. point.Take(network.Inputs)]);
        }, iter: 20);

    [Fact]
    public void Any_network_of_another_activation_has_a_form_in_relu_units() =>
        Gen.Select(SampleNetworks.Any, Others, Points).Sample((network, activation, point) =>
        {
            var other = new Network(network.Inputs, network.Codebook, network.Stages, activation);
            Network relu = ReluForm.Of(other);
            return relu.Activation == Activation.Relu && relu.Validate().Length == 0 && Exactly(relu, point) == Exactly(other, point);
        }, iter: 20);

    [Fact]
    public void A_network_of_hardly_any_weights_is_rewritten_too()
    {
        // One bias and no weight: the rewritten network would use a single value, and a codebook has two.
        var lonely = new SparseLayer([0, 0], [], [], [0]);
        var output = new SparseLayer([0, 0], [], [], [SparseLayer.NoBias]);
        Stage stage = new([BlockArray.Single(new Block(1, [lonely, output]))]);
        foreach (Activation activation in new[] { Activation.Relu6, Activation.LeakyRelu(Dyadic.Half) })
        {
            Network changed = ReluForm.Of(new Network(1, Codebook.Halves, [stage], activation));
            changed.Codebook.Count.Should().BeGreaterThanOrEqualTo(2);
            Exactly(changed, [1]).Should().Be((Rational)0);
            Exactly(ActivationChange.To(new Network(1, Codebook.Halves, [stage]), activation), [1]).Should().Be((Rational)0);
        }
    }

    [Fact]
    public void Units_that_reach_6_are_capped()
    {
        var book = new Codebook([2, 4]);
        Network network = new(1, book, [new Stage(
            [BlockArray.Single(new Block(1, [.. Enumerable.Repeat(0, 3).Select(_ => new SparseLayer([0, 1], [0], [1], [-1]))]))])], Activation.Relu6);
        Exactly(network, [1]).Should().Be(24, "4·1 = 4, 4·4 is capped at 6, and 4·6 = 24");
        new FastEvaluator(network).Evaluate(1).Should().Be(24);
    }

    [Fact]
    public void Fast_values_are_next_to_the_exact_ones() =>
        Gen.Select(SampleNetworks.Any, Others, Gen.Double[0, 1].Array[2]).Sample((network, activation, at) =>
        {
            Network changed = ActivationChange.To(network, activation);
            double[] point = at[..network.Inputs];
            double exact = (double)ExactEvaluator.Evaluate(changed, point.Select(Dyadic.FromDouble).ToArray())[0];
            return Math.Abs(new FastEvaluator(changed).Evaluate(point) - exact) < 1e-9;
        }, iter: 12);

    [Fact]
    public void Growth_is_by_a_constant_factor() =>
        Gen.Select(SampleNetworks.Any, Others).Sample((network, activation) =>
        {
            ConstructedNetwork changed = ActivationChange.To(SampleNetworks.WithProvenance(network), activation);
            NetworkCounts before = network.Count(), after = changed.Network.Count();
            bool capped = activation.Ceiling is not null;
            return after.Depth == before.Depth
                && after.Units == (capped ? before.Units : (2 * before.Units) - network.Outputs)
                && after.Weights <= (capped ? 1 : 4) * before.Weights
                && changed.Network.Codebook.Count <= (capped ? 3 : 6) * network.Codebook.Count
                && changed.Provenance.Parameters["reluWeights"] == $"{before.Weights}"
                && changed.Provenance.Parameters["reluUnits"] == $"{before.Units}";
        }, iter: 30);

    [Fact]
    public void Both_formats_keep_the_activation() =>
        Gen.Select(SampleNetworks.Any, Others).Sample((network, activation) =>
        {
            ConstructedNetwork changed = ActivationChange.To(SampleNetworks.WithProvenance(network), activation);
            using var binary = new MemoryStream();
            using var json = new MemoryStream();
            NetworkFile.Write(changed, binary);
            JsonExport.Write(changed, json);
            return new[] { NetworkFile.Read(new MemoryStream(binary.ToArray())), JsonImport.Read(new MemoryStream(json.ToArray())) }
                .All(loaded => loaded.Network.Activation == activation && loaded.Network.SameAs(changed.Network));
        }, iter: 10);

    [Theory]
    [InlineData("relu")]
    [InlineData("relu6")]
    [InlineData("leaky:1/4")]
    [InlineData("leaky:0.1")]
    public void Names_are_read(string name) => Activation.Find(name).Should().NotBeNull();

    [Theory]
    [InlineData("leaky:0")]
    [InlineData("leaky:1")]
    [InlineData("leaky:")]
    [InlineData("leaky:-1/2")]
    [InlineData("elu")]
    [InlineData("")]
    public void Other_names_are_none(string name) => Activation.Find(name).Should().BeNull();

    [Fact]
    public void Only_relu_networks_are_rewritten()
    {
        Network leaky = ActivationChange.To(SampleNetworks.Random(new(1, 1, 1, 1, 4), 0, Codebook.Halves, 1), Activation.LeakyRelu(Rational.Create(1, 3)));
        Action again = () => ActivationChange.To(leaky, Activation.Relu6);
        again.Should().Throw<ArgumentException>().WithMessage("*leaky:1/3*only ReLU*");
        Action slope = () => Activation.LeakyRelu(1);
        slope.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*above 0 and below 1*");
    }
}
