using System.CommandLine;
using System.Globalization;

namespace QuantRelu.Cli.Options;

/// <summary>Options whose value is a list with commas: numbers, words, orders of smoothness.</summary>
internal static class ListOptions
{
    private const string Automatic = "auto";

    /// <summary>--error: every ε, above 0, or percentages of a range.</summary>
    public static Option<AskedError[]> Errors()
    {
        Option<AskedError[]> option = Of<AskedError>(
            "--error", "Every ε, above 0, in the target's unit, such as 0.1,0.01,1e-3, or percentages of its range, such as 1%,0.1%.", "list",
            part => AskedError.TryParse(part, out AskedError? error, out _) ? [error] : null,
            "numbers above 0, and at most 1e300, or percentages above 0% and below 100%, such as 0.1,0.01 or 1%,0.1%");
        option.Required = true;
        return option;
    }

    /// <summary>--error of a class of functions of norm at most 1: every ε, above 0 and below 1.</summary>
    public static Option<Rational[]> ErrorsOfClass() => Of<Rational>(
        "--error", "Every ε, above 0 and below 1, such as 0.1,0.01,1e-3.", "list", part =>
            Rational.TryParse(part, out Rational e) && e.Sign > 0 && e < 1 ? [e] : null, "numbers above 0 and below 1, such as 0.1,0.01");

    /// <summary>Numbers, exact.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="description">What it says.</param>
    /// <param name="example">Such a list, or several.</param>
    public static Option<Rational[]> Numbers(string name, string description, string example) =>
        Of<Rational>(name, description, "number[,...]", part => Rational.TryParse(part, out Rational value) ? [value] : null,
            $"numbers with commas, such as {example}");

    /// <summary>Several of some words.</summary>
    public static Option<string[]> Words(string name, string description, string standard, params string[] words)
    {
        Option<string[]> option = Of<string>(name, description, string.Join(',', words), part => words.Contains(part, StringComparer.Ordinal) ? [part] : null,
            $"{string.Join(" or ", words)}, or several of them with commas");
        option.DefaultValueFactory = _ => [standard];
        option.CompletionSources.Add(words);
        return option;
    }

    /// <summary>--smoothness: every n, or auto for the n with the fewest weights.</summary>
    public static Option<int?[]> Smoothness(int most)
    {
        Option<int?[]> option = Of<int?>(
            "--smoothness", "Every n, such as 1,2 or 1..3; auto, the default, is the n with the fewest weights. Dependent networks have n = 1.", "list", part =>
                Orders(part, most), $"whole numbers from 1 to {most}, such as 1,2 or 1..3, or {Automatic}");
        option.DefaultValueFactory = _ => [null];
        return option;
    }

    private static int?[]? Orders(string part, int most) => part == Automatic ? [null]
        : part.Split("..") is { Length: 1 or 2 } ends && Whole(ends[0], most, out int first) && Whole(ends[^1], most, out int last) && first <= last
            ? [.. Enumerable.Range(first, last - first + 1).Select(n => (int?)n)]
            : null;

    private static bool Whole(string text, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= most;

    private static Option<T[]> Of<T>(string name, string description, string kind, Func<string, T[]?> read, string wanted) => new(name)
    {
        Description = description,
        HelpName = kind,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            T[]?[] parts = [.. text.Split(',').Select(part => read(part.Trim()))];
            if (parts.Any(p => p is null))
            {
                result.AddError($"{name} is '{text}'; it must be {wanted}.");
                return [];
            }

            return [.. parts.SelectMany(p => p!)];
        },
    };
}
