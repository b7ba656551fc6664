using System.Globalization;
using System.Numerics;

namespace QuantRelu.Formats.Tables;

/// <summary>A cell of a <see cref="DataTable"/>: a word, a number with all its digits, or nothing, which is what <c>default</c> is.</summary>
public readonly record struct DataCell
{
    private readonly bool _isBox;

    private DataCell(string text, bool isNumber, bool isBox = false) => (Text, IsNumber, _isBox) = (text, isNumber, isBox);

    /// <summary>What it says; null for nothing.</summary>
    public string? Text { get; }

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber { get; }

    // What stands in CSV, where a comma would need quotes.
    internal string? CsvText => _isBox ? BoxText.ForCsv(Text!) : Text;

    /// <summary>A box a:b,...; in CSV its sides are separated by semicolons, so that it needs no quotes.</summary>
    /// <exception cref="ArgumentNullException">The box is null.</exception>
    public static DataCell Of(Domain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return new(domain.ToString(), isNumber: false, isBox: true);
    }

    /// <summary>A word.</summary>
    public static implicit operator DataCell(string? text) => text is null ? default : new(text, isNumber: false);

    /// <summary>A whole number.</summary>
    public static implicit operator DataCell(BigInteger value) => new(value.ToString(CultureInfo.InvariantCulture), isNumber: true);

    /// <summary>A whole number.</summary>
    public static implicit operator DataCell(int value) => new(value.ToString(CultureInfo.InvariantCulture), isNumber: true);

    /// <summary>A whole number, or nothing.</summary>
    public static implicit operator DataCell(int? value) => value is { } known ? known : default(DataCell);

    /// <summary>A number with as many digits as tell it; nothing when it is not finite.</summary>
    public static implicit operator DataCell(double value) =>
        double.IsFinite(value) ? new(value.ToString("R", CultureInfo.InvariantCulture), isNumber: true) : default;

    /// <summary>A number with as many digits as tell it; nothing when it is not there or not finite.</summary>
    public static implicit operator DataCell(double? value) => value is { } known ? known : default(DataCell);
}
