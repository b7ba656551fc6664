namespace QuantRelu.Graph;

/// <summary>A broken rule of the model, and where: a stage, an array and a layer, counted from 1.</summary>
public sealed record Violation(int Stage, int Array, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"stage {Stage}, array {Array}: {Message}";
}

/// <summary>
/// Checks every rule of the model on a network: all weights and biases are codebook values, units connect only to existing
/// units of the next layer, between two units there is at most one connection, and every slot is set. Works on blocks and
/// affine wirings, in time independent of the number of copies wherever the wiring allows.
/// </summary>
public static class NetworkValidation
{
    private const long MostCopiesTried = 1 << 20;

    /// <summary>All broken rules; empty for a sound network.</summary>
    public static IReadOnlyList<Violation> Validate(this Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var violations = new List<Violation>();
        System.Numerics.BigInteger before = network.Inputs;
        for (int s = 0; s < network.Stages.Count; s++)
        {
            Stage stage = network.Stages[s];
            for (int a = 0; a < stage.Arrays.Count; a++)
            {
                violations.AddRange(Array(stage.Arrays[a], before, network.Codebook).Select(m => new Violation(s + 1, a + 1, m)));
            }

            before = stage.Units(stage.Depth - 1);
        }

        return violations;
    }

    private static IEnumerable<string> Array(BlockArray array, System.Numerics.BigInteger before, Codebook codebook) =>
        Codes(array, codebook).Concat(Range(array, before)).Concat(Doubles(array));

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

        int wrong = array.Codes is null ? -1 : System.Array.FindIndex(array.Codes, c => c >= codebook.Count);
        if (wrong >= 0)
        {
            yield return $"copy {wrong / array.Block.Slots}: the code {array.Codes![wrong]} in slot {wrong % array.Block.Slots} is outside 0..{codebook.Count - 1}";
        }
    }

    private static IEnumerable<string> Range(BlockArray array, System.Numerics.BigInteger before)
    {
        for (int i = 0; i < array.Block.Inputs; i++)
        {
            (long lowest, long highest) = Reach(array, array.Bases[i], array.Strides[i]);
            if (lowest < 0 || highest >= before)
            {
                yield return $"block input {i} reads units {lowest} to {highest}; the layer before has units 0 to {before - 1}";
            }
        }
    }

    // Two inputs that one unit reads must never be the same source.
    private static IEnumerable<string> Doubles(BlockArray array)
    {
        SparseLayer first = array.Block.Layers[0];
        var seen = new HashSet<(int, int)>();
        for (int unit = 0; unit < first.Units; unit++)
        {
            ReadOnlyMemory<int> row = first.Columns.AsMemory(first.RowStarts[unit], first.RowStarts[unit + 1] - first.RowStarts[unit]);
            for (int x = 0; x < row.Length; x++)
            {
                for (int y = x + 1; y < row.Length; y++)
                {
                    (int a, int b) = (row.Span[x], row.Span[y]);
                    if (seen.Add((a, b)) && MayMeet(array, a, b))
                    {
                        yield return $"layer 1, unit {unit}: block inputs {a} and {b} are one unit in some copy, so the two are connected twice";
                    }
                }
            }
        }
    }

    private static bool MayMeet(BlockArray array, int a, int b)
    {
        long[] strides = array.Strides[a].Zip(array.Strides[b], (x, y) => x - y).ToArray();
        (long lowest, long highest) = Reach(array, array.Bases[a] - array.Bases[b], strides);
        if (lowest > 0 || highest < 0)
        {
            return false;
        }

        if (array.Copies > MostCopiesTried)
        {
            return true;
        }

        var sources = new long[array.Block.Inputs];
        for (long copy = 0; copy < array.Copies; copy++)
        {
            array.Sources(copy, sources);
            if (sources[a] == sources[b])
            {
                return true;
            }
        }

        return false;
    }

    private static (long Lowest, long Highest) Reach(BlockArray array, long start, IReadOnlyList<long> strides)
    {
        long lowest = start, highest = start;
        for (int c = 0; c < strides.Count; c++)
        {
            long reach = strides[c] * (array.Radices[c] - 1);
            lowest += Math.Min(0, reach);
            highest += Math.Max(0, reach);
        }

        return (lowest, highest);
    }
}
