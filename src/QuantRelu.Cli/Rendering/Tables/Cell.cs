using System.Globalization;
using System.Numerics;
using QuantRelu.Formats.Tables;

namespace QuantRelu.Cli.Rendering.Tables;

/// <summary>A cell of a table: the value for programs, exact, and as many of its digits as people read.</summary>
/// <param name="Exact">The value.</param>
/// <param name="Shown">What people read.</param>
internal readonly record struct Cell(DataCell Exact, string Shown)
{
    /// <summary>Nothing.</summary>
    public static Cell Empty { get; } = new(default, string.Empty);

    /// <summary>A word.</summary>
    public static Cell Word(string? word) => new(word, word ?? string.Empty);

    /// <summary>A small whole number, such as λ or a depth.</summary>
    public static Cell Small(int? value) => new(value, value?.ToString(CultureInfo.InvariantCulture) ?? string.Empty);

    /// <summary>A count: 1,234.</summary>
    public static Cell Count(BigInteger? value) => value is { } known ? new(known, known.ToString("N0", CultureInfo.InvariantCulture)) : Empty;

    /// <summary>A count that may have more digits than anybody reads.</summary>
    public static Cell Size(BigInteger? value) => value is { } known ? new(known, Whole.Short(known)) : Empty;

    /// <summary>A number; what is not finite is shown, but is nothing to a program.</summary>
    public static Cell Number(double? value, string format = "G4") =>
        value is { } known ? new(known, known.ToString(format, CultureInfo.InvariantCulture)) : Empty;
}
