using System.Diagnostics.CodeAnalysis;
using QuantRelu.Constructions.Cells;
using QuantRelu.Constructions.Crossbar;
using QuantRelu.Constructions.Hinges;
using QuantRelu.Constructions.Interpolation;
using QuantRelu.Constructions.Paper;
using QuantRelu.Constructions.Planning;

namespace QuantRelu;

/// <summary>The constructions that can be asked for by name. A further one is added by <see cref="With"/>.</summary>
public sealed class ConstructionRegistry
{
    private readonly ImmutableArray<Construction> _members;

    // The planners choose among the others, whichever these are.
    private ConstructionRegistry(ImmutableArray<Construction> members)
    {
        _members = members;
        All = [.. members, new SmallestNetwork(members, Structure.Dependent), new SmallestNetwork(members, Structure.Independent)];
    }

    /// <summary>Every construction of this library, the standard one first.</summary>
    public static ConstructionRegistry Standard { get; } = new(
    [
        PaperConstructions.Independent, PaperConstructions.Dependent, CrossbarConstruction.Instance,
        InterpolationConstructions.Slopes, InterpolationConstructions.Hierarchical, CellsConstruction.Instance, HingeConstruction.Instance,
    ]);

    /// <summary>All of them, the planners, which choose among the others, last.</summary>
    public ImmutableArray<Construction> All { get; }

    /// <summary>The names, each once, in order.</summary>
    public ImmutableArray<string> Names => [.. All.Select(c => c.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>The same constructions and one more.</summary>
    /// <exception cref="ArgumentException">There is one of that name and structure.</exception>
    public ConstructionRegistry With(Construction construction)
    {
        ArgumentNullException.ThrowIfNull(construction);
        return TryFind(construction.Name, construction.Structure, out _)
            ? throw new ArgumentException($"There is a construction '{construction}' already.", nameof(construction))
            : new(_members.Add(construction));
    }

    /// <summary>Finds a construction.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="structure">Its structure; null for the first of that name.</param>
    /// <param name="construction">The construction.</param>
    /// <returns>False when there is none.</returns>
    public bool TryFind(string name, Structure? structure, [NotNullWhen(true)] out Construction? construction)
    {
        construction = All.FirstOrDefault(c => c.Name == name && (structure is null || c.Structure == structure));
        return construction is not null;
    }

    /// <summary>What a parameter of a network means; empty when its construction is not known or does not say.</summary>
    public string MeaningOf(string parameter, Provenance provenance)
    {
        ArgumentNullException.ThrowIfNull(provenance);
        return TryFind(provenance.Construction, provenance.Structure, out Construction? construction)
            ? construction.Parameters.FirstOrDefault(p => p.Name == parameter)?.Meaning ?? string.Empty
            : string.Empty;
    }
}
