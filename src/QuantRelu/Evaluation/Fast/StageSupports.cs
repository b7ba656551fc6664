namespace QuantRelu.Evaluation.Fast;

/// <summary>Finds the supports of the copies that a network evaluates first, such as the hats of a grid.</summary>
internal static class StageSupports
{
    private const int FewestCopies = 8;

    /// <summary>The stages with supports where there are any; the same stages where there are none.</summary>
    /// <param name="stages">The stages as <see cref="StageKernel.Of"/> prepares them, for <see cref="UsualPoints"/>.</param>
    public static StageKernel[] Find(StageKernel[] stages)
    {
        // The first stage that is no single copy, when someone reads it.
        int first = stages[0].Arrays is [{ Copies: 1 }] ? 1 : 0;
        if (first + 1 >= stages.Length || stages[first].Sums)
        {
            return stages;
        }

        ArrayKernel? front = first == 1 ? stages[0].Arrays[0] : null;
        ArrayKernel[] arrays = [.. stages[first].Arrays.Select(a => a.Copies >= FewestCopies && a is { Gates.Length: 0, Shared: null }
            && DemandedOutput.Of(a, stages[first + 1].Arrays) is { } output
            ? a with { Supports = SupportSearch.Of(a, front, stages[0].Inputs, output) }
            : a)];
        return arrays.All(a => a.Supports is null)
            ? stages
            : [.. stages.Select((s, i) => i == first ? s with { Arrays = arrays } : s)];
    }
}
