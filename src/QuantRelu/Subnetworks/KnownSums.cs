using System.Globalization;

namespace QuantRelu.Subnetworks;

/// <summary>
/// The cheapest ways in which summands become one output, each found once: what a search over the parameters of constructions asks for again and again, as
/// most changes of parameters leave the summands as they are, or all a number of layers later.
/// </summary>
/// <param name="mostHalves">The most copies of a unit.</param>
internal sealed class KnownSums(int mostHalves)
{
    private readonly FinalGain _final = new(mostHalves);
    private readonly Dictionary<string, ImmutableArray<AmplifierStep>?> _known = [];

    /// <summary>The steps of the cheapest way, the last one the output's; null when there is none.</summary>
    /// <param name="summands">The summands, by falling exponents; the first begins the sum.</param>
    /// <param name="odd">The odd factor of the output.</param>
    /// <param name="lastLayer">The last layer in which the output may stand.</param>
    /// <param name="leastExponent">What the sum counts, at the least, before all have joined.</param>
    public IReadOnlyList<AmplifierStep>? Find(IReadOnlyList<Summand> summands, long odd, int lastLayer, int leastExponent)
    {
        // Moving all layers moves the steps: nothing else depends on where they are.
        int first = summands[0].Layer, last = lastLayer == FinalGain.AnyNumber ? lastLayer : lastLayer - first;
        Summand[] moved = [.. summands.Select(s => s with { Layer = s.Layer - first })];
        string each = string.Join(' ', moved.Select(s => $"{s.Layer},{s.Exponent},{s.RowWeights},{s.Halvings}"));
        string key = string.Create(CultureInfo.InvariantCulture, $"{odd} {last} {leastExponent} {each}");
        if (!_known.TryGetValue(key, out ImmutableArray<AmplifierStep>? steps))
        {
            _known[key] = steps = Amplifier.Find(moved, _final, odd, mostHalves, last, leastExponent)?.Steps;
        }

        return steps?.Select(s => s with { Layer = s.Layer + first }).ToArray();
    }
}
