using QuantRelu.Figures.Paper;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Cli.Tests;

/// <summary>The direction of the rooms of the command line and of the figures.</summary>
public class RoomTests
{
    [Fact]
    public void The_rooms_of_the_command_line_need_only_what_they_may() => RoomArrows.Check(
        RoomArrows.Of(typeof(CommandLine).Assembly, "QuantRelu.Cli"),
        new Dictionary<string, string[]>
        {
            ["Options"] = ["Input", "Rendering", "Rendering.Tables"],
            ["Exports"] = ["Options"],
            ["Commands"] = ["Exports", "Options", "Input", "Rendering", "Rendering.Tables"],
        });

    [Fact]
    public void The_rooms_of_the_figures_need_only_what_they_may() => RoomArrows.Check(
        RoomArrows.Of(typeof(PaperFigures).Assembly, "QuantRelu.Figures"),
        new Dictionary<string, string[]>
        {
            ["Plots"] = ["Rendering"],
            ["Diagrams"] = ["Rendering"],
            ["Compact"] = ["Plots", "Rendering"],
            ["Paper"] = ["Compact", "Diagrams", "Plots", "Rendering"],
            ["Approximation"] = ["Plots", "Rendering"],
            ["Sweeps"] = ["Plots", "Rendering"],
            ["Pages"] = ["Approximation", "Plots", "Rendering"],
        });
}
