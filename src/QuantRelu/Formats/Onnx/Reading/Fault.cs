namespace QuantRelu.Formats.Onnx.Reading;

/// <summary>What is wrong with a model, in one sentence; names from the file are shortened and hold nothing that a terminal would obey.</summary>
internal static class Fault
{
    private const int LongestName = 60;

    /// <summary>The file is no network that can be read.</summary>
    public static NetworkFormatException Because(string reason) => new($"The file is not a network: {reason}.");

    /// <summary>A name between quotation marks.</summary>
    public static string Quoted(string name)
    {
        string shown = string.Concat(name.Take(LongestName).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
        return name.Length > LongestName ? $"'{shown}...'" : $"'{shown}'";
    }
}
