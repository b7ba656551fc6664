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
            var steps = new long[strides.Length];
            long row = (unit - First) % ClassOf.Length;
            int[] within = [.. Enumerable.Range(0, steps.Length).Where(c => strides[c] % ClassOf.Length != 0)];
            for (int c = 0; c < steps.Length; c++)
            {
                steps[c] = strides[c] / ClassOf.Length * Classes;
            }

            // Steps from row to row of one copy, such as a bit that selects one of two outputs.
            foreach (int c in within)
            {
                long next = row + strides[c];
                steps[c] = radices[c] == 1 ? 0 : next >= 0 && next < ClassOf.Length ? ClassOf[next] - ClassOf[row] : 0;
            }

            return IsAffine(row, ClassOf[row], [.. within.Select(c => (strides[c], steps[c], radices[c]))])
                ? (CollapsedFirst + ((unit - First) / ClassOf.Length * Classes) + ClassOf[row], [.. steps])
                : null;
        }

        // Whether every place of the axes that move within a copy is the row whose class the steps tell.
        private bool IsAffine(long row, long expected, ReadOnlySpan<(long Stride, long Step, long Radix)> axes)
        {
            if (axes.IsEmpty)
            {
                return row >= 0 && row < ClassOf.Length && ClassOf[row] == expected;
            }

            for (long k = 0; k < axes[0].Radix; k++)
            {
                if (!IsAffine(row + (k * axes[0].Stride), expected + (k * axes[0].Step), axes[1..]))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
