namespace QuantRelu.Targets.Tables;

/// <summary>
/// Reads samples of a function as they are published: cells separated by commas, semicolons, tabs or spaces, with decimal points or commas, in quotes or not;
/// headings, units and comments above; blank lines; x ascending or descending; more columns than are wanted. All numbers are read exactly.
/// </summary>
/// <remarks>
/// <para>Rows above the first with a number in it are headings. Two columns are x and the value; of more the wanted ones are named by
/// <see cref="TableColumns"/>.</para>
/// <para>A function of two variables is a grid, with the x in its first row, the y in its first column and any text, nothing or no cell at the corner; or
/// three columns x, y and value, one row for each x with each y, in any order. Both are known by their looks; <see cref="TableColumns.Grid"/>, or three
/// columns by name, settle what could be either.</para>
/// </remarks>
public static class TableText
{
    /// <summary>The target of a table: straight lines between its samples, or bilinear functions between those on a grid.</summary>
    /// <param name="reader">The text; it is read to its end.</param>
    /// <param name="name">What the text is called in messages, such as "'sensor.csv'" or "standard input".</param>
    /// <param name="columns">The columns; null where there are just those of x and the value, or a grid, or points on one.</param>
    /// <param name="targetName">What to call the target; by default as the text.</param>
    /// <param name="lipschitz">A Lipschitz constant of the function that the samples are of; by default that of the samples. Of one variable.</param>
    /// <exception cref="TableException">It is no table of samples; the message names the line.</exception>
    public static Target Read(TextReader reader, string name, TableColumns? columns = null, string? targetName = null, Rational? lipschitz = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(name);
        List<TableRow> rows = DelimitedText.Read(reader);
        TableRow[] headings = [.. rows.TakeWhile(row => !row.Cells.Any(NumberReader.IsMeantAsNumber))];
        TableRow[] data = [.. rows.Skip(headings.Length)];
        if (data.Length == 0)
        {
            throw new TableException($"There are no samples in {name}.");
        }

        int width = Width(data);
        var numbers = new NumberReader(name);
        TableLayout layout = TableLayouts.Of(columns, headings, data, width);
        if (layout != TableLayout.Samples && lipschitz is not null)
        {
            throw new TableException($"{name} is a table of two inputs, along which slopes differ: no Lipschitz constant can be told of it.");
        }

        if (layout == TableLayout.Grid)
        {
            return GridRows.FromGrid(data, numbers, name).ToTarget(targetName ?? name);
        }

        if (layout == TableLayout.Points)
        {
            return GridRows.FromPoints(data, columns?.Find(name, headings, width) ?? [0, 1, 2], numbers, name).ToTarget(targetName ?? name);
        }

        int[] places = Places(name, columns, headings, data, width);
        try
        {
            return new SampleTable(Samples(data, places, numbers, name)).ToTarget(targetName ?? name, lipschitz);
        }
        catch (ArgumentException e)
        {
            throw new TableException($"{name} is no table of samples: {e.Message.Split(" (Parameter", 2)[0]}");
        }
    }

    // A separator at the end of every line makes no column.
    private static int Width(TableRow[] data)
    {
        int width = data[0].Cells.Length;
        return width > 2 && data.All(row => row.Cells.Length < width || row.Cells[width - 1].Length == 0) ? width - 1 : width;
    }

    private static int[] Places(string name, TableColumns? columns, TableRow[] headings, TableRow[] data, int width)
    {
        if (columns is not null)
        {
            return columns.Find(name, headings, width);
        }

        return width == 2 ? [0, 1]
            : width < 2 ? throw new TableException($"Line {data[0].Line} of {name} is not two numbers x,y: '{data[0].Short}'.")
            : throw new TableException($"{name} has {width} columns: name that of the value beside x, as in @file.csv:2 or @file.csv:heading, "
                + "or x, y and the value, as in @file.csv:1,2,3; a grid of values is @file.csv:grid.");
    }

    // In ascending order of x, with the lines that contradict each other named.
    private static List<(Rational X, Rational Y)> Samples(TableRow[] data, int[] places, NumberReader numbers, string name)
    {
        var samples = new List<(Rational X, Rational Y)>();
        foreach (TableRow row in data)
        {
            row.CheckWidth(places.Max() + 1, name);
            samples.Add((numbers.Read(row, places[0]), numbers.Read(row, places[1])));
        }

        if (samples.Count > 1 && samples[1].X < samples[0].X)
        {
            samples.Reverse();
            data = [.. data.Reverse()];
        }

        var lines = new Dictionary<Rational, int>();
        for (int i = 0; i < samples.Count; i++)
        {
            string x = $"x = {samples[i].X.ToShortString()}";
            if (!lines.TryAdd(samples[i].X, data[i].Line))
            {
                int other = lines[samples[i].X];
                throw new TableException(
                    $"Lines {Math.Min(other, data[i].Line)} and {Math.Max(other, data[i].Line)} of {name} both have {x}: a function has one value there.");
            }

            if (i > 0 && samples[i].X < samples[i - 1].X)
            {
                throw new TableException(
                    $"{x} on line {data[i].Line} of {name} is out of order, beside {samples[i - 1].X.ToShortString()} on line {data[i - 1].Line}: "
                        + "x must ascend, or descend, from line to line.");
            }
        }

        return samples;
    }
}
