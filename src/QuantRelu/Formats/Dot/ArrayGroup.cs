using System.Globalization;
using System.Numerics;
using QuantRelu.Graph;

namespace QuantRelu.Formats.Dot;

/// <summary>Neighbouring arrays of one block in a stage, drawn as one box.</summary>
internal sealed class ArrayGroup
{
    private readonly List<BlockArray> _arrays = [];
    private BigInteger _first;

    private ArrayGroup(string name) => Name = name;

    /// <summary>The name of the box.</summary>
    public string Name { get; }

    /// <summary>Copies of the block in all arrays.</summary>
    public BigInteger Copies => _arrays.Aggregate(BigInteger.Zero, (sum, a) => sum + a.Copies);

    /// <summary>The units of the last layer.</summary>
    public DrawnBox Outputs => new(Name, _first, Copies * _arrays[0].Block.Outputs);

    /// <summary>The groups of a stage in their order.</summary>
    public static IReadOnlyList<ArrayGroup> Of(Stage stage, string name)
    {
        var groups = new List<ArrayGroup>();
        BigInteger first = BigInteger.Zero;
        foreach (BlockArray array in stage.Arrays)
        {
            if (groups.Count == 0 || !ReferenceEquals(groups[^1]._arrays[0].Block, array.Block))
            {
                groups.Add(new ArrayGroup($"{name}b{groups.Count + 1}") { _first = first });
            }

            groups[^1]._arrays.Add(array);
            first += array.Copies * array.Block.Outputs;
        }

        return groups;
    }

    /// <summary>How many inputs of the block read units of a box, in some copy, as far as the ends of the affine rule tell.</summary>
    public int InputsFrom(DrawnBox box) => Enumerable.Range(0, _arrays[0].Block.Inputs).Count(i => _arrays.Any(a => Meets(a, i, box)));

    /// <summary>The text of the box.</summary>
    public IEnumerable<string> Lines()
    {
        Block block = _arrays[0].Block;
        yield return string.Create(
            CultureInfo.InvariantCulture, $"{Copies:N0} cop{(Copies.IsOne ? "y" : "ies")}{(_arrays.Count > 1 ? $" in {_arrays.Count} arrays" : string.Empty)}");
        yield return $"{block.Inputs} → {Widths(block)}";
        long weights = block.Layers.Sum(l => (long)l.Weights);
        yield return string.Create(CultureInfo.InvariantCulture, $"{weights:N0} weights each{(block.Slots > 0 ? $", {block.Slots} chosen" : string.Empty)}");
    }

    // 20 → 20 → 20 is written 20 (×3), and the middle of a long list is left out.
    private static string Widths(Block block)
    {
        const int Most = 12;
        var runs = new List<(int Units, int Times)>();
        foreach (SparseLayer layer in block.Layers)
        {
            bool again = runs.Count > 0 && runs[^1].Units == layer.Units;
            (int units, int times) = again ? runs[^1] : (layer.Units, 0);
            if (again)
            {
                runs.RemoveAt(runs.Count - 1);
            }

            runs.Add((units, times + 1));
        }

        string[] texts = [.. runs.Select(r => r.Times == 1 ? $"{r.Units}" : $"{r.Units} (×{r.Times})")];
        return string.Join(" → ", texts.Length <= Most ? texts : [.. texts[..5], "…", .. texts[^5..]]);
    }

    private static bool Meets(BlockArray array, int input, DrawnBox box)
    {
        BigInteger lowest = array.Bases[input], highest = lowest;
        for (int c = 0; c < array.Radices.Length; c++)
        {
            BigInteger reach = (BigInteger)array.Strides[input][c] * (array.Radices[c] - 1);
            lowest += BigInteger.Min(0, reach);
            highest += BigInteger.Max(0, reach);
        }

        return lowest < box.First + box.Units && highest >= box.First;
    }
}
