namespace QuantRelu.Targets.Tables;

/// <summary>Reads samples of two variables from the rows of a table: a grid of values, or points x, y, value.</summary>
internal static class GridRows
{
    /// <summary>
    /// A grid: in the first row the x of the columns, beside a cell of any text, an empty one or none; in the others y and the values; both ascending or
    /// descending.
    /// </summary>
    /// <exception cref="TableException">It is none; the message names the line, and the column.</exception>
    public static GridTable FromGrid(TableRow[] data, NumberReader numbers, string name)
    {
        string[] first = Trimmed(data[0].Cells);
        int width = data.Skip(1).Select(row => Trimmed(row.Cells).Length).DefaultIfEmpty(first.Length).Max();
        TableRow above = data[0] with { Cells = first.Length == width - 1 ? ["", .. first] : first };
        if (data.Length < 3 || width < 3)
        {
            throw new TableException($"{name} is no grid of values: it needs a row of two x or more, and below it two rows or more of y and values.");
        }

        foreach (TableRow row in data.Skip(1).Prepend(above))
        {
            int cells = Trimmed(row.Cells).Length;
            if (cells != width && !(cells < width && row.Cells.Length >= width))
            {
                throw new TableException($"Line {row.Line} of {name} has {cells} of {width} columns: '{row.Short}'.");
            }
        }

        Rational[] x = [.. Enumerable.Range(1, width - 1).Select(column => numbers.Read(above, column))];
        Rational[] y = [.. data.Skip(1).Select(row => numbers.Read(row, 0))];
        CheckOrder(x, "x", i => $"in column {i + 2} of line {data[0].Line}", name);
        CheckOrder(y, "y", j => $"on line {data[j + 1].Line}", name);
        IEnumerable<Rational[]> rows = data.Skip(1).Select(row => Enumerable.Range(1, width - 1).Select(column => numbers.Read(row, column)).ToArray());
        if (x[1] < x[0])
        {
            (x, rows) = ([.. x.Reverse()], rows.Select(row => row.Reverse().ToArray()));
        }

        Rational[][] all = [.. rows];
        return y[1] < y[0] ? new GridTable(x, [.. y.Reverse()], [.. all.Reverse()]) : new GridTable(x, y, all);
    }

    /// <summary>Points x, y, value in any order, one for each x with each y.</summary>
    /// <exception cref="TableException">One is missing, or there twice; the message names the lines.</exception>
    public static GridTable FromPoints(TableRow[] data, int[] places, NumberReader numbers, string name)
    {
        var points = new List<(Rational X, Rational Y, Rational Z)>();
        var lines = new Dictionary<(Rational X, Rational Y), int>();
        foreach (TableRow row in data)
        {
            row.CheckWidth(places.Max() + 1, name);
            (Rational x, Rational y) = (numbers.Read(row, places[0]), numbers.Read(row, places[1]));
            points.Add((x, y, numbers.Read(row, places[2])));
            if (!lines.TryAdd((x, y), row.Line))
            {
                throw new TableException(
                    $"Lines {lines[(x, y)]} and {row.Line} of {name} both have {GridTable.Point(x, y)}: a function has one value there.");
            }
        }

        (Rational X, int Line)[] across = [.. points.Select((p, k) => (p.X, data[k].Line)).DistinctBy(p => p.X).OrderBy(p => p.X)];
        (Rational Y, int Line)[] along = [.. points.Select((p, k) => (p.Y, data[k].Line)).DistinctBy(p => p.Y).OrderBy(p => p.Y)];
        if (across.Length < 2 || along.Length < 2)
        {
            string only = across.Length < 2 ? $"x = {across[0].X.ToShortString()}" : $"y = {along[0].Y.ToShortString()}";
            throw new TableException($"{name} has {only} only: a table of two inputs has two x and two y at least.");
        }

        foreach (((Rational x, int lineX), (Rational y, int lineY)) in across.SelectMany(x => along.Select(y => (x, y))))
        {
            if (!lines.ContainsKey((x, y)))
            {
                int all = across.Length * along.Length;
                throw new TableException($"There is no value at {GridTable.Point(x, y)} in {name}, where line {lineX} has that x and line {lineY} that y: "
                    + $"each of the {across.Length} x needs one with each of the {along.Length} y, and there are {points.Count} of {all}.");
            }
        }

        return GridTable.FromSamples(points);
    }

    /// <summary>Cells without empty ones at the end: separators there make no column.</summary>
    public static string[] Trimmed(string[] cells) => cells[..(Array.FindLastIndex(cells, cell => cell.Length > 0) + 1)];

    private static void CheckOrder(Rational[] knots, string axis, Func<int, string> where, string name)
    {
        bool descends = knots[1] < knots[0];
        for (int i = 1; i < knots.Length; i++)
        {
            string what = $"{axis} = {knots[i].ToShortString()} {where(i)} of {name}";
            int before = Array.IndexOf(knots, knots[i], 0, i);
            if (before >= 0)
            {
                throw new TableException($"{what} stands {where(before)} as well: a function has one value there.");
            }

            if (knots[i] < knots[i - 1] != descends)
            {
                throw new TableException(
                    $"{what} is out of order, beside {knots[i - 1].ToShortString()} {where(i - 1)}: {axis} must ascend, or descend, throughout a grid.");
            }
        }
    }
}
