using System.Numerics;

namespace QuantRelu.Analysis.Collapsed;

/// <summary>
/// The same function as a network of free weights in which equal units are one and a connection has one weight: what the copies over a small
/// codebook add up to. For programs written from a network, which have no use for copies.
/// </summary>
/// <remarks>
/// Collapsing alone keeps apart what the codes of slots make equal: units whose slots hold the same codes in every copy, as the two parts of a leaky
/// unit do. Here slots that hold the same sums are one, so that the next collapse sees it; until nothing changes.
/// </remarks>
internal static class MergedNetwork
{
    /// <summary>Merges a network of ReLU units.</summary>
    /// <exception cref="InvalidOperationException">The network's codes are not set.</exception>
    /// <exception cref="ArgumentException">There are more different weights than a codebook holds.</exception>
    public static CollapsedNetwork Of(Network network)
    {
        Network merged = Written(CollapsedNetwork.Of(network));
        while (true)
        {
            Network next = Written(CollapsedNetwork.Of(merged));
            if (Size(next) == Size(merged))
            {
                return CollapsedNetwork.Of(next);
            }

            merged = next;
        }
    }

    private static (BigInteger, BigInteger) Size(Network network)
    {
        NetworkCounts counts = network.Count();
        return (counts.Units, counts.Weights);
    }

    private static Network Written(CollapsedNetwork network)
    {
        MergedStage[] stages = [.. network.Stages.Select((s, number) => new MergedStage(s, network.Network.Codebook))];
        for (int s = stages.Length - 2; s >= 0; s--)
        {
            stages[s].MergeSums(stages[s + 1]);
        }

        HashSet<Rational> values = [.. stages.SelectMany(s => s.Values)];
        for (int filler = 1; values.Count < 2; filler++)
        {
            values.Add(filler);
        }

        var codebook = Codebook.Free(values);
        return new Network(network.Network.Inputs, codebook, [.. stages.Select(s => s.Over(codebook))]);
    }
}
