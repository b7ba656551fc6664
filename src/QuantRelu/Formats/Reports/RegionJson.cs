using System.Text.Json;
using QuantRelu.Analysis;

namespace QuantRelu.Formats.Reports;

/// <summary>Linear regions in a report: their number, and when they were asked for what they tell. Exact numbers are strings.</summary>
internal static class RegionJson
{
    /// <summary>Writes "regions", the number of linear regions, null when not counted; and "linearRegions".</summary>
    public static void Write(Utf8JsonWriter json, Report report)
    {
        if (report.LinearRegionCount is { } count)
        {
            json.WriteNumber("regions", count);
        }
        else
        {
            json.WriteNull("regions");
        }

        if (report.Regions is { } regions)
        {
            Write(json, regions);
        }
    }

    private static void Write(Utf8JsonWriter json, RegionSummary regions)
    {
        json.WriteStartObject("linearRegions");
        json.WriteNumber("convexRegions", regions.ConvexRegions);
        WritePoint(json, "minimum", regions.Minimum, regions.MinimumAt);
        WritePoint(json, "maximum", regions.Maximum, regions.MaximumAt);
        json.WriteString("greatestSlope", regions.GreatestSlope.ToString());
        json.WriteString("squaredLipschitz", regions.SquaredLipschitz.ToString());
        json.WriteNumber("lipschitzConstant", regions.LipschitzConstant);
        json.WriteEndObject();
    }

    private static void WritePoint(Utf8JsonWriter json, string name, Rational value, ImmutableArray<Rational> at)
    {
        json.WriteString(name, value.ToString());
        json.WriteStartArray($"{name}At");
        foreach (Rational x in at)
        {
            json.WriteStringValue(x.ToString());
        }

        json.WriteEndArray();
    }
}
