using System.Text.Json;
using QuantRelu.Targets;

namespace QuantRelu.Formats;

/// <summary>
/// What a target is made of, as members of its provenance: <c>targetKind</c> is "formula", with the text in <c>targetFormula</c>; "samples", with exact pairs
/// in <c>targetTable</c>; "grid", with x, y and the rows of values in <c>targetGrid</c>; or "code". Without a kind the target is what its name says, as in
/// every file from before there were kinds, where a name that begins with @ is that of a table whose samples the file does not hold.
/// </summary>
internal static class TargetSourceJson
{
    private const string Kind = "targetKind";
    private const string Formula = "targetFormula";
    private const string Table = "targetTable";
    private const string Grid = "targetGrid";

    /// <summary>The kind, and the formula if it has one.</summary>
    public static void Write(Utf8JsonWriter json, TargetSource source)
    {
        string? kind = source switch
        {
            FormulaSource => "formula",
            SampleSource => "samples",
            GridSource => "grid",
            _ when source == TargetSource.Code => "code",
            _ when source == TargetSource.AbsentSamples => "samples",
            _ => null,
        };
        if (kind is not null)
        {
            json.WriteString(Kind, kind);
        }

        if (source is FormulaSource formula)
        {
            json.WriteString(Formula, formula.Formula);
        }
    }

    /// <summary>The samples, if it has some.</summary>
    public static void WriteSamples(Utf8JsonWriter json, TargetSource source)
    {
        if (source is SampleSource samples)
        {
            Write(json, samples);
        }
        else if (source is GridSource grid)
        {
            Write(json, grid.Table);
        }
    }

    private static void Write(Utf8JsonWriter json, SampleSource samples)
    {
        json.WriteStartObject(Table);
        if (samples.Lipschitz is { } claimed)
        {
            json.WriteString("lipschitz", claimed.ToString());
        }

        json.WriteStartArray("samples");
        foreach ((Rational x, Rational y) in samples.Table.Samples)
        {
            json.WriteStartArray();
            json.WriteStringValue(x.ToString());
            json.WriteStringValue(y.ToString());
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Reads what both wrote.</summary>
    /// <exception cref="FormatException">The members do not go together.</exception>
    public static TargetSource Read(JsonPart json)
    {
        string? kind = json.Optional(Kind)?.Text();
        (JsonPart? formula, JsonPart? table, JsonPart? grid) = (json.Optional(Formula), json.Optional(Table), json.Optional(Grid));
        return (kind, formula, table, grid) switch
        {
            (null, null, null, null) => OfName(json.Member("target").Text()),
            ("formula", { } text, null, null) => new FormulaSource(text.Text()),
            ("samples", null, { } samples, null) => Samples(samples),
            ("samples", null, null, null) => TargetSource.AbsentSamples,
            ("grid", null, null, { } rows) => new GridSource(OnGrid(rows)),
            ("code", null, null, null) => TargetSource.Code,
            _ => throw new FormatException(
                $"{Kind} is {(kind is null ? "absent" : $"'{kind}'")}, {Formula} {Presence(formula)}, {Table} {Presence(table)} and {Grid} {Presence(grid)}, "
                    + "which do not go together."),
        };
    }

    /// <summary>What a name alone says.</summary>
    public static TargetSource OfName(string name) => name.StartsWith('@') ? TargetSource.AbsentSamples : TargetSource.Name;

    private static SampleSource Samples(JsonPart table) => new(
        new SampleTable([.. table.Member("samples").Items().Select(Sample)]),
        table.Optional("lipschitz")?.Number());

    private static void Write(Utf8JsonWriter json, GridTable table)
    {
        json.WriteStartObject(Grid);
        WriteNumbers("x", table.X);
        WriteNumbers("y", table.Y);
        json.WriteStartArray("rows");
        for (int j = 0; j < table.Y.Length; j++)
        {
            json.WriteStartArray();
            WriteAll(Enumerable.Range(0, table.X.Length).Select(i => table[i, j]));
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();

        void WriteNumbers(string name, IEnumerable<Rational> numbers)
        {
            json.WriteStartArray(name);
            WriteAll(numbers);
            json.WriteEndArray();
        }

        void WriteAll(IEnumerable<Rational> numbers)
        {
            foreach (Rational number in numbers)
            {
                json.WriteStringValue(number.ToString());
            }
        }
    }

    private static GridTable OnGrid(JsonPart grid)
    {
        static Rational[] Numbers(JsonPart part) => [.. part.Items().Select(item => item.Number())];
        return new GridTable(Numbers(grid.Member("x")), Numbers(grid.Member("y")), [.. grid.Member("rows").Items().Select(Numbers)]);
    }

    private static (Rational X, Rational Y) Sample(JsonPart pair)
    {
        (JsonPart x, JsonPart y) = pair.Pair("a pair x,y");
        return (x.Number(), y.Number());
    }

    private static string Presence(JsonPart? part) => part is null ? "absent" : "there";
}
