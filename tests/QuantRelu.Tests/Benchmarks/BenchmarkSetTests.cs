using System.Security.Cryptography;
using System.Text.Json;
using FluentAssertions;
using Microsoft.ML.OnnxRuntime;
using QuantRelu.Benchmarks;
using QuantRelu.Formats.VnnLib;
using QuantRelu.Tests.Formats.Certificates;
using QuantRelu.Tests.Formats.Onnx;
using QuantRelu.Tests.Formats.VnnLib;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Benchmarks;

/// <summary>The truth of a set, from its files alone: witnesses are replayed, and answers found by oracles that share no code with what told them.</summary>
public sealed class BenchmarkSetTests(BenchmarkSetTests.Sets sets) : IClassFixture<BenchmarkSetTests.Sets>
{
    private static readonly BenchmarkOptions Options = new() { Count = 60, Seed = 7, MostWeights = 1500 };

    public sealed class Sets : IDisposable
    {
        internal WrittenSet Narrow { get; } = new(Options);

        internal WrittenSet Strict { get; } = new(Options with { Version = VnnLibVersion.Two });

        public void Dispose()
        {
            Narrow.Dispose();
            Strict.Dispose();
        }
    }

    private IEnumerable<WrittenInstance> All => sets.Narrow.Instances.Concat(sets.Strict.Instances);

    [Fact]
    public void Half_of_the_instances_can_be_satisfied_and_all_families_and_numbers_of_inputs_are_there()
    {
        sets.Narrow.Instances.Should().HaveCount(60);
        sets.Narrow.Instances.Count(i => i.IsSatisfiable).Should().Be(30);
        JsonElement[] networks = [.. sets.Narrow.Truth.GetProperty("networks").EnumerateArray()];
        networks.Select(n => n.GetProperty("family").GetString()).Distinct().Should().BeEquivalentTo(BenchmarkFamily.All.Select(f => f.Name));
        networks.Select(n => n.GetProperty("inputs").GetInt32()).Distinct().Should().BeEquivalentTo([1, 2, 3]);
        networks.Should().OnlyContain(n => n.GetProperty("weights").GetInt64() <= 1500);
        networks.Select(n => n.GetProperty("depth").GetInt32()).Distinct().Count().Should().BeGreaterThan(5);
        sets.Narrow.Instances.Count(i => i.Truth.GetProperty("alternatives").GetArrayLength() == 2).Should().BeInRange(10, 50);
        sets.Narrow.Instances.Select(i => i.Text("side")).Distinct().Should().HaveCount(2);
    }

    [Fact]
    public void Every_witness_is_an_answer_to_the_question_in_exact_arithmetic_on_the_bytes_of_both_files()
    {
        foreach (WrittenInstance instance in All.Where(i => i.IsSatisfiable))
        {
            var model = new ExactVerifier(instance.Model);
            (Rational[] Input, Rational Output) exact = instance.Witness("witness")!.Value;
            foreach ((Rational[] input, Rational output) in new[] { exact, instance.Witness("float32Witness") ?? exact })
            {
                model.Evaluate(input).Should().Be(output, instance.Name);
                instance.Question.Holds(input, output).Should().BeTrue(instance.Name);
            }

            exact.Output.Should().Be(instance.Number("extremum"));
        }
    }

    [Fact]
    public void Onnx_runtime_finds_every_witness_of_float32_numbers_to_be_one_but_for_the_rounding_of_float32_sums()
    {
        int decided = 0;
        foreach (WrittenInstance instance in All.Where(i => i.IsSatisfiable))
        {
            (Rational[] input, Rational output) = (instance.Witness("float32Witness") ?? instance.Witness("witness"))!.Value;
            using InferenceSession session = OnnxRun.Load(instance.Model);
            float value = OnnxRun.Evaluate(session, [input])[0];
            value.Should().BeApproximately((float)(double)output, 1e-5f, instance.Name);
            if (Rational.Abs(output - instance.Number("threshold")) > Rational.Parse("1e-5"))
            {
                instance.Question.Holds(input, Dyadic.FromDouble(value)).Should().BeTrue(instance.Name);
                decided++;
            }
        }

        decided.Should().BeGreaterThan(20);
    }

    [Fact]
    public void The_extremum_is_what_an_oracle_of_simplices_finds_on_the_bytes_and_no_other_value_answers_what_has_no_answer()
    {
        var checkedInputs = new List<int>();
        foreach (WrittenInstance instance in All.Where(i => !i.IsSatisfiable && i.Regions <= (i.Question.Box.Dimension == 3 ? 12 : 70)))
        {
            (Rational least, Rational greatest) = new SimplexOracle(new ExactVerifier(instance.Model)).Range(instance.Question.Box);
            (instance.Text("side") == "maximum" ? greatest : least).Should().Be(instance.Number("extremum"), instance.Name);
            Rational[] somewhere = [.. instance.Question.Box.Sides.Select(s => s.Low)];
            instance.Question.Holds(somewhere, least).Should().BeFalse(instance.Name);
            instance.Question.Holds(somewhere, greatest).Should().BeFalse(instance.Name);
            instance.Question.Holds(somewhere, (least + greatest) / 2).Should().BeFalse(instance.Name);
            checkedInputs.Add(instance.Question.Box.Dimension);
        }

        checkedInputs.Distinct().Should().BeEquivalentTo([1, 2, 3]);
        checkedInputs.Should().HaveCountGreaterThan(35);
    }

