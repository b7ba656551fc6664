using System.CommandLine;
using QuantRelu.Cli.Input;
using QuantRelu.Targets;

namespace QuantRelu.Cli.Options;

/// <summary>The target of a command: TARGET, --dimension and --domain.</summary>
internal sealed class TargetOptions
{
    private const string Description =
        "An expression such as \"sin(2*pi*x)/(2*pi)\", the name of a built-in target (see quantrelu targets), "
            + "or @file.csv with samples x,y of a Lipschitz function, @file.csv:3 or @file.csv:heading for another column than y, @- for standard input; "
            + "@file.csv:grid for values on a grid with x above and y at the left, @file.csv:x,y,z for three columns, of which either is known by its looks";
    private readonly Argument<string[]> _target;
    private readonly Option<int?> _dimension =
        TypedOption.OptionalInteger("--dimension", "d, when it is more than the variables used.", 1, Domain.MaximumDimension);
    private readonly Option<string?> _domain =
        TypedOption.Text("--domain", "The box a:b,... to approximate on; 0:1 along each variable by default.", "a:b,...");

    private readonly Option<Rational> _lipschitz =
        TypedOption.Number("--lipschitz", "The Lipschitz constant of a target given by samples; by default that of the data.",
        value => value.Sign >= 0 ? null : $"--lipschitz is {value.ToShortString()}; it must not be negative.");

    /// <summary>Options that suggest the built-in targets on completion.</summary>
    /// <param name="several">Whether the command takes one target or more.</param>
    public TargetOptions(bool several = false)
    {
        _target = new("TARGET")
        {
            HelpName = "TARGET",
            Description = Description + (several ? "; one or several." : "."),
            Arity = several ? ArgumentArity.OneOrMore : ArgumentArity.ExactlyOne,
            CustomParser = result => [.. result.Tokens.Select(t => t.Value)],
        };
        _target.CompletionSources.Add(_ => NamedTargets.All.Select(t => new System.CommandLine.Completions.CompletionItem(t.Name, detail: t.Description)));
    }

    /// <summary>Adds the argument and the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_target);
        command.Add(_dimension);
        command.Add(_domain);
        command.Add(_lipschitz);
    }

    /// <summary>The target on its domain.</summary>
    /// <exception cref="CommandFailure">The text is no target, or the domain no box of its dimension.</exception>
    public Target Read(ParseResult result, Terminal terminal) => ReadAll(result, terminal).Single();

    /// <summary>All targets that are given, each on the domain.</summary>
    /// <inheritdoc cref="Read(ParseResult, Terminal)"/>
    public Target[] ReadAll(ParseResult result, Terminal terminal)
    {
        string[] texts = result.GetValue(_target)!;
        return [.. texts.Select(text => ReadOne(result, text, terminal.In, isNamed: texts.Length > 1))];
    }

    // Of several targets the one that is wrong is named.
    private Target ReadOne(ParseResult result, string text, TextReader standardInput, bool isNamed)
    {
        try
        {
            Rational? lipschitz = result.GetResult(_lipschitz) is null ? null : result.GetValue(_lipschitz);
            return Read(text, result.GetValue(_dimension), result.GetValue(_domain), lipschitz, standardInput);
        }
        catch (CommandFailure failure) when (isNamed)
        {
            throw CommandFailure.BadInput($"Target '{text}': {failure.Message}");
        }
    }

    /// <summary>True for a file of samples.</summary>
    public static bool IsSamples(string text) => text.StartsWith(SampleReader.Mark);

    /// <summary>A target from its parts.</summary>
    /// <param name="text">An expression, a name, or @ and a file of samples.</param>
    /// <param name="dimension">d, or null for the number of variables used.</param>
    /// <param name="domain">The box, or null for the unit box.</param>
    /// <param name="lipschitz">A Lipschitz constant of the function that samples are of, or null.</param>
    /// <param name="standardInput">What @- reads; null where it stands for nothing.</param>
    /// <exception cref="CommandFailure">The text is no target, or the domain no box of its dimension.</exception>
    public static Target Read(string text, int? dimension, string? domain, Rational? lipschitz = null, TextReader? standardInput = null)
    {
        if (IsSamples(text))
        {
            Target samples = SampleReader.Read(text, lipschitz, standardInput);
            string variables = samples.Dimension == 1 ? "samples x,y has one variable" : "samples on a grid has two variables";
            return domain is null && (dimension is null || dimension == samples.Dimension) ? samples
                : throw CommandFailure.BadInput($"A target of {variables} and the samples' own domain: leave out --domain and --dimension.");
        }

        if (lipschitz is not null)
        {
            throw CommandFailure.BadInput("--lipschitz is for a target of samples: @file.csv.");
        }

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
