using System.Text.Json;
using FluentAssertions;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class TargetsTests
{
    [Fact]
    public async Task Every_built_in_target_has_a_line()
    {
        Outcome outcome = (await Tool.Run("targets")).Succeeds();
        outcome.Error.Should().BeEmpty();
        outcome.Lines[0].Should().MatchRegex(@"^name\s+d\s+formula\s+what it is$");
        outcome.Lines.Skip(1).Zip(NamedTargets.All, (line, target) => line.StartsWith(target.Name, StringComparison.Ordinal) && line.Contains($" {target.Target.Dimension} ", StringComparison.Ordinal)
            && line.Contains(target.Formula, StringComparison.Ordinal) && line.EndsWith(target.Description, StringComparison.Ordinal)).Should().OnlyContain(right => right);
        outcome.Lines.Should().HaveCount(NamedTargets.All.Count + 1);
    }

    [Fact]
    public async Task The_json_array_has_the_targets_and_their_formulas_read_back()
    {
        JsonElement[] targets = [.. (await Tool.Run("targets", "--json")).Succeeds().Json.EnumerateArray()];
        targets.Select(t => t.GetProperty("name").GetString()).Should().Equal(NamedTargets.All.Select(t => t.Name));
        targets.Select(t => t.GetProperty("dimension").GetInt32()).Should().Equal(NamedTargets.All.Select(t => t.Target.Dimension));
        targets.Select(t => Target.Parse(t.GetProperty("formula").GetString()!).Dimension).Should().Equal(NamedTargets.All.Select(t => t.Target.Dimension));
        targets.Should().OnlyContain(t => t.GetProperty("description").GetString()!.Length > 0);
    }

    [Fact]
    public async Task Every_built_in_target_can_be_planned_by_name()
    {
        foreach (NamedTarget target in NamedTargets.All)
        {
            (await Tool.Run("build", target.Name, "--error", "0.5", "--smoothness", "1", "--dry-run", "--json")).Succeeds().Json.GetProperty("target").GetString().Should().Be(target.Name);
        }
    }
}
