using QuantRelu.Evaluation.Collapsed;
using QuantRelu.Graph;

namespace QuantRelu.Evaluation;

/// <summary>
/// The inputs of each block that switch it off: when such an input is 0, all outputs of the block are proved to be 0, in
/// exact and in rounded arithmetic alike. In the networks of Theorem 1 these are the factors h of ψ_m, by statement (i) of
/// Proposition 2; here the proof is found on the block itself.
/// </summary>
/// <remarks>
/// With the input set to 0, units that compute the same expression are given the same number, layer by layer; a sum is 0
/// when its terms, added in order, cancel one against the next (c·v, then -c·v), and a unit is 0 when only a bias ≤ 0 is left.
/// </remarks>
public sealed class BlockGates
{
    private readonly int[][][] _gates;

    private BlockGates(int[][][] gates) => _gates = gates;

    /// <summary>Finds the gates of every array of a network.</summary>
    public static BlockGates Of(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Of(CollapsedNetwork.Of(network));
    }

    /// <summary>The block inputs of one array (by number of stage and array) each of which switches a copy off.</summary>
    public IReadOnlyList<int> Of(int stage, int array) => _gates[stage][array];

    internal static BlockGates Of(CollapsedNetwork network)
    {
        var known = new Dictionary<CollapsedBlock, int[]>();
        return new BlockGates(network.Stages.Select((s, number) => s.Arrays
            .Select(a =>
            {
                bool relu = number < network.Stages.Count - 1;
                if (!known.TryGetValue(a.Block, out int[]? gates))
                {
                    known[a.Block] = gates = Enumerable.Range(0, a.Block.Inputs).Where(i => IsZero(a.Block, i, relu)).ToArray();
                }

                return gates.Select(i => a.Representative[i]).ToArray();
            }).ToArray()).ToArray());
    }

    // Values are numbered: 0 is the value zero, equal numbers are equal values.
    private static bool IsZero(CollapsedBlock block, int input, bool relu)
    {
        int[] values = Enumerable.Range(1, block.Inputs).ToArray();
        values[input] = 0;
        for (int l = 0; l < block.Layers.Count; l++)
        {
            var numbers = new Dictionary<string, int>();
            bool last = l == block.Layers.Count - 1;
            values = block.Layers[l].Select(u => Number(u, values, numbers, rectified: !last || relu)).ToArray();
        }

        return Array.TrueForAll(values, v => v == 0);
    }

    private static int Number(CollapsedUnit unit, int[] values, Dictionary<string, int> numbers, bool rectified)
    {
        var left = new List<(int Value, string Coefficient, Connection Term)>();
        foreach (Connection term in unit.Terms.Where(t => values[t.Source] != 0))
        {
            bool cancels = left.Count == 1 && !term.IsOpen && !left[0].Term.IsOpen
                && left[0].Value == values[term.Source] && left[0].Term.Coefficient == -term.Coefficient;
            if (cancels)
            {
                left.Clear();
            }
            else
            {
                left.Add((values[term.Source], $"{term.Coefficient}+{string.Join(',', term.Slots)}", term));
            }
        }

        if (left.Count == 0 && (unit.Bias.IsZero || (rectified && unit.Bias.Sign < 0)))
        {
            return 0;
        }

        string key = string.Join(';', left.Select(t => $"{t.Value}*{t.Coefficient}")) + "|" + unit.Bias;
        if (!numbers.TryGetValue(key, out int number))
        {
            numbers[key] = number = numbers.Count + 1;
        }

        return number;
    }
}
