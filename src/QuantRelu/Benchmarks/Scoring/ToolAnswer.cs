namespace QuantRelu.Benchmarks.Scoring;

/// <summary>What a tool said of an instance.</summary>
/// <param name="Instance">The instance's name, or the place of its question.</param>
/// <param name="Answer">The tool's word: sat or violated, unsat or holds, or anything else, such as timeout or unknown, which is no answer.</param>
/// <param name="Seconds">How long it took; null where that is not told.</param>
/// <param name="Witness">The input that it names, in any of the ways that <see cref="WitnessText"/> reads; null where it names none.</param>
public sealed record ToolAnswer(string Instance, string Answer, Rational? Seconds = null, string? Witness = null)
{
    /// <summary>True for sat, false for unsat, null for no answer.</summary>
    public bool? IsSatisfiable => Answer switch
    {
        "sat" or "violated" => true,
        "unsat" or "holds" => false,
        _ => null,
    };
}
