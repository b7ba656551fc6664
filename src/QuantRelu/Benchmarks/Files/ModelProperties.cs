using System.Globalization;
using QuantRelu.Analysis;
using QuantRelu.Benchmarks.Truth;

namespace QuantRelu.Benchmarks.Files;

/// <summary>What a model of a set says of itself beside what every exported model does: its exact range, and how to make it again.</summary>
internal static class ModelProperties
{
    /// <summary>Named properties.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(BenchmarkOptions options, SetNetwork network)
    {
        RegionSummary known = network.Range.Summary;
        yield return new("exactMinimum", known.Minimum.ToString());
        yield return new("exactMinimumAt", string.Join(' ', known.MinimumAt));
        yield return new("exactMaximum", known.Maximum.ToString());
        yield return new("exactMaximumAt", string.Join(' ', known.MaximumAt));
        yield return new("exactMeaning", "of the model as a function of real numbers on 0 <= u <= 1, its float32 weights taken exactly");
        yield return new("convexRegions", known.ConvexRegions.ToString(CultureInfo.InvariantCulture));
        yield return new("reproduce", SetCommand.Of(options, network));
    }
}
