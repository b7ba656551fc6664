using System.CommandLine;
using QuantRelu.Constructions;

namespace QuantRelu.Cli.Options;

/// <summary>The options that choose what constructs a network: --construction, --structure, --smoothness and --max-depth.</summary>
internal sealed class ConstructionOptions
{
    private const string Theorem = "paper";
    private const string Tuned = "tuned";

    private readonly ConstructionRegistry _constructions;
    private readonly Option<string> _name;
    private readonly Option<string?> _structure;
    private readonly Option<int?> _smoothness;
    private readonly Option<string> _parameters = TypedOption.Choice(
        "--parameters",
        "How a construction chooses its parameters: as its theorem does, or the fewest weights that its proof allows.",
        Theorem,
        [Theorem, Tuned]);

    private readonly Option<int?> _depth;

    private readonly Option<int> _effort = TypedOption.Integer(
        "--effort", "How much a construction that searches may search; counted in steps, so that the network is always the same.", 0, NetworkRequest.MostEffort,
        standard: 1);

    private readonly Option<string> _objective = TypedOption.Choice(
        "--objective", "What the smallest network has the least of.", Word(Constructions.Objective.Weights),
        [.. Enum.GetValues<Constructions.Objective>().Select(Word)]);

    /// <summary>The options.</summary>
    /// <param name="constructions">What there is to choose from.</param>
    /// <param name="standard">What constructs the network where nothing is said.</param>
    /// <param name="smoothness">What --smoothness does, for the help.</param>
    public ConstructionOptions(ConstructionRegistry constructions, string standard, string smoothness)
    {
        _constructions = constructions;
        _name = TypedOption.Choice("--construction", "The construction; smallest compares all that fit.", standard, [.. constructions.Names]);
        _structure = StructureOption.Create();
        _depth = TypedOption.OptionalInteger("--max-depth", "The most layers; any number by default.", 1, int.MaxValue);
        _smoothness = TypedOption.OptionalInteger("--smoothness", smoothness, 1, NetworkRequest.MostSmooth);
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_structure);
        command.Add(_name);
        command.Add(_smoothness);
        command.Add(_depth);
    }

    /// <summary>Adds the options that choose parameters to a command that builds one network.</summary>
    public void AddParametersTo(Command command)
    {
        command.Add(_parameters);
        command.Add(_effort);
        command.Add(_objective);
    }

    /// <summary>What the smallest network has the least of.</summary>
    public Constructions.Objective Objective(ParseResult result) =>
        Enum.GetValues<Constructions.Objective>().Single(o => Word(o) == result.GetValue(_objective));

    /// <summary>How much is searched.</summary>
    public int Effort(ParseResult result) => result.GetValue(_effort);

    /// <summary>What constructs the network.</summary>
    /// <exception cref="CommandFailure">There is no such construction, or it is not built with the n asked for.</exception>
    public Construction Read(ParseResult result)
    {
        string name = result.GetValue(_name)!;
        Structure? structure = result.GetValue(_structure) is { } word ? StructureNames.Parse(word) : null;
        if (!_constructions.TryFind(name, structure, out Construction? construction))
        {
            throw CommandFailure.BadInput($"There is no construction {name} whose topology is {structure!.Value.Phrase()}.");
        }

        return Smoothness(result) is { } n && !construction.Orders.Contains(n)
            ? throw CommandFailure.BadInput($"--smoothness is {n}; {Named(construction)} is built with n = {string.Join(", ", construction.Orders)}.")
            : construction;
    }

    /// <summary>How parameters are chosen.</summary>
    public ParameterChoice Parameters(ParseResult result) =>
        result.GetValue(_parameters) == Tuned ? ParameterChoice.Tuned : ParameterChoice.Theorem;

    /// <summary>n, or null for the one with the fewest weights.</summary>
    public int? Smoothness(ParseResult result) => result.GetValue(_smoothness);

    /// <summary>The most layers, or null for any number.</summary>
    public int? MostDepth(ParseResult result) => result.GetValue(_depth);

    private static string Word(Constructions.Objective objective) => objective.ToString().ToLowerInvariant();

    private static string Named(Construction construction) =>
        construction.Structure == Structure.Dependent ? "a function-dependent network" : $"the construction {construction.Name}";
}
