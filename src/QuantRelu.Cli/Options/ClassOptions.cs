using System.CommandLine;
using System.Globalization;

namespace QuantRelu.Cli.Options;

/// <summary>The options that name a class of functions and an error: --smoothness and --error, and lists of numbers.</summary>
internal static class ClassOptions
{
    private const double LeastError = 1e-300;

    /// <summary>--smoothness n.</summary>
    public static Option<int> Smoothness(int most) => TypedOption.Integer("--smoothness", "n, how many derivatives are bounded by 1.", 1, most, standard: 1);

    /// <summary>--error ε below a limit.</summary>
    public static Option<Rational> Error(Rational below)
    {
        Option<Rational> option = TypedOption.Number("--error", $"ε, above 0 and below {below}.", e =>
            e.Sign <= 0 || e >= below ? $"--error is {e.ToShortString()}; it must be above 0 and below {below}."
            : (double)e < LeastError ? $"--error is {e.ToShortString()}; these expressions are computed in double precision, for errors from {LeastError} on."
            : null);
        option.Required = true;
        return option;
    }

    /// <summary>A list such as 2,3,4 or 2..16, or both: ascending, without repetitions.</summary>
    public static Option<int[]> List(string name, string description, int least, int most, string? standard = null)
    {
        var option = new Option<int[]>(name) { Description = description, HelpName = "list", AllowMultipleArgumentsPerToken = false };
        option.CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            int[]? numbers = Numbers(text, least, most);
            if (numbers is null)
            {
                result.AddError($"{name} is '{text}'; it must be whole numbers from {least} to {most}, such as {least},{least + 1} or {least}..{least + 4}.");
            }

            return numbers ?? [];
        };
        if (standard is not null)
        {
            option.DefaultValueFactory = _ => Numbers(standard, least, most)!;
        }
        else
        {
            option.Required = true;
        }

        return option;
    }

    private static int[]? Numbers(string text, int least, int most)
    {
        const int mostNumbers = 10_000;
        var numbers = new SortedSet<int>();
        foreach (string part in text.Split(','))
        {
            string[] ends = part.Split("..");
            if (ends.Length > 2 || !Whole(ends[0], out int first) || !Whole(ends[^1], out int last) || first < least || last > most || last < first
                || last - first > mostNumbers)
            {
                return null;
            }

            numbers.UnionWith(Enumerable.Range(first, last - first + 1));
        }

        return [.. numbers];
    }

    private static bool Whole(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
