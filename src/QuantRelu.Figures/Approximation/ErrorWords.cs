using System.Globalization;
using QuantRelu.Claims;
using QuantRelu.Formats.Reports;
using QuantRelu.Numerics;

namespace QuantRelu.Figures.Approximation;

/// <summary>What pictures say about a network and its error.</summary>
internal static class ErrorWords
{
    /// <summary>The network's counts and weight values.</summary>
    public static string Network(Network network)
    {
        NetworkCounts counts = network.Count();
        string values = network.Codebook.IsFree ? "free weights" : network.Codebook.Count <= 4 ? $"weights in {{{string.Join(", ", network.Codebook.Values)}}}"
            : $"{network.Codebook.Count} weight values";
        return string.Create(CultureInfo.InvariantCulture, $"{values}, depth {counts.Depth}, {counts.Weights:N0} weights").Replace('-', '−');
    }

    /// <summary>The target, the section and the network.</summary>
    public static string Title(Target target, Section section, Network network) =>
        $"{target}{(section.FixedAt.Count == 0 ? string.Empty : $" {section}")}: {Network(network)}";

    /// <summary>What is proved, and by what, or what a file says that was, or that nothing is.</summary>
    public static string Proved(Provenance claims)
    {
        string who = claims.IsOfFile ? "the file says" : "proved";
        return (claims.Certified, Theorem(claims)) switch
        {
            (null, null) => "no bound is proved",
            (null, { } bound) => $"{who}: by the construction at most {OutwardDigits.Up(bound)}",
            ({ } certified, { } bound) when IsFarBelow(bound, certified) =>
                $"{who}: the greatest error is {certified}, by the construction at most {OutwardDigits.Up(bound)}",
            ({ } certified, _) => $"{who}: the greatest error is {certified}",
        };
    }

    /// <summary>The least bound that is proved, and what to call it; null for none.</summary>
    public static (string Name, double Bound)? Band(Provenance claims) => (claims.Certified, Theorem(claims)) switch
    {
        (null, null) => null,
        ({ } certified, { } bound) when !IsFarBelow(bound, certified) => Certified(certified, claims.IsOfFile),
        ({ } certified, null) => Certified(certified, claims.IsOfFile),
        (_, { } bound) => ("bound of the construction", DirectedRounding.Up(bound)),
    };

    private static (string Name, double Bound) Certified(CertifiedError error, bool isOfFile) =>
        (isOfFile ? "certified, as the file says" : "certified: never outside", DirectedRounding.Up(error.Upper));

    // A certification that reached its tolerance may end a little above a theorem's bound that is attained.
    private static bool IsFarBelow(Dyadic bound, CertifiedError certified) => bound < certified.Upper * (1 - Dyadic.PowerOfTwo(-6));

    private static Dyadic? Theorem(Provenance claims) => claims.TheoremBound is { } bound && double.IsFinite(bound) ? Dyadic.FromDouble(bound) : null;

    /// <summary>ε, or nothing.</summary>
    public static string Asked(Rational? error) => error is { } asked ? $", ε = {ReportFacts.Short((double)asked)}" : string.Empty;
}
