using QuantRelu.Analysis;
using QuantRelu.Analysis.Collapsed;
using QuantRelu.Analysis.Folding;
using QuantRelu.Analysis.Functions;
using QuantRelu.Analysis.Ranges;
using QuantRelu.Analysis.Roots;

namespace QuantRelu.Certification.Grids;

/// <summary>
/// The units of a network that are a function of one of its inputs alone, exactly, copy by copy: |x - i/N| and the hats of a grid. Every other unit is
/// none of these. A function is found when it is asked for, from the functions of what its copy reads.
/// </summary>
/// <param name="network">A network of ReLU units with inputs in [0, 1], all codes set.</param>
internal sealed class AxisUnits(CollapsedNetwork network)
{
    private readonly Dictionary<CollapsedBlock, BlockFunctions> _blocks = [];
    private readonly Dictionary<(int Stage, int Array, long Copy), AxisFunction?[]> _copies = [];

    /// <summary>The function of a collapsed unit; null when it depends on several inputs. A stage that sums has none.</summary>
    /// <param name="stage">The stage; -1 for the inputs.</param>
    /// <param name="unit">The unit.</param>
    public AxisFunction? Of(int stage, long unit)
    {
        if (stage < 0)
        {
            return new((int)unit, PiecewiseLinear.Identity(ValueRange.Unit), 0);
        }

        if (network.Stages[stage].Sums)
        {
            return null;
        }

        int a = 0;
        for (long units = UnitsOf(stage, a); unit >= units; units = UnitsOf(stage, a))
        {
            unit -= units;
            a++;
        }

        long copy = Math.DivRem(unit, network.Stages[stage].Arrays[a].Block.Outputs, out long output);
        if (!_copies.TryGetValue((stage, a, copy), out AxisFunction?[]? outputs))
        {
            _copies[(stage, a, copy)] = outputs = Outputs(stage, network.Stages[stage].Arrays[a], copy);
        }

        return outputs[output];
    }

    private long UnitsOf(int stage, int array)
    {
        CollapsedArray a = network.Stages[stage].Arrays[array];
        return (long)a.Array.Copies * a.Block.Outputs;
    }

    private AxisFunction?[] Outputs(int stage, CollapsedArray array, long copy)
    {
        if (!_blocks.TryGetValue(array.Block, out BlockFunctions? block))
        {
            _blocks[array.Block] = block = BlockFunctions.Of(FoldedBlock.Of(array.Block, stage < network.Stages.Count - 1));
        }

        List<AxisFunction?> values = [.. array.Sources(copy).Select(unit => Of(stage - 1, unit))];
        Rational Value(int slot) => network.Network.Codebook[array.Array.CopyCodes(copy)[slot]];
        foreach (RootRow row in block.Bases)
        {
            values.Add(Row(row, block, values, Value));
        }

        return [.. block.Outputs.Select(row => Row(row, block, values, Value))];
    }

    private static AxisFunction? Row(RootRow row, BlockFunctions block, List<AxisFunction?> values, Func<int, Rational> weightIn)
    {
        AxisFunction? sum = new(0, null, row.Constant);
        foreach (RootFunction f in row.Functions)
        {
            sum = Sum(sum, 1, Function(f, block, values));
        }

        foreach (OpenValue open in row.Open)
        {
            Rational weight = open.Factors.Aggregate((Rational)0, (total, f) => total + (weightIn(f.Slot) * f.Multiplier));
            sum = Sum(sum, weight, open.Value is { } value ? Function(value, block, values) : new(0, null, 1));
        }

        return sum;
    }

    private static AxisFunction? Function(RootFunction f, BlockFunctions block, List<AxisFunction?> values)
    {
        AxisFunction? root = new(0, null, 0);
        foreach ((int number, Rational factor) in block.Roots[f.Root].Terms)
        {
            root = Sum(root, factor, values[number]);
        }

        return root is null ? null
            : root.Shape is null ? new(0, null, f.Function.At(root.Constant))
            : new(root.Axis, f.Function.Of(root.Shape.Plus(root.Constant)), 0);
    }

    // Of functions of one input; null when they are of several.
    private static AxisFunction? Sum(AxisFunction? sum, Rational factor, AxisFunction? term) => factor.IsZero ? sum
        : sum is null || term is null || (sum.Shape is not null && term.Shape is not null && sum.Axis != term.Axis) ? null
        : new(
            term.Shape is null ? sum.Axis : term.Axis,
            term.Shape is null ? sum.Shape : sum.Shape is null ? factor * term.Shape : sum.Shape + (factor * term.Shape),
            sum.Constant + (factor * term.Constant));
}
