using System.Text.Json;

namespace QuantRelu.Formats;

/// <summary>What an error was asked for as a part of, in files and reports: absent where it was asked for in the target's unit. Numbers are exact.</summary>
internal static class ErrorScaleJson
{
    private const string Name = "errorScale";
    private const string Range = "range";
    private const string Relative = "relative";

    /// <summary>Writes "errorScale", if there is one.</summary>
    public static void Write(Utf8JsonWriter json, ErrorScale? scale)
    {
        if (scale is null)
        {
            return;
        }

        json.WriteStartObject(Name);
        json.WriteString("of", scale.Asked.Measure == ErrorMeasure.Relative ? Relative : Range);
        json.WriteString("asked", scale.Asked.ToString());
        json.WriteString("part", scale.Asked.Value.ToString());
        json.WriteString("least", scale.Least.ToString());
        json.WriteString("greatest", scale.Greatest?.ToString());
        json.WriteEndObject();
    }

    /// <summary>Reads it; null where there is none.</summary>
    /// <exception cref="ArgumentException">It is no scale.</exception>
    /// <exception cref="FormatException">It does not say what the error beside it says.</exception>
    public static ErrorScale? Read(JsonPart json)
    {
        if (json.Present(Name) is not { } part)
        {
            return null;
        }

        Rational value = part.Member("part").Number();
        AskedError asked = part.Member("of").Text() switch
        {
            Range => AskedError.OfRange(value),
            Relative => AskedError.Relative(value),
            _ => throw part.Member("of").Wrong($"{Range} or {Relative}"),
        };
        FileClaims.Agree(part.Member("asked").Text() == asked.ToString(), "part and asked of errorScale", "each other");
        var scale = new ErrorScale(asked, part.Member("least").Number(), part.Present("greatest")?.Number());
        FileClaims.Agree(json.Present("errorExact")?.Number() == scale.Error, "errorScale", "errorExact");
        return scale;
    }
}
