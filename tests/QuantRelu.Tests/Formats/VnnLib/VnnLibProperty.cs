using System.Text.RegularExpressions;

namespace QuantRelu.Tests.Formats.VnnLib;

/// <summary>A property in VNN-LIB over one input X_0 and one output Y_0: declarations and assertions of and, or, &lt;= and &gt;=, with exact numbers.</summary>
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
        Input = (Bound(">="), Bound("<="));
    }

    public IReadOnlyList<string> Comments { get; }

    public IReadOnlyList<object> Assertions { get; }

    /// <summary>The range of X_0.</summary>
    public (Rational From, Rational To) Input { get; }

    /// <summary>The least |Y_0| that satisfies the property, read from its last assertion.</summary>
    public Rational Threshold => Numbers(Assertions[^1]).Select(Rational.Abs).Distinct().Single();

    /// <summary>True when input and output satisfy every assertion: a counterexample to what is claimed.</summary>
    public bool Holds(Rational x, Rational y) => Assertions.All(a => Holds(a, x, y));

    private static bool Holds(object term, Rational x, Rational y) => term is List<object> t ? t[0] switch
    {
        "and" => t.Skip(1).All(part => Holds(part, x, y)),
        "or" => t.Skip(1).Any(part => Holds(part, x, y)),
        "<=" => Value(t[1], x, y) <= Value(t[2], x, y),
        ">=" => Value(t[1], x, y) >= Value(t[2], x, y),
        var other => throw new FormatException($"{other} is no relation."),
    }
    : throw new FormatException($"{term} is no assertion.");

    private static Rational Value(object term, Rational x, Rational y) => term switch
    {
        "X_0" => x,
        "Y_0" => y,
        string number => Rational.Parse(number),
        _ => throw new FormatException($"{term} is no number."),
    };

    private static IEnumerable<Rational> Numbers(object term) =>
        term is List<object> list ? list.SelectMany(Numbers) : Rational.TryParse((string)term, out Rational number) ? [number] : [];

    private Rational Bound(string relation) =>
        Rational.Parse((string)Assertions.Cast<List<object>>().Single(a => a is [var r, "X_0", _] && (string)r == relation)[2]);

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
