namespace QuantRelu.Targets.Tables;

/// <summary>A line of a table, cut into cells.</summary>
/// <param name="Line">The number of the line, counted from 1.</param>
/// <param name="Text">The line.</param>
/// <param name="Cells">Its cells without quotes and spaces around them.</param>
internal sealed record TableRow(int Line, string Text, string[] Cells)
{
    private const int Shown = 40;

    /// <summary>The line, cut short for a message.</summary>
    public string Short => Shorten(Text);

    /// <summary>Checks that there are as many cells as are read.</summary>
    /// <exception cref="TableException">There are fewer.</exception>
    public void CheckWidth(int least, string name)
    {
        if (Cells.Length < least)
        {
            throw new TableException($"Line {Line} of {name} has {Cells.Length} of {least} columns: '{Short}'.");
        }
    }

    /// <summary>A text, cut short for a message.</summary>
    public static string Shorten(string text) => text.Length <= Shown ? text : text[..(Shown - 3)] + "...";
}
