namespace QuantRelu.Formats;

/// <summary>Sentences for the comments of a program.</summary>
internal static class CommentText
{
    private const int LineLength = 130;

    /// <summary>Sentences as lines, broken between words.</summary>
    public static IEnumerable<string> Wrapped(string sentences)
    {
        string line = string.Empty;
        foreach (string word in sentences.Split(' '))
        {
            if (line.Length + word.Length >= LineLength)
            {
                yield return line;
                line = string.Empty;
            }

            line += line.Length == 0 ? word : $" {word}";
        }

        yield return line;
    }

    /// <summary>What a network is for, in words that end no comment.</summary>
    public static string[] About(ConstructedNetwork constructed)
    {
        string target = constructed.Provenance.Target.ReplaceLineEndings(" ")
            .Replace("*/", "* /", StringComparison.Ordinal).Replace("/*", "/ *", StringComparison.Ordinal);
        return
        [
            $"A quantized ReLU network for {target}",
            $"on the domain {constructed.Provenance.Domain} (a:b for each coordinate), weights {constructed.Network.Codebook}.",
        ];
    }
}
