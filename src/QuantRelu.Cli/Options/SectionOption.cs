using System.CommandLine;
using QuantRelu.Figures.Approximation;

namespace QuantRelu.Cli.Options;

/// <summary>--fix: the variables that a picture holds still.</summary>
internal sealed class SectionOption
{
    private readonly Option<string?> _fix =
        TypedOption.Text("--fix", "Hold variables still, as in z=0.5; of a network of more than two variables one or two must be left.", "x=a,...");

    /// <summary>Adds the option to a command.</summary>
    public void AddTo(Command command) => command.Add(_fix);

    /// <summary>The section of a domain that is to be shown.</summary>
    /// <exception cref="CommandFailure">The text is no list of variables with their values, or names a variable twice.</exception>
    public Section Read(ParseResult result, Domain domain)
    {
        var fixedAt = new Dictionary<int, double>();
        foreach (string part in (result.GetValue(_fix) ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] sides = part.Split('=', StringSplitOptions.TrimEntries);
            if (sides.Length != 2 || !Rational.TryParse(sides[1], out Rational x))
            {
                throw CommandFailure.BadInput($"--fix takes variables with their values, as in z=0.5, not '{part}'.");
            }

            if (!fixedAt.TryAdd(Axis(sides[0], domain), (double)x))
            {
                throw CommandFailure.BadInput($"--fix names {sides[0]} twice.");
            }
        }

        return Section.Of(domain, fixedAt);
    }

    private static int Axis(string name, Domain domain)
    {
        string[] names = [.. Enumerable.Range(0, domain.Dimension).Select(axis => Section.Name(axis, domain.Dimension))];
        int number = Array.FindIndex(names, n => n == name);
        number = number >= 0 ? number : Array.FindIndex(Enumerable.Range(1, domain.Dimension).ToArray(), i => $"x{i}" == name);
        return number >= 0 ? number : throw CommandFailure.BadInput($"There is no variable '{name}' in this network: it has {string.Join(", ", names)}.");
    }
}
