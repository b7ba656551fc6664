using System.Text.Json;

namespace QuantRelu.Formats;

/// <summary>The bytes of a JSON text: where its value ends, and what is wrong with it in one plain sentence.</summary>
internal static class JsonText
{
    private static ReadOnlySpan<byte> Mark => "\uFEFF"u8;

    /// <summary>True for the first byte of any JSON value, of white space, or of the mark of UTF-8.</summary>
    public static bool Begins(int first) =>
        first is '{' or '[' or '"' or '-' or 't' or 'f' or 'n' or ' ' or '\t' or '\r' or '\n' or 0xEF or (>= '0' and <= '9');

    /// <summary>Reads a text of one value.</summary>
    /// <exception cref="NetworkFormatException">It is not JSON; the message says in which line.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> text)
    {
        ReadOnlyMemory<byte> value = text[MarkLength(text.Span)..];
        try
        {
            return JsonDocument.Parse(value);
        }
        catch (JsonException e)
        {
            throw NotJson(value.Span, e);
        }
    }

    /// <summary>How many bytes the first value takes, with what stands before it.</summary>
    /// <exception cref="NetworkFormatException">There is none; the message says in which line it ends.</exception>
    public static int LengthOfFirst(ReadOnlySpan<byte> text)
    {
        int mark = MarkLength(text);
        ReadOnlySpan<byte> value = text[mark..];
        try
        {
            var reader = new Utf8JsonReader(value);
            reader.Read();
            reader.Skip();
            return mark + (int)reader.BytesConsumed;
        }
        catch (JsonException e)
        {
            throw NotJson(value, e);
        }
    }

    private static int MarkLength(ReadOnlySpan<byte> text) => text.StartsWith(Mark) ? Mark.Length : 0;

    private static NetworkFormatException NotJson(ReadOnlySpan<byte> text, JsonException e)
    {
        string fault = text.Trim(" \t\r\n"u8).IsEmpty ? "it is empty"
            : BreaksOff(text) ? $"it breaks off in line {text.Count((byte)'\n') + 1}"
            : $"line {e.LineNumber + 1} makes no sense from its byte {e.BytePositionInLine + 1} on";
        return new NetworkFormatException($"The file is not JSON: {fault}.", e);
    }

    // A text that might go on to be JSON.
    private static bool BreaksOff(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text, isFinalBlock: false, state: default);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
