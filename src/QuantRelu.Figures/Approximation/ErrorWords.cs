using System.Globalization;
using QuantRelu.Claims;
using QuantRelu.Formats.Reports;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Figures.Approximation;

/// <summary>What pictures say about a network and its error.</summary>
internal static class ErrorWords
{
    /// <summary>The network's counts and weight values.</summary>
    public static string Network(Network network)
    {
        NetworkCounts counts = network.Count();
        string values = network.Codebook.IsFree ? "free weights" : network.Codebook.Count <= 4 ? $"weights in {{{string.Join(", ", network.Codebook.Values)}}}" : $"{network.Codebook.Count} weight values";
        return string.Create(CultureInfo.InvariantCulture, $"{values}, depth {counts.Depth}, {counts.Weights:N0} weights").Replace('-', '−');
    }

    /// <summary>The target, the section and the network.</summary>
    public static string Title(Target target, Section section, Network network) =>
        $"{target}{(section.FixedAt.Count == 0 ? string.Empty : $" {section}")}: {Network(network)}";

    /// <summary>What is proved, or what a file says that was, or that nothing is.</summary>
    public static string Proved(Provenance claims) =>
        claims.Certified is not { } certified ? "no bound is proved" : $"{(claims.IsOfFile ? "the file says" : "proved")}: the greatest error is {certified}";

    /// <summary>ε, or nothing.</summary>
    public static string Asked(Rational? error) => error is { } asked ? $", ε = {ReportFacts.Short((double)asked)}" : string.Empty;
}
