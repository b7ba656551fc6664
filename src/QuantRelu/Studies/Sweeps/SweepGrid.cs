using QuantRelu.Constructions.Paper;
using QuantRelu.Numerics;

namespace QuantRelu.Studies.Sweeps;

/// <summary>
/// The networks of a sweep: every target with every ε, construction, n and codebook. What makes no difference stands once: λ for free
/// weights, n for constructions that know one n alone.
/// </summary>
/// <param name="Targets">The targets.</param>
/// <param name="Errors">Every error: absolute, parts of the range of each target, or relative.</param>
/// <param name="Lambdas">Every λ, at least 2.</param>
public sealed record SweepGrid(ImmutableArray<Target> Targets, ImmutableArray<AskedError> Errors, ImmutableArray<int> Lambdas)
{
    private readonly Sequence<Target> _targets = Targets;
    private readonly Sequence<AskedError> _errors = Errors;
    private readonly Sequence<int> _lambdas = StudyRanges.Lambdas(Lambdas);
    private readonly Sequence<int?> _smoothness = new([null]);
    private readonly Sequence<Construction> _constructions = new([PaperConstructions.Independent]);
    private readonly Sequence<Quantization> _quantizations = new([Quantization.Nonlinear]);

    /// <summary>The targets.</summary>
    public ImmutableArray<Target> Targets
    {
        get => _targets.Items;
        init => _targets = value;
    }

    /// <summary>Every error: absolute, parts of the range of each target, or relative.</summary>
    public ImmutableArray<AskedError> Errors
    {
        get => _errors.Items;
        init => _errors = value;
    }

    /// <summary>Every λ, at least 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is below 2.</exception>
    public ImmutableArray<int> Lambdas
    {
        get => _lambdas.Items;
        init => _lambdas = StudyRanges.Lambdas(value);
    }

    /// <summary>How weight values are chosen.</summary>
    public ImmutableArray<Quantization> Quantizations
    {
        get => _quantizations.Items;
        init => _quantizations = value;
    }

    /// <summary>What constructs them; Theorems 1 and 2 unless told otherwise.</summary>
    public ImmutableArray<Construction> Constructions
    {
        get => _constructions.Items;
        init => _constructions = value;
    }

    /// <summary>Every n; null is the n with the fewest weights.</summary>
    public ImmutableArray<int?> Smoothness
    {
        get => _smoothness.Items;
        init => _smoothness = value;
    }

    /// <summary>
    /// The networks in the one order of all sweeps, whatever the order of the lists: targets as given, ε descending, constructions that are
    /// independent of the target first, then by name,
    /// n ascending after the n with the fewest weights, nonlinear, linear, then free weights, λ ascending. An odd λ with linear quantization is
    /// in the list, although there is no such network: its row says so.
    /// </summary>
    /// <exception cref="TargetException">A target has no such error: it is constant, or relative to it nothing can be kept near 0.</exception>
    public ImmutableArray<StudyRequest> Requests()
    {
        return
        [
            .. from target in Targets
               from network in Errors.Distinct().Select(error => new NetworkRequest(target, error)).OrderByDescending(n => n.Error)
               from construction in Constructions.Distinct().OrderBy(c => c.Structure).ThenBy(c => c.Name, StringComparer.Ordinal)
               from smoothness in Orders(construction)
               from family in Families()
               select new StudyRequest(construction, network with { Family = family, Smoothness = smoothness }),
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
}
