using System.Globalization;
using QuantRelu.Formats.VnnLib;
using QuantRelu.Numerics;

namespace QuantRelu.Benchmarks.Truth;

/// <summary>Two questions about one network on one box, which differ in the threshold: one has an answer, the other has none.</summary>
internal static class InstancePair
{
    // Apart from what networks are drawn from, so that the same networks come with any margins.
    private const ulong Stream = 1UL << 32;
    private const ulong Rounds = 1UL << 33;

    // Sides of parts are from 1/4 to 1 long, and their ends multiples of 1/16.
    private const int LogPlaces = 4;
    private const int LeastWidth = 4;

    /// <summary>The instances, in an order that tells nothing.</summary>
    /// <param name="options">What the set shall be like.</param>
    /// <param name="network">The network.</param>
    /// <param name="number">Its number, from 1.</param>
    public static IEnumerable<BenchmarkInstance> Of(BenchmarkOptions options, SetNetwork network, int number)
    {
        SplitMix64 random = SplitMix64.Of((ulong)options.Seed, Stream + (ulong)number);
        KnownRange range = Range(network.Range, random);
        Rational margin = Margin(options, number - 1);
        bool isMaximum = random.Below(2) == 0, isTwoSided = random.Below(3) == 0, satisfiableFirst = random.Below(2) == 0;
        foreach (string letter in new[] { "a", "b" })
        {
            bool isSatisfiable = (letter == "a") == satisfiableFirst;
            OutputCondition condition = Thresholds.Of(range, isMaximum, margin, isSatisfiable, options.Thresholds, options.Version);
            IReadOnlyList<OutputCondition>[] alternatives =
                isTwoSided ? [[condition], [Thresholds.Beyond(range, !isMaximum, options.Thresholds)]] : [[condition]];
            var query = new VerificationQuery(range.Box, 1, alternatives);
            (Float32Knowledge knowledge, Witness? found) = isSatisfiable ? Float32Search.Of(range, query, range.At(isMaximum)) : default;
            yield return new BenchmarkInstance
            {
                Name = number.ToString("D4", CultureInfo.InvariantCulture) + letter,
                NetworkFile = network.File,
                Query = query,
                IsMaximum = isMaximum,
                Extremum = range.Extremum(isMaximum),
                ExtremumAt = range.At(isMaximum),
                Regions = range.Summary.ConvexRegions,
                Threshold = condition.Bound,
                AskedMargin = margin,
                Witness = isSatisfiable ? new Witness(range.At(isMaximum), range.Extremum(isMaximum)) : null,
                Float32Witness = found,
                Float32Knowledge = knowledge,
                Timeout = options.Timeout,
            };
        }
    }

    // Each margin once in as many pairs as there are margins, in an order that is drawn for each round.
    private static Rational Margin(BenchmarkOptions options, int index)
    {
        (int round, int place) = Math.DivRem(index, options.Margins.Length);
        SplitMix64 random = SplitMix64.Of((ulong)options.Seed, Rounds + (ulong)round);
        var left = options.Margins.ToList();
        for (int k = 0; k < place; k++)
        {
            left.RemoveAt(random.Below(left.Count));
        }

        return random.Of(left);
    }

    // The whole box as often as a part of it, unless the network is constant there.
    private static KnownRange Range(KnownRange whole, SplitMix64 random)
    {
        if (random.Below(2) == 0)
        {
            return whole;
        }

        var part = KnownRange.Of(whole.Model, Domain.Create([.. whole.Box.Sides.Select(_ => Side(random))]));
        return part.Width.IsZero ? whole : part;
    }

    private static (Rational From, Rational To) Side(SplitMix64 random)
    {
        int from = random.Below((1 << LogPlaces) - LeastWidth), to = random.Between(from + LeastWidth, 1 << LogPlaces);
        return (Dyadic.Create(from, -LogPlaces), Dyadic.Create(to, -LogPlaces));
    }
}
