using QuantRelu.Constructions.Paper;

namespace QuantRelu.Studies.Sweeps;

/// <summary>
/// The networks of a sweep: every target with every ε, construction, n and codebook. What makes no difference stands once: λ for free
/// weights, n for constructions that know one n alone.
/// </summary>
/// <param name="Targets">The targets.</param>
/// <param name="Errors">Every ε, strictly between 0 and 1.</param>
/// <param name="Lambdas">Every λ, at least 2.</param>
public sealed record SweepGrid(ImmutableArray<Target> Targets, ImmutableArray<Rational> Errors, ImmutableArray<int> Lambdas)
{
    /// <summary>How weight values are chosen.</summary>
    public ImmutableArray<Quantization> Quantizations { get; init; } = [Quantization.Nonlinear];

    /// <summary>What constructs them; Theorems 1 and 2 unless told otherwise.</summary>
    public ImmutableArray<Construction> Constructions { get; init; } = [PaperConstructions.Independent];

    /// <summary>Every n; null is the n with the fewest weights.</summary>
    public ImmutableArray<int?> Smoothness { get; init; } = [null];

    /// <summary>
    /// The networks in the one order of all sweeps, whatever the order of the lists: targets as given, ε descending, constructions that are
    /// independent of the target first, then by name,
    /// n ascending after the n with the fewest weights, nonlinear, linear, then free weights, λ ascending. An odd λ with linear quantization is
    /// in the list, although there is no such network: its row says so.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">An ε or a λ is outside its range.</exception>
    public ImmutableArray<StudyRequest> Requests()
    {
        Check();
        return
        [
            .. from target in Targets
               from error in Errors.Distinct().OrderDescending()
               from construction in Constructions.Distinct().OrderBy(c => c.Structure).ThenBy(c => c.Name, StringComparer.Ordinal)
               from smoothness in Orders(construction)
               from family in Families()
               select new StudyRequest(construction, new NetworkRequest(target, error) { Family = family, Smoothness = smoothness }),
        ];
    }

    private IEnumerable<int?> Orders(Construction construction) => construction.Orders.Length == 1 ? [construction.Orders[0]] : Smoothness.Distinct().Order();

    private IEnumerable<CodebookFamily> Families()
    {
        foreach (Quantization quantization in new[] { Quantization.Nonlinear, Quantization.Linear, Quantization.None }.Where(Quantizations.Contains))
        {
            IEnumerable<CodebookFamily> families = quantization == Quantization.None
                ? [CodebookFamily.Free]
                : Lambdas.Distinct().Order().Select(lambda => CodebookFamily.Of(lambda, quantization));
            foreach (CodebookFamily family in families)
            {
                yield return family;
            }
        }
    }

    private void Check()
    {
        foreach (Rational error in Errors.Where(e => e.Sign <= 0 || e >= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Errors), error, $"The error is {error.ToShortString()}; it must be above 0 and below 1.");
        }

        foreach (int lambda in Lambdas.Where(l => l < 2))
        {
            throw new ArgumentOutOfRangeException(nameof(Lambdas), lambda, $"λ is {lambda}; it must be at least 2.");
        }
    }
}
