using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using FluentAssertions;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Architecture;

/// <summary>The direction of the rooms: what each of them may need.</summary>
public partial class RoomTests
{
    private static readonly Dictionary<string, string[]> Needs = new()
    {
        ["Numerics"] = [],
        ["Graph"] = ["Numerics"],
        ["Circuits"] = ["Graph", "Numerics"],
        ["Claims"] = ["Targets", "Graph", "Numerics"],
        ["Subnetworks"] = ["Circuits", "Claims", "Graph", "Numerics"],
        ["Targets"] = ["Numerics"],
        ["Bounds"] = ["Claims", "Graph", "Numerics"],
        ["Constructions"] = ["Certification", "Bounds", "Subnetworks", "Targets", "Circuits", "Claims", "Graph", "Numerics"],
        ["Analysis"] = ["Graph", "Numerics"],
        ["Evaluation"] = ["Analysis", "Graph", "Numerics"],
        ["Activations"] = ["Analysis", "Claims", "Graph", "Numerics"],
        ["Certification"] = ["Evaluation", "Analysis", "Targets", "Claims", "Graph", "Numerics"],

        // Certificates for other programs state the linear pieces that certification finds.
        ["Formats"] = ["Activations", "Certification", "Constructions", "Evaluation", "Analysis", "Targets", "Claims", "Graph", "Numerics"],
        ["Benchmarks"] = ["Formats", "Evaluation", "Constructions", "Subnetworks", "Targets", "Circuits", "Claims", "Analysis", "Graph", "Numerics"],
        ["Studies"] =
            [
                "Formats", "Certification", "Evaluation", "Constructions", "Bounds", "Subnetworks", "Targets", "Circuits", "Claims", "Analysis", "Graph",
                "Numerics",
            ],
        ["Approximation"] = ["Formats", "Certification", "Evaluation", "Constructions", "Targets", "Claims", "Graph", "Numerics"],
    };

    private static readonly string SourceFolder = Path.Combine(Repository.Folder, "src", "QuantRelu");

    private static readonly Dictionary<string, string> NounRooms = Sources().Where(s => IsIn("QuantRelu;", s.Text))
        .SelectMany(s => Declaration().Matches(s.Text).Select(m => (Noun: m.Groups[1].Value, s.Room))).ToDictionary(n => n.Noun, n => Outer(n.Room));

    private static readonly ArchUnitNET.Domain.Architecture Library = new ArchLoader().LoadAssemblies(typeof(Network).Assembly).Build();

    [Fact]
    public void Every_room_is_known_and_needs_only_what_it_may()
    {
        IType[] types = [.. Library.Types.Where(t => RoomOf(t) is not null)];
        types.Select(RoomOf).Distinct().Should().BeEquivalentTo(Needs.Keys);
        (string From, string To, string Text)[] arrows = [.. types.SelectMany(type => type.Dependencies
            .Where(d => RoomOf(d.Target) is { } to && to != RoomOf(type))
            .Select(d => (RoomOf(type)!, RoomOf(d.Target)!, $"{type.FullName} needs {d.Target.FullName}"))).Distinct()];
        arrows.Select(a => (a.From, a.To)).Should().Contain([("Constructions", "Subnetworks"), ("Formats", "Claims"), ("Certification", "Analysis")]);
        arrows.Where(a => !Needs[a.From].Contains(a.To)).Select(a => a.Text).Should().BeEmpty();
    }

    [Fact]
    public void A_namespace_names_the_room_of_its_folder_but_for_the_nouns_that_everybody_uses()
    {
        Sources().Where(s => !IsIn($"QuantRelu.{Outer(s.Room)}", s.Text) && !IsIn("QuantRelu;", s.Text)).Select(s => $"{s.Room}/{s.File}").Should().BeEmpty();
        typeof(Network).Assembly.GetTypes().Where(t => t is { Namespace: "QuantRelu", IsNested: false, IsPublic: false }).Select(t => t.Name)
            .Should().BeEmpty("what is internal has no place beside the nouns");
    }

    [Fact]
    public void Rooms_inside_of_a_room_need_only_what_they_may() => RoomArrows.Check(
        [.. RoomArrows.Of(typeof(Network).Assembly, "QuantRelu").Where(a => Outer(a.From) == Outer(a.To))],
        new Dictionary<string, string[]>
        {
            ["Analysis.Folding"] = ["Analysis.Collapsed", "Analysis.Functions"],
            ["Analysis.FixedPoint"] = ["Analysis.Collapsed", "Analysis.Ranges", "Analysis.Regions"],
            ["Analysis.Roots"] = ["Analysis.Folding", "Analysis.Functions"],
            ["Analysis.Ranges"] = ["Analysis.Collapsed", "Analysis.Functions"],
            ["Benchmarks.Truth"] = ["Benchmarks.Drawing"],
            ["Benchmarks.Files"] = ["Benchmarks.Truth", "Benchmarks.Drawing"],
            ["Certification.OneDimension"] = ["Certification.Exactly"],
            ["Evaluation.Exact"] = ["Evaluation.Fast"],
            ["Certification.Grids"] = ["Certification.SeveralDimensions"],
            ["Formats.Onnx"] = ["Formats.Protobuf"],
            ["Formats.Onnx.Reading"] = ["Formats.Protobuf"],
            ["Formats.VnnLib"] = ["Formats.Onnx"],
            ["Studies.BitWidths"] = ["Studies.Classes"],
        });

    [Fact]
    public void The_library_never_writes_to_a_console() =>
        Library.Types.Where(t => RoomOf(t) is not null).SelectMany(t => t.Dependencies.Select(d => $"{t.FullName} needs {d.Target.FullName}"))
            .Where(text => text.EndsWith(" System.Console", StringComparison.Ordinal)).Should().BeEmpty();

    private static string Outer(string room) => room.Split('.')[0];

    // QuantRelu.Graph and everything below it. A noun of the root namespace lives in the room in whose folder its file is.
    private static string? RoomOf(IType type) => type.FullName.Split('.') switch
    {
        ["QuantRelu", string name] => NounRooms.GetValueOrDefault(name.Split('+')[0]),
        ["QuantRelu", string room, ..] => room,
        _ => null,
    };

    private static bool IsIn(string name, string text) => text.Contains($"namespace {name}", StringComparison.Ordinal);

    private static IEnumerable<(string Room, string File, string Text)> Sources() =>
        from file in Directory.EnumerateFiles(SourceFolder, "*.cs", SearchOption.AllDirectories)
        let parts = Path.GetRelativePath(SourceFolder, file).Split(Path.DirectorySeparatorChar)
        where parts.Length > 1 && parts[0] is not ("bin" or "obj")
        select (string.Join('.', parts[..^1]), parts[^1], File.ReadAllText(file));

    [GeneratedRegex(@"^(?:public|internal) (?:\w+ )*(?:class|struct|record|enum|interface) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
