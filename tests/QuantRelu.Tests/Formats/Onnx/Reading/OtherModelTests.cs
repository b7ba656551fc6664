using CsCheck;
using FluentAssertions;
using Microsoft.ML.OnnxRuntime;
using QuantRelu.Certification;
using QuantRelu.Formats.Onnx;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Tests.Formats.Onnx.Reading;

/// <summary>Models of other programs: read exactly, as plain loops over their numbers say, and as ONNX Runtime does but for its rounding.</summary>
public class OtherModelTests
{
    private static readonly Gen<(int, int, int, bool)> Shapes = Gen.Select(Gen.Int, Gen.Int[1, 3], Gen.Int[1, 3], Gen.Bool);

    private static ConstructedNetwork Read(byte[] file, Domain? domain = null) => OnnxImport.Read(new MemoryStream(file), domain);

    private static Rational Exact(float value) => Dyadic.FromDouble(value);

    // W_2·max(W_1·x + b_1, 0) + b_2 and so on, by loops.
    private static Rational[] Forward((float[,] W, float[] B)[] layers, Rational[] x)
    {
        for (int l = 0; l < layers.Length; l++)
        {
            (float[,] w, float[] b) = layers[l];
            var sums = new Rational[b.Length];
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] = Exact(b[i]);
                for (int j = 0; j < x.Length; j++)
                {
                    sums[i] += Exact(w[i, j]) * x[j];
                }

                sums[i] = l < layers.Length - 1 && sums[i].Sign < 0 ? default : sums[i];
            }

