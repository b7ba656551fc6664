using System.Runtime.InteropServices;
using System.Text.Json;

namespace QuantRelu.Formats;

/// <summary>A part of a JSON text and the name of the member that holds it: what is wrong with it is told by that name.</summary>
/// <param name="Element">The part.</param>
/// <param name="Name">Its name, such as layers[2].codes; empty for the whole.</param>
internal readonly record struct JsonPart(JsonElement Element, string Name)
{
    private const int MostShown = 40;

    /// <summary>A member of an object.</summary>
    /// <exception cref="NetworkFormatException">This is no object, or has no such member.</exception>
    public JsonPart Member(string name) => Optional(name) ?? throw new NetworkFormatException($"The file is not a network: it has no member '{NameOf(name)}'.");

    /// <summary>A member of an object, null when there is none.</summary>
    /// <exception cref="NetworkFormatException">This is no object.</exception>
    public JsonPart? Optional(string name)
    {
        Need(Element.ValueKind == JsonValueKind.Object, Name.Length == 0 ? "a JSON object" : "an object");
        return Element.TryGetProperty(name, out JsonElement member) ? new JsonPart(member, NameOf(name)) : null;
    }

    /// <summary>A member of an object that is not null, otherwise null.</summary>
    /// <exception cref="NetworkFormatException">This is no object.</exception>
    public JsonPart? Present(string name) => Optional(name) is { Element.ValueKind: not JsonValueKind.Null } member ? member : null;

    /// <summary>The members of an object.</summary>
    /// <exception cref="NetworkFormatException">This is no object.</exception>
    public IEnumerable<JsonProperty> Members()
    {
        Need(Element.ValueKind == JsonValueKind.Object, "an object");
        return Element.EnumerateObject();
    }

    /// <summary>The entries of an array.</summary>
    /// <exception cref="NetworkFormatException">This is no array.</exception>
    public IEnumerable<JsonPart> Items()
    {
        Need(Element.ValueKind == JsonValueKind.Array, "an array");
        string name = Name;
        return Element.EnumerateArray().Select((item, i) => new JsonPart(item, $"{name}[{i}]"));
    }

    /// <summary>The entries of an array of two.</summary>
    /// <param name="expected">What it should be.</param>
    /// <exception cref="NetworkFormatException">This is none.</exception>
    public (JsonPart First, JsonPart Second) Pair(string expected)
    {
        Need(Element.ValueKind == JsonValueKind.Array && Element.GetArrayLength() == 2, expected);
        return (new(Element[0], $"{Name}[0]"), new(Element[1], $"{Name}[1]"));
    }

    /// <summary>A text.</summary>
    /// <exception cref="NetworkFormatException">This is none.</exception>
    public string Text()
    {
        Need(Element.ValueKind == JsonValueKind.String, "a text");
        return Element.GetString()!;
    }

    /// <summary>An exact number, which is a text.</summary>
    /// <exception cref="NetworkFormatException">This is none.</exception>
    public Rational Number() => Element.ValueKind == JsonValueKind.String && FileContent.TryNumber(Element.GetString(), out Rational value)
        ? value
        : throw Wrong("an exact number such as \"-1/2\"");

    /// <summary>True or false.</summary>
    /// <exception cref="NetworkFormatException">This is neither.</exception>
    public bool Flag()
    {
        Need(Element.ValueKind is JsonValueKind.True or JsonValueKind.False, "true or false");
        return Element.GetBoolean();
    }

    /// <summary>A whole number of 32 bits.</summary>
    /// <exception cref="NetworkFormatException">This is none.</exception>
    public int Integer() => IsInteger(Element, out int number) ? number : throw Wrong("a whole number of 32 bits");

    /// <summary>A whole number of 64 bits.</summary>
    /// <exception cref="NetworkFormatException">This is none.</exception>
    public long Long() => Element.ValueKind == JsonValueKind.Number && Element.TryGetInt64(out long number) ? number : throw Wrong("a whole number of 64 bits");

    /// <summary>A double that is no infinity: JSON has none, but 1e999 is read as one.</summary>
    /// <exception cref="NetworkFormatException">This is none.</exception>
    public double Finite() => Element.ValueKind == JsonValueKind.Number && Element.GetDouble() is var value && double.IsFinite(value)
        ? value
        : throw Wrong("a number within all doubles");

    /// <summary>An array of whole numbers of 32 bits.</summary>
    /// <exception cref="NetworkFormatException">This is none; the message names the entry.</exception>
    public ImmutableArray<int> Integers()
    {
        Need(Element.ValueKind == JsonValueKind.Array, "an array");
        var numbers = new int[Element.GetArrayLength()];
        int i = 0;
        foreach (JsonElement item in Element.EnumerateArray())
        {
            // A name for each of millions of entries would take longer than to read them.
            numbers[i] = IsInteger(item, out int number) ? number : new JsonPart(item, $"{Name}[{i}]").Integer();
            i++;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(numbers);
    }

    /// <summary>What is wrong with this part.</summary>
    /// <param name="expected">What it should be.</param>
    public NetworkFormatException Wrong(string expected)
    {
        string text = Element.ValueKind == JsonValueKind.Undefined ? "nothing" : Element.GetRawText().ReplaceLineEndings(" ");
        string shown = text.Length <= MostShown ? text : $"{text[..MostShown]}...";
        return new NetworkFormatException($"The file is not a network: {(Name.Length == 0 ? "it" : $"'{Name}'")} is {shown}, not {expected}.");
    }

    private static bool IsInteger(JsonElement element, out int number)
    {
        number = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out number);
    }

    private void Need(bool holds, string expected)
    {
        if (!holds)
        {
            throw Wrong(expected);
        }
    }

    private string NameOf(string member) => Name.Length == 0 ? member : $"{Name}.{member}";
}
