namespace QuantRelu.Formats.Tables;

/// <summary>
/// A box in comma-separated values: a:b;a:b in place of a:b,a:b, so that its cell needs no quotes and programs that split at commas, such as cut, can
/// take the columns apart.
/// </summary>
internal static class BoxText
{
    /// <summary>What stands in CSV.</summary>
    public static string ForCsv(string box) => box.Replace(',', ';');

    /// <summary>The box of a cell, with either separator: it was a comma, in quotes, in older files.</summary>
    public static string FromCsv(string cell) => cell.Replace(';', ',');
}
