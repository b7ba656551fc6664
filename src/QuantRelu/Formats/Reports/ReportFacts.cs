using System.Globalization;
using System.Numerics;
using QuantRelu.Activations;
using QuantRelu.Analysis;
using QuantRelu.Claims;
using QuantRelu.Targets;

namespace QuantRelu.Formats.Reports;

/// <summary>One fact of a report, for people.</summary>
/// <param name="Name">What it is about, such as "weights".</param>
/// <param name="Value">The fact.</param>
/// <param name="Expression">The theorem's leading expression for the same count, with constant 1; null where there is none.</param>
public sealed record ReportFact(string Name, string Value, double? Expression = null);

/// <summary>A report in words: one fact after the other, the theorem's expression beside the count that it bounds.</summary>
public static class ReportFacts
{
    /// <summary>The facts that are known, in a fixed order.</summary>
    public static ImmutableArray<ReportFact> Of(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return [.. All(report).Where(f => f.Value.Length > 0)];
    }

    /// <summary>A number in the four digits that reports show.</summary>
    public static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static IEnumerable<ReportFact> All(Report report)
    {
        Provenance claims = report.Provenance;
        NetworkCounts counts = report.Counts;
        yield return new("target", TargetOf(claims));
        yield return new("domain", claims.Domain.ToString());
        yield return new(
            "construction",
            $"{claims.Construction}, {(claims.Target.Length == 0 ? string.Empty : $"{claims.Structure.Phrase()}, ")}"
                + $"{Quantized(claims.Quantization)}{(claims.Smoothness is { } n ? $", n = {n}" : string.Empty)}");
        yield return new("parameters",
            string.Join(", ", claims.Parameters.Where(p => !ActivationChange.GrowthParameters.Contains(p.Key)).Select(p => $"{p.Key} = {p.Value}")));
        yield return new("compared", Compared(claims));
        yield return new("their weights", Others(claims));
        yield return new("weight values",
            report.Codebook.IsFree ? $"free; {report.Codebook.Count} distinct ones are used" : $"{report.Codebook.Count}: {Values(report.Codebook)}");
        yield return new("activation", Activated(report) ?? string.Empty);
        yield return new("depth", $"{counts.Depth}", claims.PaperBound?.Depth);
        yield return new("width", LargeNumber.Text(counts.Width));
        yield return new("units", LargeNumber.Text(counts.Units));
        yield return new("weights", LargeNumber.Text(counts.Weights), claims.PaperBound?.Weights);
        yield return new("bits", $"{LargeNumber.Text(counts.Bits)} = {counts.BitsPerWeight} for each weight", claims.PaperBound?.Bits);
        yield return new("besides", $"codebook {LargeNumber.Text(counts.CodebookBits)} bits, sparse structure {LargeNumber.Text(counts.StructureBits)} bits");
        foreach (ReportFact fact in Errors(claims).Concat(Doubts(claims)))
        {
            yield return fact;
        }

        yield return new("fixed point", report.Precision?.ToString() ?? string.Empty);
        foreach (ReportFact fact in report.Regions is { } regions ? Regions(regions, report.LinearRegionCount) : [])
        {
            yield return fact;
        }

        yield return new("topology", report.TopologyHash ?? string.Empty);
        yield return new("blocks", report.BlockHash ?? string.Empty);
    }

    private static IEnumerable<ReportFact> Errors(Provenance claims)
    {
        yield return new("error asked", claims.Error is { } error
            ? $"{((double)error).ToString("R", CultureInfo.InvariantCulture)}{ErrorParts.Asked(claims.ErrorScale)}" : string.Empty);
        yield return new("error bound", claims.ErrorBound is { } bound ? $"{Short(bound)} by the construction{Supposed(claims)}" : string.Empty);
        yield return new("error measured", claims.Measured is { } m
            ? $"{Short(m.Value)} at {Point(m.At)}, the greatest of {LargeNumber.Text(m.Samples)} samples{(m.Exact ? ", exact" : string.Empty)}"
                + ErrorParts.Of(claims.ErrorScale, m)
            : string.Empty);
        yield return new("error certified", claims.Certified is { } c
            ? $"{c}{ErrorParts.Of(claims.ErrorScale, c)}{(claims.IsOfFile ? ", as the file says" : string.Empty)}"
            : string.Empty);
    }

    // A file may say anything.
    private static IEnumerable<ReportFact> Doubts(Provenance claims)
    {
        bool claimsAny = claims.Certified is not null || claims.Measured is not null || claims.ErrorBound is not null;
        yield return new("claims", claims.IsOfFile && claimsAny ? "of the file, not proved here: that is what quantrelu verify does" : string.Empty);
        foreach (string contradiction in ClaimCheck.Contradictions(claims))
        {
            yield return new("contradiction", contradiction);
        }
    }

