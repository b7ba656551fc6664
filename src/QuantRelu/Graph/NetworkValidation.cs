using System.Numerics;

namespace QuantRelu.Graph;

/// <summary>A broken rule of the model, and where: a stage, an array and a layer, counted from 1.</summary>
public sealed record Violation(int Stage, int Array, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"stage {Stage}, array {Array}: {Message}";
}

/// <summary>
/// Checks every rule of the model on a network: all weights and biases are codebook values, those in slots as well as soon as
/// a target has set them, units connect only to existing units of the next layer, and between two units there is at most one
/// connection. Works on blocks and affine wirings, in time independent of the number of copies wherever the wiring allows.
/// </summary>
public static class NetworkValidation
{
    /// <summary>All broken rules; empty for a sound network.</summary>
    public static ImmutableArray<Violation> Validate(this Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return [.. Violations(network)];
    }

    /// <summary>The broken rules, found one by one as they are asked for.</summary>
    internal static IEnumerable<Violation> Violations(Network network)
    {
        BigInteger before = network.Inputs;
        for (int s = 0; s < network.Stages.Length; s++)
        {
            Stage stage = network.Stages[s];
            for (int a = 0; a < stage.Arrays.Length; a++)
            {
                foreach (string message in Array(stage.Arrays[a], before, network.Codebook))
                {
                    yield return new Violation(s + 1, a + 1, message);
                }
            }

            before = stage.Units(stage.Depth - 1);
        }
    }

    // Where a source does not exist, there is no asking which are the same.
    private static IEnumerable<string> Array(BlockArray array, BigInteger before, Codebook codebook) =>
        Codes(array, codebook).Concat(Range(array, before)).Concat(Range(array, before).Any() ? [] : new DoubleSources(array).All());

    private static IEnumerable<string> Codes(BlockArray array, Codebook codebook)
    {
        for (int l = 0; l < array.Block.Depth; l++)
        {
            SparseLayer layer = array.Block.Layers[l];
            foreach (int code in layer.Codes.Where(c => c >= codebook.Count).Distinct())
            {
                yield return $"layer {l + 1}: weight code {code} is outside 0..{codebook.Count - 1}";
            }

            foreach (int slot in layer.Codes.Where(c => c < 0).Select(SparseLayer.SlotNumber).Where(n => n >= array.Block.Slots).Distinct())
            {
                yield return $"layer {l + 1}: slot {slot} is outside 0..{array.Block.Slots - 1}";
            }

            foreach (int code in layer.Biases.Where(c => c != SparseLayer.NoBias && (c < 0 || c >= codebook.Count)).Distinct())
            {
                yield return $"layer {l + 1}: bias code {code} is outside 0..{codebook.Count - 1}";
            }
        }

        int wrong = array.Codes is { } codes ? codes.AsSpan().IndexOfAnyExceptInRange((ushort)0, (ushort)Math.Min(ushort.MaxValue, codebook.Count - 1)) : -1;
        if (wrong >= 0)
        {
            yield return $"copy {wrong / array.Block.Slots}: the code {array.Codes!.Value[wrong]} in slot {wrong % array.Block.Slots} is outside "
                + $"0..{codebook.Count - 1}";
        }
    }

    private static IEnumerable<string> Range(BlockArray array, BigInteger before)
    {
        for (int i = 0; i < array.Block.Inputs; i++)
        {
            (BigInteger lowest, BigInteger highest) = Reach(array, i);
            if (lowest < 0 || highest >= before || highest > long.MaxValue)
            {
                yield return $"block input {i} reads units {lowest} to {highest}; the layer before has units 0 to {before - 1}";
            }
        }
    }

    // The least and the greatest unit that an input reads, whatever a file says.
    private static (BigInteger Lowest, BigInteger Highest) Reach(BlockArray array, int input)
    {
        BigInteger lowest = array.Bases[input], highest = lowest;
        for (int c = 0; c < array.Radices.Length; c++)
        {
            BigInteger reach = (BigInteger)array.Strides[input][c] * (array.Radices[c] - 1);
            lowest += BigInteger.Min(0, reach);
            highest += BigInteger.Max(0, reach);
        }

        return (lowest, highest);
    }
}
