using CsCheck;
using FluentAssertions;
using QuantRelu.Analysis;
using QuantRelu.Analysis.Regions;
using QuantRelu.Constructions.Interpolation;
using QuantRelu.Formats.Certificates;
using QuantRelu.Subnetworks;
using QuantRelu.Tests.Analysis.Regions;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Formats.Certificates;

public class SmtLibRegionsTests
{
    private static readonly Rational Half = Rational.Create(1, 2);

    // |x - y|.
    private static readonly Network Distance = DenseNetworks.Of(2, DenseNetworks.Rows([1, -1, 0], [-1, 1, 0]), DenseNetworks.Rows([1, 1, 0]));

    // |x + y - z - 1/2|, rectified below x + z = 3/4: two kinks of a cube.
    private static readonly Network Solid = DenseNetworks.Of(
        3, DenseNetworks.Rows([1, 1, -1, -Half], [-1, -1, 1, Half], [1, 0, 1, -Rational.Create(3, 4)]), DenseNetworks.Rows([1, 1, 2, 0]));

    [Fact]
    public void Every_polygon_is_asked_for_with_exact_numbers()
    {
        string[] lines = Text(Distance).Split('\n');
        lines.Should().ContainInOrder(
            "(set-logic QF_LRA)",
            "(assert (and (<= 0.0 u1) (<= u1 1.0) (<= 0.0 u2) (<= u2 1.0)))",
            "(echo \"no u outside of the polygons\")",
            "(check-sat)",
            "(push 1)",
            "(check-sat)");
        lines.Should().Contain("(assert (not (= y (+ 0.0 (* 1.0 u1) (* (- 1.0) u2)))))").And.Contain("(assert (not (= y (+ 0.0 (* (- 1.0) u1) (* 1.0 u2)))))");
        lines.Count(line => line == "(check-sat)").Should().Be(3);
        lines.Where(l => !l.StartsWith(';')).Should().OnlyContain(l => l.Count(c => c == '(') == l.Count(c => c == ')'));
    }

    [Fact]
    public void A_polyhedron_is_the_half_spaces_of_its_faces()
    {
        string[] lines = Text(Solid).Split('\n');
        lines.Should().Contain("(assert (and (<= 0.0 u1) (<= u1 1.0) (<= 0.0 u2) (<= u2 1.0) (<= 0.0 u3) (<= u3 1.0)))")
            .And.Contain("(echo \"no u outside of the polyhedra\")");
        LinearRegion[] regions = [.. LinearRegions.Of(Solid).Enumerate()];
        for (int i = 0; i < regions.Length; i++)
        {
            int at = Array.FindIndex(lines, l => l.StartsWith($"(echo \"polyhedron {i + 1}: ", StringComparison.Ordinal));
            string inside = lines[at + 2];

            // Euler: V - E + F = 2, and 2 E = 3 V where three faces meet in every vertex.
            int faces = inside.Split("(>= ").Length - 1, vertices = regions[i].Vertices.Length;
            faces.Should().Be(2 + (vertices / 2), "no more than three faces meet in a vertex here");
        }
    }

    [Fact]
    public void Half_spaces_have_the_vertices_in_common_and_each_of_them_is_needed() => DenseNetworks.Any(3).Sample(
        network => LinearRegions.Of(network).Enumerate().Take(20).All(region => CellFace.HalfSpaces(region.Cell)
            .All(h => region.Cell.Vertices.All(v => h.SignAt(v) >= 0) && region.Cell.Vertices.Count(v => h.SignAt(v) == 0) is var on
                && on >= 3 && on < region.Vertices.Length)),
        iter: 10);

    [Fact]
    [Needs(External.Z3)]
    public void Z3_proves_the_regions_of_small_networks()
    {
        Network hierarchical = InterpolationConstructions.Hierarchical.Build(new NetworkRequest(Target.Parse("x*y/2"), Rational.Parse("0.2"))).Network;
        Network hats = Standalone.PartitionOfUnity(0, [0, 0, 0], 1, CodebookFamily.Halves).Network;
        foreach (Network network in new[] { Distance, DenseNetworks.Of(2, DenseNetworks.Random(2, 4, new Random(3))), hierarchical, Solid, hats })
        {
            string[] answers = Answers(Text(network));
            answers.Should().OnlyContain(answer => answer == "unsat");
            answers.Should().HaveCount(1 + LinearRegions.Of(network).Enumerate().Count());
        }
    }

    [Fact]
    [Needs(External.Z3)]
    public void Z3_finds_the_u_at_which_a_map_is_wrong_and_the_u_of_a_polygon_that_is_left_out()
    {
        string text = Text(Distance);
        Answers(text.Replace("(* 1.0 u1) (* (- 1.0) u2))))", "(* 2.0 u1) (* (- 1.0) u2))))", StringComparison.Ordinal)).Should().ContainSingle(a => a == "sat");
        string[] lines = text.Split('\n');
        int outside = Array.FindIndex(lines, l => l.StartsWith("(assert (not (or (and ", StringComparison.Ordinal));
        lines[outside] = lines[outside].Replace("(assert (not (or (and ", "(assert (not (or (and false ", StringComparison.Ordinal);
        Answers(string.Join('\n', lines))[0].Should().Be("sat");
    }

    [Fact]
    [Needs(External.Z3)]
    public void Z3_finds_the_u_at_which_a_map_is_wrong_and_the_u_that_a_polyhedron_leaves_out()
    {
        string[] lines = Text(Solid).Split('\n');
        int map = Array.FindIndex(lines, l => l.StartsWith("(assert (not (= y (+ ", StringComparison.Ordinal));
        string[] wrong = [.. lines];
        wrong[map] = wrong[map].Replace("u3)", "u2)", StringComparison.Ordinal);
        wrong[map].Should().NotBe(lines[map]);
        Answers(string.Join('\n', wrong)).Should().ContainSingle(a => a == "sat");

        // One more half space leaves a hole.
        int outside = Array.FindIndex(lines, l => l.StartsWith("(assert (not (or (and ", StringComparison.Ordinal));
        wrong = [.. lines];
        wrong[outside] = wrong[outside].Replace("(assert (not (or (and ", "(assert (not (or (and (< u1 u2) ", StringComparison.Ordinal);
        Answers(string.Join('\n', wrong))[0].Should().Be("sat");
    }

    [Fact]
    public void Other_networks_and_large_ones_are_refused_with_number_and_limit()
    {
        Network line = DenseNetworks.Of(1, DenseNetworks.Rows([1, Half]));
        FluentActions.Invoking(() => Text(line)).Should().Throw<ArgumentException>().WithMessage("*has 1 and 1.*");
        Rational[][] kinks = [.. Enumerable.Range(1, 70).Select(i => Rational.Create(-i, 71)).SelectMany(at => new Rational[][] { [1, 0, at], [0, 1, at] })];
        Network fine = DenseNetworks.Of(2, DenseNetworks.Rows(kinks), DenseNetworks.Rows([.. Enumerable.Repeat((Rational)1, kinks.Length), 0]));
        FluentActions.Invoking(() => Text(fine)).Should().Throw<ExportLimitException>().WithMessage("The network has more than 2,000 convex regions*");
    }

    private static string Text(Network network)
    {
        using var stream = new MemoryStream();
        SmtLibRegions.Write(network, stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string[] Answers(string text) => [.. ProofTool.Run(ExternalTool.Find(External.Z3), text, "-smt2").Split('\n').Select(l => l.Trim())
        .Where(l => l is "sat" or "unsat" or "unknown" || l.Contains("error", StringComparison.Ordinal))];
}
