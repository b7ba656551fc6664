using System.Globalization;
using System.Numerics;

namespace QuantRelu.Formats.Tables;

/// <summary>A cell of a <see cref="DataTable"/>: a word, a number with all its digits, or nothing, which is what <c>default</c> is.</summary>
public readonly record struct DataCell
{
    private DataCell(string text, bool isNumber) => (Text, IsNumber) = (text, isNumber);

    /// <summary>What it says; null for nothing.</summary>
    public string? Text { get; }

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber { get; }

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
