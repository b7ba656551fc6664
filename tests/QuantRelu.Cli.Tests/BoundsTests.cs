using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class BoundsTests : ToolTests
{
    [Theory]
    [InlineData("16", "8", "245157")]
    [InlineData("6", "8", "1716")]
    public void A_class_with_too_many_products_is_refused_at_once(string d, string n, string indices) =>
        Run("bounds", "--dimension", d, "--smoothness", n, "--error", "0.1").ShouldRefuse(
            ExitCode.OverLimit, $"With d = {d} and n = {n} there are {indices} multi-indices", "1000 is the most");

    [Theory]
    [InlineData("1", "1", "0.01", "entropyLower")]
    [InlineData("2", "1", "0.01", "entropyLower")]
    [InlineData("2", "2", "0.001", "entropyOrder")]
    public void Ratios_are_the_counts_by_expressions_and_lower_bounds(string d, string n, string error, string entropy)
    {
        JsonElement json = Run("bounds", "--dimension", d, "--smoothness", n, "--error", error, "--lambda", "2,3", "--json").ShouldSucceed().Json;
        double Limit(string name) => json.GetProperty("limits").GetProperty(name).GetDouble();
        foreach (JsonElement row in json.GetProperty("theorems").EnumerateArray())
        {
            double Count(string name) => row.GetProperty("counted").GetProperty(name).GetDouble();
            double Expression(string name) => row.GetProperty("bound").GetProperty(name).GetDouble();
            JsonElement ratios = row.GetProperty("ratios");
            foreach (string name in new[] { "depth", "weights", "bits" })
            {
                ratios.GetProperty($"{name}ToExpression").GetDouble().Should().BeApproximately(Count(name) / Expression(name), 1e-9 * Count(name));
            }

            if (row.GetProperty("theorem").GetString() is "1" or "2")
            {
                ratios.GetProperty("weightsToLower").GetDouble().Should().BeApproximately(
                    Count("weights") / Limit("weightsLower"), 1e-9 * Count("weights") / Limit("weightsLower"));
                ratios.GetProperty("bitsToEntropy").GetDouble().Should().BeApproximately(Count("bits") / Limit(entropy), 1e-9 * Count("bits"));
                ratios.GetProperty("bitsToEntropy").GetDouble().Should().BeGreaterThan(1);
            }
            else
            {
                ratios.GetProperty("bitsToEntropy").ValueKind.Should().Be(JsonValueKind.Null, "the topology depends on the target");
            }
        }

        JsonElement halves = json.GetProperty("theorems")[0];
        halves.GetProperty("ratios").GetProperty("depthToLower").GetDouble().Should().BeApproximately(
            halves.GetProperty("counted").GetProperty("depth").GetDouble() / Limit("depthLowerHalves"), 1e-12);
    }

    [Fact]
    public void Errors_far_below_those_of_networks_that_fit_anywhere_are_counted()
    {
        Run("bounds", "--dimension", "3", "--error", "1e-90", "--lambda", "2").ShouldSucceed().Out.Should().ContainAll("/lower bound", "/entropy");
        Run("bounds", "--error", "0.9", "--lambda", "3").ShouldSucceed();
    }

    /// <summary>A construction of one topology for a class has the counts of its plan, whichever member of the class is built.</summary>
    [Theory]
    [InlineData("1", "1", "0.1", "sin(x)", "crossbar cells")]
    [InlineData("1", "2", "0.1", "sin(x)", "slopes hierarchical cells")]
    [InlineData("2", "2", "0.3", "sin(x)*cos(y)", "hierarchical cells")]
    public void What_is_printed_of_compact_constructions_is_what_their_networks_have(string d, string n, string error, string target, string names)
    {
        JsonElement json = Run("bounds", "--dimension", d, "--smoothness", n, "--error", error, "--lambda", "2,4", "--json").ShouldSucceed().Json;
        JsonElement[] rows = [.. json.GetProperty("compact").EnumerateArray()];
        rows.Select(r => r.GetProperty("construction").GetString()).Distinct().Should().Equal(names.Split(' ').Append("hinges"));
        foreach (JsonElement row in rows.SkipLast(1))
        {
            JsonElement built = Run("build", target, "--error", error, "--construction", row.GetProperty("construction").GetString()!, "--smoothness", n,
                "--lambda", $"{row.GetProperty("lambda")}", "--quantization", row.GetProperty("quantization").GetString()!, "--json").ShouldSucceed().Json;
            foreach (string count in new[] { "depth", "weights", "bits" })
            {
                row.GetProperty("counted").GetProperty(count).GetRawText().Should().Be(built.GetProperty(count).GetRawText());
            }

            double bits = row.GetProperty("counted").GetProperty("bits").GetDouble();
            double entropy = json.GetProperty("limits").GetProperty(n == "1" ? "entropyLower" : "entropyOrder").GetDouble();
            row.GetProperty("ratios").GetProperty("bitsToEntropy").GetDouble().Should().BeApproximately(bits / entropy, 1e-9 * bits);
        }

        JsonElement hinges = rows[^1];
        hinges.GetProperty("counted").ValueKind.Should().Be(JsonValueKind.Null);
        hinges.GetProperty("reason").GetString().Should().Contain("by no formula before");
    }

    /// <summary>1/ε, N(t + 3), Σ n_l(t_l + 2) over the meshes, N^d(T + 2), from the parameters that are printed.</summary>
    [Fact]
    public void The_leading_terms_of_the_laws_are_those_of_the_parameters()
    {
        Row("1", "1", "crossbar").Leading.Should().Be(20);
        (double leading, JsonElement p) = Row("1", "2", "slopes");
        leading.Should().Be(Whole(p, "N") * (Whole(p, "t") + 3));
        (leading, p) = Row("1", "3", "cells");
        leading.Should().Be(Whole(p, "N") * (p.GetProperty("planes").GetString()!.Split('+').Sum(int.Parse) + 2));
        (leading, p) = Row("2", "2", "hierarchical");
        (int cells, int[] digits) = (Whole(p, "N"), [.. p.GetProperty("digits").GetString()!.Split('/').Select(int.Parse)]);

        // A criss-cross mesh of n² squares has (n+1)² + n² nodes; those of the mesh before are among them.
        int Nodes(int n) => ((n + 1) * (n + 1)) + (n * n);
        int[] nodes = [.. digits.Select((_, l) => Nodes(cells >> (digits.Length - 1 - l)))];
        leading.Should().Be(digits.Select((t, l) => (nodes[l] - (l == 0 ? 0 : nodes[l - 1])) * (t + 2)).Sum());

        (double Leading, JsonElement Parameters) Row(string d, string n, string name)
        {
            JsonElement row = Run("bounds", "--dimension", d, "--smoothness", n, "--error", "0.05", "--lambda", "2", "--json").ShouldSucceed().Json
                .GetProperty("compact").EnumerateArray().First(r => r.GetProperty("construction").GetString() == name);
            return (row.GetProperty("leadingWeights").GetDouble(), row.GetProperty("parameters"));
        }

        static int Whole(JsonElement parameters, string name) => int.Parse(parameters.GetProperty(name).GetString()!, null);
    }

    [Fact]
    public void A_compact_construction_that_ends_before_the_error_says_so()
    {
        string text = Run("bounds", "--smoothness", "2", "--error", "1e-15", "--lambda", "2").ShouldSucceed().Out;
        text.Should().ContainAll("The construction slopes takes more than 2^17 cells for the class", "hinges follows the target");
        Run("bounds", "--dimension", "6", "--smoothness", "6", "--error", "0.01", "--lambda", "2").ShouldSucceed().Out.Should()
            .Contain("The construction cells has many products for d = 6, n = 6");
    }
}