            x = sums;
        }

        return x;
    }

    private static (float[,] W, float[] B)[] Layers(Random random, params int[] units) => [.. Enumerable.Range(1, units.Length - 1).Select(l =>
    {
        var w = new float[units[l], units[l - 1]];
        for (int i = 0; i < w.Length; i++)
        {
            // Some zeros: no connections.
            w[i / units[l - 1], i % units[l - 1]] = random.Next(4) == 0 ? 0 : (float)(random.NextDouble() - 0.5);
        }

        return (w, Enumerable.Range(0, units[l]).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray());
    })];

    private static byte[] File((float[,] W, float[] B)[] layers, int inputs, bool isGemm)
    {
        var file = new ModelFile(inputs);
        string from = "u";
        for (int l = 0; l < layers.Length; l++)
        {
            (float[,] w, float[] b) = layers[l];
            (int rows, int columns) = (w.GetLength(0), w.GetLength(1));
            string sum = l == layers.Length - 1 ? "y" : $"z{l}";
            if (isGemm)
            {
                file.Floats($"W{l}", [rows, columns], [.. w.Cast<float>()]).Floats($"b{l}", [rows], b)
                    .Node("Gemm", [from, $"W{l}", $"b{l}"], sum, ModelFile.Integer("transB", 1));
            }
            else
            {
                file.Floats($"W{l}", [columns, rows], [.. Enumerable.Range(0, columns * rows).Select(i => w[i % rows, i / rows])]).Floats($"b{l}", [1, rows], b)
                    .Node("MatMul", [from, $"W{l}"], $"p{l}").Node("Add", [$"b{l}", $"p{l}"], sum);
            }

            if (sum != "y")
            {
                file.Node("Relu", [sum], from = $"u{l + 1}");
            }
        }

        return file.ToBytes();
    }

    [Fact]
    public void Dense_networks_are_what_loops_over_their_numbers_compute_on_any_box() => Shapes.Sample((seed, inputs, outputs, gemm) =>
    {
        var random = new Random(seed);
        (float[,] W, float[] B)[] layers = Layers(random, inputs, 5, 4, outputs);
        (Rational, Rational) Side() => (Rational.Create(-random.Next(1, 9), 7), Rational.Create(random.Next(1, 9), 3));
        Domain domain = Domain.Create([.. Enumerable.Range(0, inputs).Select(_ => Side())]);
        ConstructedNetwork read = Read(File(layers, inputs, gemm), domain);
        read.Provenance.Domain.Should().Be(domain);
        read.Network.Codebook.IsFree.Should().BeTrue();
        read.Network.Validate().Should().BeEmpty();
        Rational[] u = [.. Enumerable.Range(0, inputs).Select(_ => Rational.Create(random.Next(0, 12), 11))];
        ExactEvaluator.Evaluate(read.Network, u).Should().Equal(Forward(layers, [.. u.Select((v, i) => domain.FromUnit(i, v))]));
        read.Network.Count().Weights.Should().BeLessThanOrEqualTo((5 * (inputs + 1)) + (4 * 6) + (outputs * 5));
    }, iter: 60, threads: 1);

    public static TheoryData<string, byte[]> Variants()
    {
        float[] w = [0.5f, -1.25f, 0.75f, 1, -0.5f, 0.25f], b = [0.25f, -0.125f, 0.5f];
        ModelFile With(int version = 13) => new ModelFile(2) { Version = version }.Floats("W", [2, 3], w).Floats("V", [3, 2], w).Floats("b", [3], b)
            .Floats("c", [3, 1], b)
            .Floats("two", [], 2).Floats("h", [1, 2], 0.5f, -0.25f);
        return new TheoryData<string, byte[]>
        {
            { "Gemm with factors", With().Node("Gemm", ["u", "W", "b"], "z", ModelFile.Single("alpha", 0.5f), ModelFile.Single("beta", 3))
                .Node("Relu", ["z"], "y").ToBytes() },
            { "Gemm from the left", With().Node("Gemm", ["V", "u", "c"], "z", ModelFile.Integer("transB", 1)).Node("Relu", ["z"], "y").ToBytes() },
            { "Gemm, both turned", With().Node("Gemm", ["W", "u"], "z", ModelFile.Integer("transA", 1), ModelFile.Integer("transB", 1))
                .Node("Relu", ["z"], "y").ToBytes() },
            { "MatMul from the left", With().Node("Transpose", ["u"], "t").Node("MatMul", ["V", "t"], "z").Node("Relu", ["z"], "y").ToBytes() },
            { "MatMul with a row", With().Integers("flat", 2).Node("Reshape", ["u", "flat"], "f").Node("MatMul", ["f", "W"], "z").Node("Relu", ["z"], "y")
                .ToBytes() },
            { "normalized inputs", With().Node("Sub", ["u", "h"], "s").Node("Div", ["s", "h"], "d").Node("MatMul", ["d", "W"], "z").Node("Relu", ["z"], "y")
                .ToBytes() },
            { "scaled outputs", With().Node("MatMul", ["u", "W"], "z").Node("Relu", ["z"], "r").Node("Mul", ["two", "r"], "m").Node("Neg", ["m"], "n")
                .Node("Sum", ["n", "b", "two"], "y").ToBytes() },
            { "a skip connection", With().Node("MatMul", ["u", "W"], "z").Node("Relu", ["z"], "r").Node("MatMul", ["r", "V"], "p").Node("Add", ["p", "u"], "q")
                .Node("Relu", ["q"], "s").Node("Sub", ["s", "u"], "y").ToBytes() },
            { "two branches of unequal depth", With().Node("MatMul", ["u", "W"], "z").Node("Relu", ["z"], "r").Node("MatMul", ["r", "V"], "p")
                .Node("Relu", ["p"], "q")
                .Node("Concat", ["u", "q", "h"], "a", ModelFile.Integer("axis", 1)).Node("Relu", ["a"], "o")
                .Node("ReduceSum", ["o"], "y", ModelFile.Integer("keepdims", 0)).ToBytes() },
            { "leaky units", With().Node("Gemm", ["u", "W", "b"], "z").Node("LeakyRelu", ["z"], "r", ModelFile.Single("alpha", 0.2f))
                .Node("MatMul", ["r", "V"], "y").ToBytes() },
            { "units up to 6", With().Floats("zero", [], 0).Floats("six", [], 6).Node("Gemm", ["u", "W", "b"], "z", ModelFile.Single("alpha", 40))
                .Node("Clip", ["z", "zero", "six"], "r").Node("MatMul", ["r", "V"], "y").ToBytes() },
            { "axes", With().Integers("axes", 0, 3).Node("Unsqueeze", ["u", "axes"], "e").Node("Relu", ["e"], "r").Node("Squeeze", ["r", "axes"], "s")
                .Node("Flatten", ["s"], "f").Node("MatMul", ["f", "W"], "y").ToBytes() },
            { "old axes", With(11).Node("Unsqueeze", ["u"], "e", ModelFile.Several("axes", 0, 3)).Node("Relu", ["e"], "r").Node("Squeeze", ["r"], "s")
                .Node("Identity", ["s"], "y").ToBytes() },
            { "places", With().Integers("places", 1, 0, -1).Node("Gather", ["u", "places"], "g", ModelFile.Integer("axis", 1)).Node("Add", ["g", "b"], "a")
                .Node("Relu", ["a"], "y").ToBytes() },
            { "a constant operator", With().Add(Constant("k", [3, 1], b)).Node("MatMul", ["u", "W"], "z").Node("Relu", ["z"], "r").Node("Dropout", ["r"], "d")
                .Node("MatMul", ["d", "k"], "y").ToBytes() },
            { "computed constants", With().Node("Transpose", ["V"], "t").Node("Mul", ["t", "two"], "m").Node("Relu", ["m"], "p")
                .Node("MatMul", ["u", "p"], "y").ToBytes() },
            { "a shape", With().Node("Shape", ["b"], "s").Node("Expand", ["two", "s"], "e").Node("MatMul", ["u", "W"], "z").Node("Add", ["z", "e"], "a")
                .Node("Relu", ["a"], "y").ToBytes() },
        };

        static QuantRelu.Formats.Protobuf.ProtoMessage Constant(string name, long[] shape, float[] values)
        {
            var tensor = ModelFile.Shaped(shape).Add(2, 1).Add(4, values.Length * 4, s => s.Write(values.SelectMany(BitConverter.GetBytes).ToArray()));
            byte[] value = ModelFile.Value(tensor);
            return new QuantRelu.Formats.Protobuf.ProtoMessage().Add(2, name).Add(4, "Constant").Add(5, value.Length, s => s.Write(value));
        }
    }

    [Theory]
    [MemberData(nameof(Variants), DisableDiscoveryEnumeration = true)]
    public void What_exporters_write_is_read_as_ONNX_Runtime_computes_it(string variant, byte[] file)
    {
        ConstructedNetwork read = Read(file);
        read.Network.Validate().Should().BeEmpty();
        using InferenceSession session = OnnxRun.Load(file);
        for (int k = 0; k < 25; k++)
        {
            Rational[] u = [Rational.Create(k % 5, 4), Rational.Create(k / 5, 4)];
            double[] expected = [.. OnnxRun.Evaluate(session, [u]).Select(y => (double)y)];
            double[] values = [.. ExactEvaluator.Evaluate(read.Network, u).Select(y => (double)y)];
            values.Length.Should().Be(expected.Length, variant);
            values.Zip(expected).Should().OnlyContain(p => Math.Abs(p.First - p.Second) < 1e-5, variant);
        }
    }

    [Fact]
    public void One_output_of_several_is_a_network_of_its_own()
    {
        Network network = Read(File(Layers(new Random(5), 2, 4, 3), 2, isGemm: true)).Network;
        Rational[] u = [Rational.Create(1, 3), Rational.Create(2, 7)];
        ImmutableArray<Rational> all = ExactEvaluator.Evaluate(network, u);
        all.Should().HaveCount(3).And.OnlyHaveUniqueItems();
        Enumerable.Range(0, 3).Select(i => ExactEvaluator.Evaluate(network.OnlyOutput(i), u).Single()).Should().Equal(all);
        ((Action)(() => network.OnlyOutput(3))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*3 outputs*");
        ((Action)(() => network.OnlyOutput(-1))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Numbers_of_every_type_are_exact()
    {
        double third = 1.0 / 3;
        byte[] file = new ModelFile(1).Doubles("W", [1, 1], third).Halves("b", [1], 0.0999755859375f).Node("Gemm", ["u", "W", "b"], "y").ToBytes();
        ExactEvaluator.Evaluate(Read(file).Network, [(Rational)1])[0].Should().Be(Dyadic.FromDouble(third) + Dyadic.FromDouble(0.0999755859375));
    }

    [Fact]
    public void An_error_is_proved_of_a_network_of_another_program_on_another_box()
    {
        // |x| from -3 to 5 against x^2/2, whose distance is greatest, 15/2, at 5.
        byte[] file = new ModelFile(1).Floats("W", [1, 2], 1, -1).Floats("v", [2, 1], 1, 1).Node("MatMul", ["u", "W"], "z").Node("Relu", ["z"], "r")
            .Node("MatMul", ["r", "v"], "y").ToBytes();
        Domain domain = Domain.Parse("-3:5", 1);
        CertificationResult result = ErrorCertification.Certify(Read(file, domain).Network, Target.Parse("x^2/2").On(domain));
        result.Error!.Lower.Should().BeGreaterThan(Dyadic.Create(15, -1) - Dyadic.PowerOfTwo(-6));
        ((Rational)result.Error.Upper).Should().BeGreaterThanOrEqualTo(Rational.Create(15, 2)).And.BeLessThan(Rational.Create(76, 10));
    }

    [Fact]
    public void A_network_of_fewer_than_two_weights_is_read()
    {
        ExactEvaluator.Evaluate(Read(new ModelFile(1).Node("Relu", ["u"], "y").ToBytes()).Network, [Rational.Create(2, 3)])
            .Should().Equal(Rational.Create(2, 3));
        ExactEvaluator.Evaluate(Read(new ModelFile(1).Node("Sub", ["u", "u"], "y").ToBytes()).Network, [Rational.Create(2, 3)])
            .Should().Equal(default(Rational));
    }
}
