using System.Globalization;

namespace QuantRelu.StartupProfile;

/// <summary>A method that was compiled while a program ran.</summary>
/// <param name="Type">The type that it is of, as <see cref="TypeText"/> writes it.</param>
/// <param name="Token">Its metadata token.</param>
/// <param name="Arguments">The arguments of a generic method, each as <see cref="TypeText"/> writes it.</param>
internal sealed record CompiledMethod(string Type, int Token, IReadOnlyList<string> Arguments)
{
    /// <summary>The line of a file that holds it.</summary>
    public string Line => string.Join('\t', [Type, Token, .. Arguments]);

    /// <summary>The method of a <see cref="Line"/>.</summary>
    /// <param name="line">The line.</param>
    public static CompiledMethod Read(string line)
    {
        string[] parts = line.Split('\t');
        return new(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2..]);
    }
}
