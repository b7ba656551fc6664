using System.CommandLine;
using System.CommandLine.Parsing;

namespace QuantRelu.Cli.Options;

/// <summary>--error and --relative-error: an error in the target's unit, as a percentage of its range, or relative to it; one of the two.</summary>
internal sealed class ErrorOption
{
    private const string Name = "--error";
    private const string RelativeName = "--relative-error";
    private readonly bool _isRequired;
    private readonly Option<AskedError?> _error;
    private readonly Option<AskedError?>? _relative;

    private ErrorOption(string description, string? relativeDescription, bool isRequired)
    {
        _isRequired = isRequired;
        _error = new(Name)
        {
            Description = description,
            HelpName = "number|P%",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                bool isRead = isRequired
                    ? AskedError.TryParse(text, out AskedError? error, out string? problem)
                    : AskedError.TryParseClaim(text, out error, out problem);
                return Parsed(result, isRead, error, problem);
            },
        };
        _relative = relativeDescription is null ? null : new(RelativeName)
        {
            Description = relativeDescription,
            HelpName = "number",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                bool isNumber = Rational.TryParse(text, out Rational value);
                bool isPart = isNumber && value.Sign > 0 && value < 1;
                return Parsed(result, isPart, isPart ? AskedError.Relative(value) : null, RelativeProblem(text, isNumber, value), RelativeName);
            },
        };
    }

    /// <summary>For a network that is built: one of the two is needed.</summary>
    public static ErrorOption OfBuild() => new(
        "ε, the greatest error allowed, in the target's unit, such as 0.01 or 2; or P%, a percentage of the target's range. Required, but with "
            + $"{RelativeName}.",
        "δ, for a target that keeps away from 0: |network - f| is at most δ|f|; the network keeps the stronger error δ min |f|.",
        isRequired: true);

    /// <summary>For a network that is there: a claim.</summary>
    /// <param name="description">What --error is, beside a number or a percentage.</param>
    public static ErrorOption OfClaim(string description) => new(description, null, isRequired: false);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_error);
        if (_relative is not null)
        {
            command.Add(_relative);
        }
    }

    /// <summary>The error; null where none was given and none is needed.</summary>
    /// <exception cref="CommandFailure">Both were given, or none and one is needed.</exception>
    public AskedError? Read(ParseResult result) => (result.GetValue(_error), _relative is null ? null : result.GetValue(_relative)) switch
    {
        ({ }, { }) => throw CommandFailure.BadInput($"{Name} and {RelativeName} each say what is allowed: leave out one of them."),
        (null, null) when _isRequired => throw CommandFailure.BadInput($"Option '{Name}' is required."),
        ({ } error, null) => error,
        (_, var relative) => relative,
    };

    private static AskedError? Parsed(
        ArgumentResult result, bool isRead, AskedError? error, string? problem, string name = Name)
    {
        if (!isRead)
        {
            result.AddError($"{name} {problem}");
        }

        return error;
    }

    private static string RelativeProblem(string text, bool isNumber, Rational value) => isNumber
        ? $"is {value.ToShortString()}; it must be above 0 and below 1."
        : $"is '{text}'; it must be a number such as 0.01, 1e-3 or 1/3.";
}
