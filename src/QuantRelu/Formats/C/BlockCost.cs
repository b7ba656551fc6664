using System.Numerics;
using System.Text.RegularExpressions;
using QuantRelu.Analysis.Collapsed;

namespace QuantRelu.Formats.C;

/// <summary>What an evaluation of blocks costs: the operations of every statement, as often as it is run, and the bytes of all tables.</summary>
internal static partial class BlockCost
{
    private static CCost Nothing { get; } = new(0, 0, 0, 0, 0);

    /// <summary>The bytes of a code.</summary>
    public static int CodeBytes(CollapsedNetwork network) => network.Network.Codebook.Count <= 256 ? 1 : 2;

    /// <summary>True when the copies of a block have codes.</summary>
    public static bool HasCodes(CollapsedBlock block) => block.Layers.Any(l => l.Any(u => u.Terms.Any(t => t.IsOpen)));

    /// <summary>True for a term of a sum that is 0 whatever the inputs.</summary>
    public static bool AddsNothing(CollapsedStage stage, CollapsedArray array) =>
        stage.Sums && array.Block.Layers[^1].All(u => u.Terms.Count == 0 && u.Bias.IsZero);

    /// <summary>The cost.</summary>
    public static CCost Of(CollapsedNetwork network, FixedFormat format)
    {
        CCost[] weights = [.. network.Network.Codebook.Values.Select(w => Terms(format.Shifts(w, "x")))];
        CCost all = Nothing;
        foreach (CollapsedStage stage in network.Stages)
        {
            foreach (CollapsedArray array in stage.Arrays.Where(a => !AddsNothing(stage, a)))
            {
                all = Sum(all, Of(array, stage.Sums, format, weights));
                all = all with { DataBytes = all.DataBytes + Bytes(array, CodeBytes(network)) };
            }

            // Each unit of a stage that is not the last is rectified.
            all = ReferenceEquals(stage, network.Stages[^1]) ? all : all with { Comparisons = all.Comparisons + stage.Units };
        }

        return all;
    }

    private static CCost Of(CollapsedArray array, bool adds, FixedFormat format, CCost[] weights)
    {
        CCost all = Nothing;
        BigInteger copies = array.Array.Copies;
        for (int l = 0; l < array.Block.Layers.Count; l++)
        {
            bool last = l == array.Block.Layers.Count - 1;
            foreach (CollapsedUnit unit in array.Block.Layers[l])
            {
                CCost one = Of(unit, format, adds && last) with { Comparisons = last ? 0 : 1 };
                all = Sum(all, new(0, copies * one.Additions, copies * one.Shifts, copies * one.Comparisons, 0));
                foreach (int slot in unit.Terms.SelectMany(t => t.Slots))
                {
                    all = Enumerable.Range(0, (int)copies).Aggregate(all, (sum, copy) => Sum(sum, weights[array.Array.CopyCodes(copy)[slot]]));
                }
            }
        }

        return all;
    }

    // The terms' signs are operations, but for a plus at the beginning.
    private static CCost Of(CollapsedUnit unit, FixedFormat format, bool adds)
    {
        string[] terms =
        [
            .. unit.Terms.Where(t => !t.Coefficient.IsZero).Select(t => format.Shifts(t.Coefficient, "x")),
            .. unit.Terms.SelectMany(t => t.Slots).Select(_ => " + w"),
        ];
        CCost sum = terms.Aggregate(Nothing, (all, t) => Sum(all, new(0, Sign().Count(t), Shift().Count(t), 0, 0)));
        BigInteger additions = sum.Additions + (unit.Bias.IsZero ? 0 : 1);
        bool begins = Leading(unit, format) is '+';
        return sum with { Additions = additions.IsZero ? 0 : additions - (begins ? 1 : 0) + (adds ? 1 : 0) };
    }

    private static CCost Terms(string terms) =>
        new(0, Sign().Count(terms) - (terms.StartsWith(" +", StringComparison.Ordinal) ? 1 : 0), Shift().Count(terms), 0, 0);

    // The sign of the first term that is written; a bias alone is a constant.
    private static char Leading(CollapsedUnit unit, FixedFormat format) => unit.Terms.Count == 0 ? '+'
        : unit.Terms[0].Coefficient.IsZero ? '+' : format.Shifts(unit.Terms[0].Coefficient, "x")[1];

    private static BigInteger Bytes(CollapsedArray array, int codeBytes)
    {
        BigInteger bytes = HasCodes(array.Block) ? (BigInteger)array.Array.Codes!.Value.Length * codeBytes : 0;
        bytes += array.Array.Selection is { } selection ? selection.Length * IntegerType.Width(selection[^1]) / 8 : 0;
        return array.Block.Inputs == 0 ? bytes
            : bytes + ((BigInteger)array.Block.Inputs * (1 + array.Array.Radices.Length) * (IntegerType.Width(CArrayWriter.FarthestPlace(array)) / 8));
    }

    private static CCost Sum(CCost a, CCost b) => new(
        a.Multiplications + b.Multiplications, a.Additions + b.Additions, a.Shifts + b.Shifts, a.Comparisons + b.Comparisons, a.DataBytes + b.DataBytes);

    [GeneratedRegex(" [+-] ")]
    private static partial Regex Sign();

    [GeneratedRegex("<<|>>")]
    private static partial Regex Shift();
}
