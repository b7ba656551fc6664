using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace QuantRelu.Cli.Options;

/// <summary>Options whose values are read exactly and whose errors are one sentence with the value and the allowed range.</summary>
internal static class TypedOption
{
    /// <summary>A whole number in a range.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What its help says.</param>
    /// <param name="least">The least number.</param>
    /// <param name="most">The greatest number.</param>
    /// <param name="standard">The number where the option is left out.</param>
    /// <param name="check">What is wrong with a number in the range, or null; never asked about another one.</param>
    public static Option<int> Integer(string name, string description, int least, int most, int? standard = null, Func<int, string?>? check = null)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "integer" };
        option.CustomParser = result => ReadInteger(result, name, least, most, check);
        if (standard is { } value)
        {
            option.DefaultValueFactory = _ => value;
        }

        return option;
    }

    /// <summary>A whole number in a range, or none.</summary>
    public static Option<int?> OptionalInteger(string name, string description, int least, int most) => new(name)
    {
        Description = description,
        HelpName = "integer",
        CustomParser = result => ReadInteger(result, name, least, most),
    };

    /// <summary>A decimal number or a fraction, exact.</summary>
    public static Option<Rational> Number(string name, string description, Func<Rational, string?> check) => new(name)
    {
        Description = description,
        HelpName = "number",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            string? error = Rational.TryParse(text, out Rational value) ? check(value) : $"{name} is '{text}'; it must be a number such as 0.01, 1e-3 or 1/3.";
            if (error is not null)
            {
                result.AddError(error);
            }

            return value;
        },
    };

    /// <summary>A large whole number, also written as 4e9.</summary>
    public static Option<BigInteger> Count(string name, string description, BigInteger standard) => new(name)
    {
        Description = description,
        HelpName = "count",
        DefaultValueFactory = _ => standard,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            bool whole = Rational.TryParse(text, out Rational value) && value.Denominator.IsOne && value.Sign > 0;
            if (!whole)
            {
                result.AddError($"{name} is '{text}'; it must be a whole number above 0, such as 1000000 or 4e9.");
            }

            return value.Numerator;
        },
    };

    /// <summary>One of several words.</summary>
    public static Option<string> Choice(string name, string description, string standard, params string[] words)
    {
        Option<string> option = OfWords<string>(name, description, words);
        option.DefaultValueFactory = _ => standard;
        return option;
    }

    /// <summary>One of several words, or none.</summary>
    public static Option<string?> OptionalChoice(string name, string description, params string[] words) => OfWords<string?>(name, description, words);

    private static Option<T> OfWords<T>(string name, string description, string[] words)
    {
        var option = new Option<T>(name) { Description = description, HelpName = string.Join('|', words) };
        option.CompletionSources.Add(words);
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !words.Contains(result.Tokens[0].Value, StringComparer.Ordinal))
            {
                result.AddError($"{name} is '{result.Tokens[0].Value}'; it must be {Listed(words)}.");
            }
        });
        return option;
    }

    /// <summary>A text.</summary>
    public static Option<string?> Text(string name, string description, string kind) => new(name) { Description = description, HelpName = kind };

    /// <summary>A switch.</summary>
    public static Option<bool> Flag(string name, string description, params string[] aliases) => new(name, aliases) { Description = description };

    /// <summary>Words as in "a, b or c".</summary>
    public static string Listed(string[] words) => words.Length == 1 ? words[0] : $"{string.Join(", ", words[..^1])} or {words[^1]}";

    private static int ReadInteger(ArgumentResult result, string name, int least, int most, Func<int, string?>? check = null)
    {
        string text = result.Tokens[0].Value;
        bool fits = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most;
        if (!fits)
        {
            result.AddError(most == int.MaxValue
                ? $"{name} is {text}; it must be a whole number of at least {least}."
                : $"{name} is {text}; it must be a whole number from {least} to {most}.");
        }
        else if (check?.Invoke(value) is { } wrong)
        {
            result.AddError(wrong);
        }

        return value;
    }
}