    [Fact]
    [Needs(External.Z3)]
    public void Z3_answers_as_the_truth_says()
    {
        WrittenInstance[] small = [.. All.Where(i => i.Model.Length < 3000)];
        small.Length.Should().BeGreaterThan(10);
        foreach (WrittenInstance instance in small)
        {
            string box = string.Concat(instance.Question.Box.Sides.Select((s, k) =>
                $"(assert (and (<= {ExactVerifier.Smt(s.Low)} x{k}) (<= x{k} {ExactVerifier.Smt(s.High)})))\n"));
            string asked = string.Join(' ', instance.Truth.GetProperty("alternatives").EnumerateArray().Select(a => a[0])
                .Select(c => $"({c.GetProperty("relation").GetString()} y {ExactVerifier.Smt(Rational.Parse(c.GetProperty("bound").GetString()!))})"));
            string text = $"{new ExactVerifier(instance.Model).ToSmtLib(instance.Question.Box.Dimension)}{box}(assert (or {asked}))\n(check-sat)\n";
            ProofTool.Run(ExternalTool.Find(External.Z3), text).Trim().Should().Be(instance.Text("answer"), instance.Name);
        }
    }

    [Fact]
    public void Margins_are_at_least_what_was_asked_and_at_most_a_step_of_float32_numbers_more()
    {
        var step = Rational.Create(1, 1 << 23);
        foreach (WrittenInstance instance in All)
        {
            Rational extremum = instance.Number("extremum"), margin = instance.Number("margin");
            Rational asked = instance.Number("askedMargin") * Rational.Abs(extremum);
            margin.Should().Be(Rational.Abs(instance.Number("threshold") - extremum));
            margin.Should().BeGreaterThanOrEqualTo(asked, instance.Name);
            if (!extremum.IsZero)
            {
                margin.Should().BeLessThanOrEqualTo(asked + (2 * step * Rational.Abs(extremum)), instance.Name);
            }
        }

        WrittenInstance[] exact = [.. All.Where(i => i.Number("askedMargin").IsZero)];
        exact.Count(i => i.IsSatisfiable && i.Number("margin").IsZero).Should().BeGreaterThan(3);
        sets.Strict.Instances.Count(i => !i.IsSatisfiable && i.Number("margin").IsZero).Should().BeGreaterThan(2, "2.0 says Y > M");
        sets.Narrow.Instances.Should().NotContain(i => !i.IsSatisfiable && i.Number("margin").IsZero, "1.0 cannot say Y > M");
    }

    [Fact]
    public void The_versions_ask_the_same_questions_about_the_same_networks_but_for_strict_ones()
    {
        foreach ((WrittenInstance one, WrittenInstance two) in sets.Narrow.Instances.Zip(sets.Strict.Instances))
        {
            one.Model.Should().Equal(two.Model);
            (one.Name, one.Text("answer"), one.Text("extremum")).Should().Be((two.Name, two.Text("answer"), two.Text("extremum")));
            one.Question.Box.Should().Be(two.Question.Box);
            if (one.IsSatisfiable || !two.Number("margin").IsZero)
            {
                one.Text("threshold").Should().Be(two.Text("threshold"));
            }
        }
    }

    [Fact]
    public void Questions_name_their_networks_and_the_tables_say_what_the_truth_says()
    {
        WrittenSet set = sets.Narrow;
        foreach (WrittenInstance instance in set.Instances)
        {
            string onnx = instance.Text("onnx"), digest = Convert.ToHexStringLower(SHA256.HashData(instance.Model));
            instance.Question.Comments[0].Should().Be($"; network: {onnx}, sha256 {digest}");
            JsonElement network = set.Truth.GetProperty("networks").EnumerateArray().Single(n => n.GetProperty("onnx").GetString() == onnx);
            network.GetProperty("sha256").GetString().Should().Be(digest);
        }

        File.ReadAllLines(set.PathOf("instances.csv")).Should().Equal(set.Instances.Select(i => $"{i.Text("onnx")},{i.Text("vnnlib")},60"));
        string[] table = File.ReadAllLines(set.PathOf("truth.csv"));
        table[0].Should().StartWith("instance,answer,extremum,margin,witness,");
        table.Skip(1).Select(l => string.Join(',', l.Split(',')[..5])).Should().Equal(set.Instances.Select(i => string.Join(
            ',', i.Name, i.Text("answer"), i.Text("extremum"), i.Text("margin"), i.Witness("witness") is { } w ? string.Join(' ', w.Input) : string.Empty)));
    }

    [Fact]
    public void Models_tell_their_exact_range_and_how_to_make_them_again()
    {
        foreach (WrittenInstance instance in sets.Narrow.Instances.Where(i => i.Regions <= 12))
        {
            Dictionary<string, string> told = new ProtoFields(instance.Model).Messages(14).ToDictionary(p => p.Text(1), p => p.Text(2));
            var model = new ExactVerifier(instance.Model);
            Rational[] At(string key) => [.. told[key].Split(' ').Select(Rational.Parse)];
            model.Evaluate(At("exactMinimumAt")).Should().Be(Rational.Parse(told["exactMinimum"]));
            model.Evaluate(At("exactMaximumAt")).Should().Be(Rational.Parse(told["exactMaximum"]));
            (Rational least, Rational greatest) = new SimplexOracle(model).Range(Domain.Unit(instance.Question.Box.Dimension));
            (least, greatest).Should().Be((Rational.Parse(told["exactMinimum"]), Rational.Parse(told["exactMaximum"])), instance.Name);
            told["reproduce"].Should().StartWith("quantrelu ");
        }
    }
}
