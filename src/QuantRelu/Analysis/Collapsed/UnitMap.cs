using QuantRelu.Graph;

namespace QuantRelu.Analysis.Collapsed;

/// <summary>
/// Translates the units of a stage's last layer into collapsed units. Neighbouring arrays of one block form a run, in
/// which unit (copy, row) is collapsed unit (copy, class of row); an affine rule that stays in one run and steps over whole
/// copies is again an affine rule.
/// </summary>
internal sealed class UnitMap
{
    private readonly List<Run> _runs = [];

    /// <summary>The network inputs: each stands for itself.</summary>
    public static UnitMap OfInputs(int inputs)
    {
        var map = new UnitMap();
        map._runs.Add(new Run(0, inputs, 0, Enumerable.Range(0, inputs).ToArray(), inputs));
        return map;
    }

    /// <summary>The map of a stage.</summary>
    public static UnitMap Of(Stage stage, CollapsedStage collapsed)
    {
        var map = new UnitMap();
        long first = 0, collapsedFirst = 0;
        for (int a = 0; a < stage.Arrays.Length; a++)
        {
            CollapsedBlock block = collapsed.Arrays[a].Block;
            long copies = stage.Sums ? 1 : (long)stage.Arrays[a].Copies;
            long units = copies * block.OutputOf.Length;
            if (a > 0 && ReferenceEquals(block, collapsed.Arrays[a - 1].Block) && !stage.Sums)
            {
                map._runs[^1] = map._runs[^1] with { Units = map._runs[^1].Units + units };
            }
            else
            {
                map._runs.Add(new Run(first, units, collapsedFirst, block.OutputOf, block.Outputs));
            }

            if (stage.Sums)
            {
                break;
            }

            first += units;
            collapsedFirst += copies * block.Outputs;
        }

        return map;
    }

    /// <summary>True when every source of the next stage has an affine rule among the collapsed units.</summary>
    public bool Resolves(Stage next) => next.Arrays.All(a => Enumerable.Range(0, a.Block.Inputs).All(i => Resolve(a, i) is not null));

    /// <summary>The collapsed source of a block input: of copy 0, and the step along each grid axis; null when there is no affine rule.</summary>
    public (long First, ImmutableArray<long> Steps)? Resolve(BlockArray array, int input)
    {
        long lowest = array.Bases[input], highest = lowest;
        for (int c = 0; c < array.Radices.Length; c++)
        {
            long reach = array.Strides[input][c] * (array.Radices[c] - 1);
            lowest += Math.Min(0, reach);
            highest += Math.Max(0, reach);
        }

        return _runs.FirstOrDefault(r => lowest >= r.First && highest < r.First + r.Units)?.Translate(array.Bases[input], array.Strides[input], array.Radices);
    }

    private sealed record Run(long First, long Units, long CollapsedFirst, int[] ClassOf, int Classes)
    {
        public (long First, ImmutableArray<long> Steps)? Translate(long unit, ImmutableArray<long> strides, ImmutableArray<long> radices)
        {
            if (strides.Count(s => s % ClassOf.Length != 0) > 1)
            {
                return null;
            }

            var steps = new long[strides.Length];
            long row = (unit - First) % ClassOf.Length;
            for (int c = 0; c < steps.Length; c++)
            {
                if (strides[c] % ClassOf.Length == 0)
                {
                    steps[c] = strides[c] / ClassOf.Length * Classes;
                }
                else if (WithinCopy(row, strides[c], radices[c]) is { } step)
                {
                    steps[c] = step;
                }
                else
                {
                    return null;
                }
            }

            return (CollapsedFirst + ((unit - First) / ClassOf.Length * Classes) + ClassOf[row], [.. steps]);
        }

        // A step from row to row of one copy (a bit that selects one of two outputs) is affine when only this axis moves within the copy.
        private long? WithinCopy(long row, long stride, long radix)
        {
            long end = row + (stride * (radix - 1));
            if (end < 0 || end >= ClassOf.Length)
            {
                return null;
            }

            long step = ClassOf[row + stride] - ClassOf[row];
            for (long k = 2; k < radix; k++)
            {
                if (ClassOf[row + (k * stride)] - ClassOf[row] != k * step)
                {
                    return null;
                }
            }

            return step;
        }
    }
}
