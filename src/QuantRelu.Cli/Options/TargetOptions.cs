using System.CommandLine;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Cli.Options;

/// <summary>The target of a command: TARGET, --dimension and --domain.</summary>
internal sealed class TargetOptions
{
    private readonly Argument<string> _target = new("TARGET") { HelpName = "TARGET", Description = "An expression such as \"sin(2*pi*x)/(2*pi)\" or the name of a built-in target (see quantrelu targets)." };
    private readonly Option<int?> _dimension = TypedOption.OptionalInteger("--dimension", "d, when it is more than the variables used.", 1, Domain.MaximumDimension);
    private readonly Option<string?> _domain = TypedOption.Text("--domain", "The box a:b,... to approximate on; 0:1 along each variable by default.", "a:b,...");

    /// <summary>Options that suggest the built-in targets on completion.</summary>
    public TargetOptions() => _target.CompletionSources.Add(_ => NamedTargets.All.Select(t => new System.CommandLine.Completions.CompletionItem(t.Name, detail: t.Description)));

    /// <summary>Adds the argument and the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_target);
        command.Add(_dimension);
        command.Add(_domain);
    }

    /// <summary>The target on its domain.</summary>
    /// <exception cref="CommandFailure">The text is no target, or the domain no box of its dimension.</exception>
    public Target Read(ParseResult result) =>
        Read(result.GetValue(_target)!, result.GetValue(_dimension), result.GetValue(_domain));

    /// <summary>A target from its parts.</summary>
    /// <exception cref="CommandFailure">The text is no target, or the domain no box of its dimension.</exception>
    public static Target Read(string text, int? dimension, string? domain)
    {
        if (!Target.TryParse(text, dimension, out Target? target, out ParseError? error))
        {
            throw CommandFailure.BadInput(error.Message);
        }

        if (domain is null)
        {
            return target;
        }

        return Domain.TryParse(domain, target.Dimension, out Domain? box, out string? problem) ? target.On(box) : throw CommandFailure.BadInput(problem);
    }
}
