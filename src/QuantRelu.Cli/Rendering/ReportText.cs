using System.Globalization;
using System.Numerics;
using System.Text;
using QuantRelu.Activations;
using QuantRelu.Claims;
using QuantRelu.Evaluation;
using QuantRelu.Formats.Reports;
using QuantRelu.Graph;

namespace QuantRelu.Cli.Rendering;

/// <summary>A report for people: one line for each fact, the theorem's expression beside the count that it bounds.</summary>
internal static class ReportText
{
    private const int NameWidth = 16;

    /// <summary>The lines of the report, without a last line break.</summary>
    public static string Write(Report report)
    {
        var text = new StringBuilder();
        Provenance claims = report.Provenance;
        NetworkCounts counts = report.Counts;
        Line(text, "target", claims.Target);
        Line(text, "domain", claims.Domain.ToString());
        Line(text, "construction", $"{claims.Construction}, {claims.Structure} of the target, {Quantized(claims.Quantization)}{(claims.Smoothness is { } n ? $", n = {n}" : string.Empty)}");
        Line(text, "parameters", string.Join(", ", claims.Parameters.Where(p => !ActivationChange.GrowthParameters.Contains(p.Key)).Select(p => $"{p.Key} = {p.Value}")));
        Line(text, "weight values", report.Codebook.IsFree ? $"free; {report.Codebook.Count} distinct ones are used" : $"{report.Codebook.Count}: {Values(report.Codebook)}");
        Line(text, "activation", Activated(report));
        Line(text, "depth", $"{counts.Depth}", Bound(claims.PaperBound?.Depth));
        Line(text, "width", Number(counts.Width));
        Line(text, "units", Number(counts.Units));
        Line(text, "weights", Number(counts.Weights), Bound(claims.PaperBound?.Weights));
        Line(text, "bits", $"{Number(counts.Bits)} = {counts.BitsPerWeight} for each weight", Bound(claims.PaperBound?.Bits));
        Line(text, "besides", $"codebook {Number(counts.CodebookBits)} bits, sparse structure {Number(counts.StructureBits)} bits");
        Line(text, "error asked", claims.Error is { } error ? ((double)error).ToString("R", CultureInfo.InvariantCulture) : null);
        Line(text, "error bound", claims.ErrorBound is { } bound ? $"{Short(bound)} by the construction{Assumed(claims)}" : null);
        Line(text, "error measured", claims.Measured is { } m ? $"{Short(m.Value)} at {Point(m.At)}, the greatest of {Number(m.Samples)} samples{(m.Exact ? ", exact" : string.Empty)}" : null);
        Line(text, "error certified", claims.Certified is { } c ? OutwardDigits.Of(c) : null);
        Line(text, "fixed point", report.Precision is { } precision ? FixedPoint(precision) : null);
        Line(text, "topology", report.TopologyHash);
        return text.ToString().TrimEnd('\n', '\r');
    }

    // The construction's bound is a theorem for targets whose norm is proved.
    private static string Assumed(Provenance claims) =>
        (claims.Parameters.GetValueOrDefault("normSource") ?? claims.Parameters.GetValueOrDefault("lipschitzSource")) is { } source && source != "proved"
            ? $", if the norm is as {source}"
            : string.Empty;

    private static void Line(StringBuilder text, string name, string? value, string? beside = null)
    {
        if (!string.IsNullOrEmpty(value))
        {
            text.Append(name.PadRight(NameWidth)).Append(value).Append(beside).AppendLine();
        }
    }

    // ReLU goes without saying.
    private static string? Activated(Report report)
    {
        if (report.Activation == Activation.Relu)
        {
            return null;
        }

        BigInteger[] before = [.. ActivationChange.GrowthParameters.Select(name => BigInteger.Parse(report.Provenance.Parameters.GetValueOrDefault(name, "0"), CultureInfo.InvariantCulture))];
        return before[0].IsZero
            ? report.Activation.Name
            : $"{report.Activation}; with ReLU {Number(before[0])} units, {Number(before[1])} weights, {before[2]} weight values: times {Quotient(report.Counts.Units, before[0])}, {Quotient(report.Counts.Weights, before[1])}, {Quotient(report.Codebook.Count, before[2])}";
    }

    private static string Quotient(BigInteger after, BigInteger before) => Short((double)after / (double)before);

    private static string Quantized(Quantization quantization) =>
        quantization == Quantization.None ? "unquantized" : $"{quantization.ToString().ToLowerInvariant()} quantization";

    private static string Values(Codebook codebook)
    {
        const int shown = 20;
        IEnumerable<string> values = codebook.Values.Select(v => v.ToString());
        return codebook.Count <= shown ? string.Join(", ", values) : $"{string.Join(", ", values.Take(3))}, ..., {values.Last()}";
    }

    private static string? Bound(double? value) => value is { } bound ? $"   (the theorem's expression: {Short(bound)})" : null;

    private static string FixedPoint(PrecisionAnalysis precision)
    {
        string bits = precision.ExtraFractionBits is { } fraction
            ? $"values need {precision.IntegerBits} integer and p + {fraction} fraction bits"
            : $"values need {precision.IntegerBits} integer bits, and no number of fraction bits holds them";
        return precision.ExactFractionBits >= 0
            ? $"{bits}; exact in double precision for inputs with p up to {precision.ExactFractionBits} fraction bits"
            : $"{bits}; rounded in double precision";
    }

    private static string Number(BigInteger value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Point(IReadOnlyList<double> at) => at.Count == 1
        ? $"x = {Coordinate(at[0])}"
        : $"({string.Join(", ", at.Select(Coordinate))})";

    private static string Coordinate(double x) => x.ToString("G9", CultureInfo.InvariantCulture);
}
