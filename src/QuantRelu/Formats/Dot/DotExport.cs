using System.Globalization;
using System.Numerics;
using System.Text;
using QuantRelu.Graph;

namespace QuantRelu.Formats.Dot;

/// <summary>
/// Draws a network for Graphviz's dot, by its blocks: a frame for each stage, a box for each block with the number of its copies and the
/// widths of its layers, an arrow where copies of a box read units of another. The drawing does not grow with the number of copies.
/// </summary>
public static class DotExport
{
    /// <summary>Writes the drawing.</summary>
    /// <exception cref="OperationCanceledException">The writing was cancelled; a part may have been written.</exception>
    public static void Write(ConstructedNetwork constructed, Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(constructed);
        ArgumentNullException.ThrowIfNull(stream);
        stream = CancellableStream.Of(stream, cancellationToken);
        using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        Network network = constructed.Network;
        NetworkCounts counts = network.Count();
        text.WriteLine("digraph network {");
        text.WriteLine("  rankdir=TB; labelloc=t; labeljust=l; fontname=\"Helvetica\"; compound=true;");
        text.WriteLine("  node [shape=box, style=filled, fillcolor=white, fontname=\"Helvetica\", fontsize=11];");
        text.WriteLine("  edge [fontname=\"Helvetica\", fontsize=9, color=\"#555555\"];");
        string size = string.Create(
            CultureInfo.InvariantCulture,
            $"depth {counts.Depth:N0}, width {counts.Width:N0}, {counts.Units:N0} units, {counts.Weights:N0} weights over {Codebook(network.Codebook)}");
        text.WriteLine($"  label={Quoted($"{constructed.Provenance.Target} on {constructed.Provenance.Domain}", size)};");
        DrawnBox[] before = [new("inputs", 0, network.Inputs)];
        text.WriteLine($"  inputs [shape=ellipse, label={Quoted($"u: {network.Inputs} input{(network.Inputs == 1 ? "" : "s")} in [0,1]")}];");
        for (int s = 0; s < network.Stages.Length; s++)
        {
            before = WriteStage(text, network.Stages[s], s, before);
        }

        text.WriteLine("}");
    }

    private static DrawnBox[] WriteStage(StreamWriter text, Stage stage, int number, DrawnBox[] before)
    {
        text.WriteLine($"  subgraph cluster_{number + 1} {{");
        text.WriteLine(
            $"    style=\"rounded,filled\"; fillcolor=\"#eef3fa\"; color=\"#8aa4c8\"; "
                + $"label={Quoted($"stage {number + 1}: {stage.Depth} layer{(stage.Depth == 1 ? "" : "s")}")};");
        var groups = ArrayGroup.Of(stage, $"s{number + 1}");
        foreach (ArrayGroup group in groups)
        {
            text.WriteLine($"    {group.Name} [label={Quoted(group.Lines())}];");
        }

        string? sum = stage.Sums && (groups.Count > 1 || !groups[0].Copies.IsOne) ? $"s{number + 1}sum" : null;
        if (sum is not null)
        {
            text.WriteLine($"    {sum} [shape=circle, label=\"+\"];");
        }

        text.WriteLine("  }");
        foreach (ArrayGroup group in groups)
        {
            WriteArrows(text, group, before);
            if (sum is not null)
            {
                text.WriteLine($"  {group.Name} -> {sum};");
            }
        }

        return sum is null ? [.. groups.Select(g => g.Outputs)] : [new DrawnBox(sum, 0, stage.Units(stage.Depth - 1))];
    }

    private static void WriteArrows(StreamWriter text, ArrayGroup group, DrawnBox[] before)
    {
        foreach (DrawnBox source in before)
        {
            int inputs = group.InputsFrom(source);
            if (inputs > 0)
            {
                text.WriteLine($"  {source.Name} -> {group.Name} [label=\"{inputs}\"];");
            }
        }
    }

    private static string Codebook(Codebook codebook) => codebook.Count <= 8 ? codebook.ToString() : $"{codebook.Count} values";

    private static string Quoted(params IEnumerable<string> lines) =>
        "\"" + string.Join("\\n", lines.Select(
            l => l.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings(" "))) + "\"";
}

/// <summary>A box of the drawing and the units that it stands for in the layer that the next stage reads.</summary>
internal sealed record DrawnBox(string Name, BigInteger First, BigInteger Units);
