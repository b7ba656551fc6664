using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using FluentAssertions;

namespace QuantRelu.Tests.Shared;

/// <summary>An arrow from a type in one room to a type in another; rooms are namespaces, named from below a root.</summary>
internal sealed record RoomArrow(string From, string To, string Text);

/// <summary>Which rooms of an assembly need which.</summary>
internal static class RoomArrows
{
    /// <summary>Checks arrows against what each room may need, all of which it does need; a room that is not listed needs none.</summary>
    public static void Check(IReadOnlyList<RoomArrow> arrows, IReadOnlyDictionary<string, string[]> needs)
    {
        arrows.Where(a => !needs.GetValueOrDefault(a.From, []).Contains(a.To)).Select(a => a.Text).Should().BeEmpty("a room needs only what it may");
        arrows.Select(a => $"{a.From} needs {a.To}").Should().Contain(needs.SelectMany(n => n.Value.Select(to => $"{n.Key} needs {to}")), "the list is true");
        Sorted(needs).Should().BeTrue("no arrow leads back");
    }

    /// <summary>
    /// The arrows between the rooms below a namespace that do not contain each other: a room and those inside it are one house, whose door stands
    /// in the outer one.
    /// </summary>
    public static RoomArrow[] Of(System.Reflection.Assembly assembly, string root) =>
    [
        .. new ArchLoader().LoadAssemblies(assembly).Build().Types.Where(type => RoomOf(type, root) is not null)
            .SelectMany(type => type.Dependencies.Where(d => RoomOf(d.Target, root) is not null)
                .Select(d => new RoomArrow(RoomOf(type, root)!, RoomOf(d.Target, root)!, $"{type.FullName} needs {d.Target.FullName}")))
            .Where(arrow => !Contains(arrow.From, arrow.To) && !Contains(arrow.To, arrow.From)).Distinct(),
    ];

    private static string? RoomOf(IType type, string root) =>
        type.Namespace?.FullName is { } name && name.StartsWith(root + ".", StringComparison.Ordinal) ? name[(root.Length + 1)..] : null;

    private static bool Contains(string outer, string inner) => $"{inner}.".StartsWith($"{outer}.", StringComparison.Ordinal);

    // Whether rooms can be read one after another: each time there is one that needs none of the others that are left.
    private static bool Sorted(IReadOnlyDictionary<string, string[]> needs)
    {
        HashSet<string> left = [.. needs.Keys];
        while (left.FirstOrDefault(room => !needs[room].Any(left.Contains)) is { } next)
        {
            left.Remove(next);
        }

        return left.Count == 0;
    }
}
