using System.Globalization;
using System.Text.RegularExpressions;

namespace QuantRelu.Tests.Formats.VnnLib;

/// <summary>
/// A property in VNN-LIB, 1.0 or 2.0, over inputs X_0, X_1, ... or X[0,0], X[0,1], ... and one output: declarations and assertions of and, or and
/// relations, with exact numbers.
/// </summary>
internal sealed class VnnLibProperty
{
    private readonly List<object> _statements = [];

    public VnnLibProperty(string text)
    {
        Comments = [.. text.Split('\n').Where(l => l.StartsWith(';'))];
        var tokens = new Queue<string>(Regex.Matches(string.Join('\n', text.Split('\n').Select(l => l.Split(';')[0])), @"[()]|[^\s()]+").Select(m => m.Value));
        while (tokens.Count > 0)
        {
            _statements.Add(Read(tokens));
        }

        Assertions = [.. _statements.Cast<List<object>>().Where(s => s[0] is "assert").Select(s => s[1])];
        int inputs = _statements.SelectMany(Words).Where(IsInput).Distinct().Count();
        Box = Domain.Create([.. Enumerable.Range(0, inputs).Select(k => (Bound(">=", k), Bound("<=", k)))]);
    }

    public IReadOnlyList<string> Comments { get; }

    public IReadOnlyList<object> Assertions { get; }

    /// <summary>The ranges of the inputs.</summary>
    public Domain Box { get; }

    /// <summary>The range of the only input.</summary>
    public (Rational From, Rational To) Input => Box.Sides.Single();

    /// <summary>The statements, as lists of words and lists.</summary>
    public IReadOnlyList<object> Statements => _statements;

    /// <summary>The least |Y_0| that satisfies the property, read from its last assertion.</summary>
    public Rational Threshold => Numbers(Assertions[^1]).Select(Rational.Abs).Distinct().Single();

    /// <summary>True when input and output satisfy every assertion: a counterexample to what is claimed.</summary>
    public bool Holds(Rational x, Rational y) => Holds([x], y);

    /// <summary>The same for several inputs.</summary>
    public bool Holds(IReadOnlyList<Rational> x, Rational y) => Assertions.All(a => Holds(a, x, y));

    private static bool Holds(object term, IReadOnlyList<Rational> x, Rational y) => term is List<object> t ? t[0] switch
    {
        "and" => t.Skip(1).All(part => Holds(part, x, y)),
        "or" => t.Skip(1).Any(part => Holds(part, x, y)),
        "<=" => Value(t[1], x, y) <= Value(t[2], x, y),
        ">=" => Value(t[1], x, y) >= Value(t[2], x, y),
        "<" => Value(t[1], x, y) < Value(t[2], x, y),
        ">" => Value(t[1], x, y) > Value(t[2], x, y),
        var other => throw new FormatException($"{other} is no relation."),
    }
    : throw new FormatException($"{term} is no assertion.");

    private static Rational Value(object term, IReadOnlyList<Rational> x, Rational y) => term switch
    {
        string input when IsInput(input) => x[Number(input)],
        "Y_0" or "Y[0,0]" => y,
        string number => Rational.Parse(number),
        _ => throw new FormatException($"{term} is no number."),
    };

    private static IEnumerable<Rational> Numbers(object term) =>
        term is List<object> list ? list.SelectMany(Numbers) : Rational.TryParse((string)term, out Rational number) ? [number] : [];

    private static bool IsInput(string word) => Regex.IsMatch(word, @"^X(_\d+|\[0,\d+\])$");

    private static int Number(string input) => int.Parse(Regex.Match(input, @"\d+(?=\]?$)").Value, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Words(object term) => term is List<object> list ? list.SelectMany(Words) : [(string)term];

    private Rational Bound(string relation, int input) => Rational.Parse((string)Assertions.Cast<List<object>>()
        .Single(a => a is [string r, string x, string] && r == relation && IsInput(x) && Number(x) == input)[2]);

    private static object Read(Queue<string> tokens)
    {
        string token = tokens.Dequeue();
        if (token != "(")
        {
            return token;
        }

        var list = new List<object>();
        while (tokens.Peek() != ")")
        {
            list.Add(Read(tokens));
        }

        tokens.Dequeue();
        return list;
    }
}
