using System.Globalization;
using System.Numerics;
using QuantRelu.Numerics;

namespace QuantRelu.Studies.Sweeps;

/// <summary>How the cells of a column are written in JSON.</summary>
internal enum CellKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A box, a string; in CSV its sides are separated by semicolons.</summary>
    Box,

    /// <summary>An array of numbers; in CSV they are separated by blanks.</summary>
    Numbers,
}

/// <summary>A column of a sweep's table: its name in both formats, and its cell as text, null for none.</summary>
internal sealed record SweepColumn(string Name, CellKind Kind, Func<StudiedNetwork, StudyEffort, string?> Cell);

/// <summary>The columns, with the names of the report.</summary>
internal static class SweepColumns
{
    public static readonly IReadOnlyList<SweepColumn> All =
    [
        new("key", CellKind.Text, (n, e) => SweepKey.Of(n.Request, e)),
        new("target", CellKind.Text, (n, _) => n.Request.Network.Target.Name),
        new("domain", CellKind.Box, (n, _) => n.Request.Network.Target.Domain.ToString()),
        new("dimension", CellKind.Number, (n, _) => Whole(n.Request.Network.Target.Dimension)),
        new("error", CellKind.Number, (n, _) => Real((double)n.Request.Network.Error)),
        new("structure", CellKind.Text, (n, _) => n.Request.Construction.Structure.Text()),
        new("construction", CellKind.Text, (n, _) => n.Provenance?.Construction),
        new("quantization", CellKind.Text, (n, _) => n.Request.Network.Family.Quantization.Text()),
        new("lambda", CellKind.Number, (n, _) => Whole(n.Request.Network.Family.Limit)),
        new("smoothness", CellKind.Number, (n, _) => Whole(n.Provenance?.Smoothness ?? n.Request.Network.Smoothness)),
        new("status", CellKind.Text, (n, _) => SweepRow.NameOf(n.Status)),
        Counted("depth", c => c.Depth),
        Counted("width", c => c.Width),
        Counted("units", c => c.Units),
        new("weights", CellKind.Number, (n, _) => Whole(n.Counts?.Weights ?? n.LeastWeights)),
        Counted("bitsPerWeight", c => c.BitsPerWeight),
        Counted("bits", c => c.Bits),
        Counted("codebookBits", c => c.CodebookBits),
        Counted("structureBits", c => c.StructureBits),
        new("errorBound", CellKind.Number, (n, _) => Real(n.Provenance?.ErrorBound)),
        new("measuredError", CellKind.Number, (n, _) => Real(n.Provenance?.Measured?.Value)),
        new("measuredAt", CellKind.Numbers, (n, _) => n.Provenance?.Measured is { } m ? string.Join(' ', m.At.Select(x => Real(x))) : null),
        new("samples", CellKind.Number, (_, e) => Whole(e.Samples)),
        new("seed", CellKind.Number, (_, e) => Whole(e.Seed)),
        new("certifiedLower", CellKind.Number, (n, _) => n.Provenance?.Certified is { } c ? Real(DirectedRounding.Down(c.Lower)) : null),
        new("certifiedUpper", CellKind.Number, (n, _) => n.Provenance?.Certified is { } c ? Real(DirectedRounding.Up(c.Upper)) : null),
        new("regions", CellKind.Number, (n, _) => Whole(n.Regions)),
        Expressed("paperDepth", b => b.Depth),
        Expressed("paperWeights", b => b.Weights),
        Expressed("paperBits", b => b.Bits),
        new("topologyHash", CellKind.Text, (n, _) => n.TopologyHash),
        new("blockHash", CellKind.Text, (n, _) => n.BlockHash),
        new("message", CellKind.Text, (n, _) => n.Message),
        new("errorAsked", CellKind.Text, (n, _) => n.Request.Network.ErrorScale?.Asked.ToString()),
    ];

    private static SweepColumn Counted(string name, Func<NetworkCounts, BigInteger> count) =>
        new(name, CellKind.Number, (n, _) => n.Counts is { } counts ? Whole(count(counts)) : null);

    private static SweepColumn Expressed(string name, Func<PaperBound, double> value) =>
        new(name, CellKind.Number, (n, _) => n.Provenance?.PaperBound is { } bound ? Real(value(bound)) : null);

    private static string? Whole(BigInteger? value) => value?.ToString(CultureInfo.InvariantCulture);

    // JSON has no number that is not finite.
    private static string? Real(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : null;
}