    private static string Compared(Provenance claims) => claims.Tried.IsEmpty ? string.Empty
        : claims.Tried.Length == 1 ? "with none: no other construction fits"
        : $"{claims.Tried.Length} networks: the smallest that is known to keep the error";

    // The smallest that each construction has for the error asked.
    private static string Others(Provenance claims) => string.Join("; ", claims.Tried.Where(t => t.Error <= claims.Error).GroupBy(t => t.Structure)
        .OrderBy(g => g.Key).Select(g => (g.Key == Structure.Dependent ? "for this target " : "for its class ") + string.Join(", ", Smallest(g))));

    private static IEnumerable<string> Smallest(IEnumerable<TriedNetwork> tried) => tried.GroupBy(t => t.Construction).Select(g => g.MinBy(t => t.Weights)!)
        .OrderBy(t => t.Weights)
        .Select(t => $"{t.Construction} {(t.Outcome == TriedOutcome.NotBuilt ? "at least " : string.Empty)}{LargeNumber.Text(t.Weights)}");

    private static string TargetOf(Provenance claims) => claims.Source switch
    {
        FormulaSource formula => $"{claims.Target}, which is {formula.Formula}",
        SampleSource samples => $"{claims.Target}, straight lines through {LargeNumber.Text(samples.Table.Samples.Length)} samples",
        GridSource grid => $"{claims.Target}, bilinear between samples at {grid.Table.X.Length} x and {grid.Table.Y.Length} y",
        _ when claims.Source == TargetSource.AbsentSamples => $"{claims.Target}, samples that the file does not hold",
        _ when claims.Source == TargetSource.Code => $"{claims.Target}, given by code",
        _ => claims.Target,
    };

    private static string Supposed(Provenance claims) => claims.ErrorBoundCondition is { } condition ? $", conditional: {condition}" : string.Empty;

    // ReLU goes without saying.
    private static string? Activated(Report report)
    {
        if (report.Activation == Activation.Relu)
        {
            return null;
        }

        BigInteger[] before = [.. ActivationChange.GrowthParameters.Select(
            name => BigInteger.Parse(report.Provenance.Parameters.GetValueOrDefault(name, "0"), CultureInfo.InvariantCulture))];
        return before[0].IsZero
            ? report.Activation.Name
            : $"{report.Activation}; with ReLU {LargeNumber.Text(before[0])} units, {LargeNumber.Text(before[1])} weights, {before[2]} weight values: times "
                + $"{Quotient(report.Counts.Units, before[0])}, {Quotient(report.Counts.Weights, before[1])}, {Quotient(report.Codebook.Count, before[2])}";
    }

    private static string Quotient(BigInteger after, BigInteger before) => Short((double)after / (double)before);

    private static string Quantized(Quantization quantization) =>
        quantization == Quantization.None ? "unquantized"
            : quantization == Quantization.Given ? "weight values as given"
            : $"{quantization.Text()} quantization";

    private static string Values(Codebook codebook)
    {
        const int shown = 20;
        IEnumerable<string> values = codebook.Values.Select(v => v.ToString());
        return codebook.Count <= shown ? string.Join(", ", values) : $"{string.Join(", ", values.Take(3))}, ..., {values.Last()}";
    }

    private static IEnumerable<ReportFact> Regions(RegionSummary regions, long? count)
    {
        string convex = $"{LargeNumber.Text(regions.ConvexRegions)} convex parts";
        yield return new("linear regions", count is { } linear ? $"{LargeNumber.Text(linear)}, in {convex}" : convex);
        yield return new(
            "range",
            $"from {regions.Minimum.ToShortString()} at {Point(regions.MinimumAt)} to {regions.Maximum.ToShortString()} at {Point(regions.MaximumAt)}");
        yield return new("slopes", $"at most {regions.GreatestSlope.ToShortString()} along an axis; Lipschitz constant "
            + regions.LipschitzConstant.ToString("R", CultureInfo.InvariantCulture));
    }

    private static string Point(ImmutableArray<Rational> at) => Point([.. at.Select(x => (double)x)]);

    private static string Point(IReadOnlyList<double> at) => at.Count == 1
        ? $"x = {Coordinate(at[0])}"
        : $"({string.Join(", ", at.Select(Coordinate))})";

    private static string Coordinate(double x) => x.ToString("G9", CultureInfo.InvariantCulture);
}
