using System.Globalization;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QuantRelu.Cli.Rendering;

/// <summary>How commands write small JSON answers: as nodes, since a command that is compiled to machine code cannot look at its types.</summary>
internal static class JsonOutput
{
    /// <summary>Indented, with readable letters.</summary>
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An answer as text.</summary>
    public static string Text(JsonNode answer) => answer.ToJsonString(Indented);

    /// <summary>An array.</summary>
    public static JsonArray Array(IEnumerable<JsonNode?> items) => [.. items];

    /// <summary>An object with keys of its own.</summary>
    public static JsonObject Object<T>(IEnumerable<T> items, Func<T, string> key, Func<T, JsonNode?> value) =>
        new(items.Select(item => KeyValuePair.Create(key(item), value(item))));

    /// <summary>A whole number however large; null where there is none.</summary>
    public static JsonNode? Whole(BigInteger? number) => number is { } known ? JsonNode.Parse(known.ToString(CultureInfo.InvariantCulture)) : null;
}
