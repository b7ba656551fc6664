using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using FluentAssertions;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Tests;

/// <summary>Each room of the library needs only those before it, as the README lists them; none writes to a console.</summary>
public class RoomDirectionTests
{
    private const string Library = "QuantRelu";

    private static readonly Architecture Loaded = new ArchLoader().LoadAssemblies(typeof(Network).Assembly).Build();

    // What each room may use beside itself.
    private static readonly Dictionary<string, string[]> Needs = new()
    {
        ["Numerics"] = [],
        ["Graph"] = ["Numerics"],
        ["Circuits"] = ["Numerics", "Graph"],
        ["Claims"] = ["Numerics", "Graph"],
        ["Subnetworks"] = ["Numerics", "Graph", "Circuits", "Claims"],
        ["Targets"] = ["Numerics"],
        ["Theorems"] = ["Numerics", "Graph", "Circuits", "Claims", "Subnetworks", "Targets"],
        ["Evaluation"] = ["Numerics", "Graph"],
        ["Certification"] = ["Numerics", "Graph", "Claims", "Targets", "Evaluation"],
        ["Formats"] = ["Numerics", "Graph", "Claims"],
        ["Formats.Reports"] = ["Numerics", "Graph", "Claims", "Theorems", "Formats"],
    };

    public static TheoryData<string> Rooms => [.. Needs.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_uses_only_the_rooms_it_may(string room)
    {
        IType[] types = [.. Types().Where(t => RoomOf(t) == room)];
        types.Should().NotBeEmpty();
        IEnumerable<string> wrong = from type in types
                                    from used in type.Dependencies.Select(d => d.Target)
                                    let other = RoomOf(used)
                                    where other is not null && other != room && !Needs[room].Contains(other)
                                    select $"{type.FullName} uses {used.FullName}";
        wrong.Distinct().Should().BeEmpty();
    }

    [Fact]
    public void Every_type_stands_in_a_room() =>
        Types().Where(t => t.FullName.StartsWith(Library + ".", StringComparison.Ordinal) && RoomOf(t) is null).Select(t => t.FullName).Should().BeEmpty();

    [Fact]
    public void The_arrows_are_seen()
    {
        // What keeps the tests above from passing because nothing was loaded.
        Types().Single(t => t.FullName == typeof(Network).FullName).Dependencies.Select(d => d.Target.FullName).Should().Contain(typeof(Codebook).FullName);
        Types().SelectMany(t => t.Dependencies).Select(d => d.Target.FullName).Should().Contain(typeof(Math).FullName, "types of the runtime are seen too");
        Types().SelectMany(t => t.Dependencies).Count(d => RoomOf(d.Origin) == "Theorems" && RoomOf(d.Target) == "Circuits").Should().BePositive();
    }

    [Fact]
    public void The_library_writes_to_no_console() =>
        Types().SelectMany(t => t.Dependencies).Where(d => d.Target.FullName == typeof(Console).FullName).Select(d => d.Origin.FullName).Should().BeEmpty();

    private static IEnumerable<IType> Types() => Loaded.Types;

    // The room with the longest name that the type's namespace is in; null outside the library's rooms.
    private static string? RoomOf(IType type) => Needs.Keys
        .Where(room => type.FullName.StartsWith($"{Library}.{room}.", StringComparison.Ordinal))
        .MaxBy(room => room.Length);
}
