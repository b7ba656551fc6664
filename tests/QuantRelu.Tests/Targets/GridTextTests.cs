using CsCheck;
using FluentAssertions;
using QuantRelu.Targets;
using QuantRelu.Targets.Tables;
using Xunit;

namespace QuantRelu.Tests.Targets;

/// <summary>Tables of two inputs are read exactly, as grids and as points, and what is wrong with one is told with its line.</summary>
public class GridTextTests
{
    private static readonly GridTable Known = new([0, 1, 4], [Rational.Create(-1, 2), 2], [[1, 2, 3], [4, Rational.Parse("5.5"), 6]]);

    [Theory]
    [InlineData(",0,1,4\n-0.5,1,2,3\n2,4,5.5,6\n", null)]
    [InlineData("y\\x,0,1,4\n-1/2,1,2,3\n2,4,5.5,6\n", null)]
    [InlineData("load;0;1;4\r\n-0,5;1;2;3\r\n2;4;5,5;6\r\n", null)]
    [InlineData("0 1 4\n-0,5 1 2 3\n2 4 5,5 6\n", null)]
    [InlineData("\t4\t1\t0\n2\t6\t5.5\t4\n-.5\t3\t2\t1\n", null)]
    [InlineData("# a map\nIgnition advance\nrpm across, load down\n\n\"\",\"0\",\"1\",\"4\"\n\"-0.5\",1,2,3,\n2,4,5.5,6,\n", null)]
    [InlineData("9,0,1,4\n-0.5,1,2,3\n2,4,5.5,6\n", "grid")]
    [InlineData("9,0,1,4\n-0.5,1,2,3\n2,4,5.5,6\n", "GRID")]
    [InlineData("x,y,z\n0,-0.5,1\n0,2,4\n1,-0.5,2\n1,2,5.5\n4,-0.5,3\n4,2,6\n", null)]
    [InlineData("4,2,6\n0,2,4\n1,-0.5,2\n\n0,-0.5,1\n1,2,5.5\n4,-0.5,3\n", null)]
    [InlineData("4 2 6\n0 2 4\n1 -0,5 2\n0 -0,5 1\n1 2 5,5\n4 -0,5 3\n", null)]
    [InlineData("z;load;n;rpm\n[°];[bar];;[1/min]\n1;-0,5;9;0\n4;2;9;0\n2;-0,5;9;1\n5,5;2;9;1\n3;-0,5;9;4\n6;2;9;4\n", "rpm,load,z")]
    [InlineData("z;load;n;rpm\n1;-0,5;9;0\n4;2;9;0\n2;-0,5;9;1\n5,5;2;9;1\n3;-0,5;9;4\n6;2;9;4\n", "4,2,1")]
    public void The_same_six_samples_are_read_however_they_are_written(string text, string? columns) =>
        Read(text, columns).Source.Should().Be(new GridSource(Known));

    /// <summary>Written with any numbers in either layout, in any order, a table comes back.</summary>
    [Fact]
    public void What_is_written_is_read() =>
        Gen.Select(GridTables.Tables, Gen.Bool, Gen.Bool, Gen.Int[0, 99]).Sample((table, descends, points, seed) =>
        {
            int[] columns = [.. Enumerable.Range(0, table.X.Length)], lines = [.. Enumerable.Range(0, table.Y.Length)];
            Array.Reverse(descends ? columns : lines);
            var random = new Random(seed);
            string text = points
                ? string.Join('\n', lines.SelectMany(j => columns.Select(i => $"{table.X[i]};{table.Y[j]};{table[i, j]}")).OrderBy(_ => random.Next()))
                : string.Join('\n', lines.Select(j => string.Join(';', columns.Select(i => table[i, j]).Prepend(table.Y[j])))
                    .Prepend(";" + string.Join(';', columns.Select(i => table.X[i]))));
            return Read(text).Source == new GridSource(table);
        }, iter: 100);

    [Theory]
    [InlineData(",0,1\n0,1,2\n1,3\n", null, "Line 3 of 't.csv' has 2 of 3 columns: '1,3'.")]
    [InlineData(",0,1\n0,1,2\n1,3,4,5\n", null, "Line 2 of 't.csv' has 3 of 4 columns: '0,1,2'.")]
    [InlineData(",0,1\n0,1,2\n1,3,\n", null, "Line 3 of 't.csv' has nothing in column 3: '1,3,'.")]
    [InlineData(",0,1,2\n0,1,,2\n1,3,4,5\n", null, "Line 2 of 't.csv' has nothing in column 3: '0,1,,2'.")]
    [InlineData(",0,1\n0,1,two\n1,3,4\n", null, "Line 2 of 't.csv' has 'two' in column 3, which is not a number.")]
    [InlineData(",0,1\n0,1,2\ny,3,4\n", null, "Line 3 of 't.csv' has 'y' in column 1, which is not a number.")]
    [InlineData(",0,nan\n0,1,2\n1,3,4\n", null, "Line 1 of 't.csv' has 'nan' in column 3, which is not a number.")]
    [InlineData(",0,1,0\n0,1,2,3\n1,3,4,5\n", null,
        "x = 0 in column 4 of line 1 of 't.csv' stands in column 2 of line 1 as well: a function has one value there.")]
    [InlineData(",0,1\n0,1,2\n1,3,4\n0,3,4\n", null, "y = 0 on line 4 of 't.csv' stands on line 2 as well: a function has one value there.")]
    [InlineData(",0,1\n0,1,2\n2,3,4\n1,3,4\n", null,
        "y = 1 on line 4 of 't.csv' is out of order, beside 2 on line 3: y must ascend, or descend, throughout a grid.")]
    [InlineData(",2,1,3\n0,1,2,3\n2,3,4,5\n", null,
        "x = 3 in column 4 of line 1 of 't.csv' is out of order, beside 1 in column 3 of line 1: x must ascend, or descend, throughout a grid.")]
    [InlineData("0,1\n1,2\n", "grid", "'t.csv' is no grid of values: it needs a row of two x or more, and below it two rows or more of y and values.")]
    [InlineData("0,0,1\n0,1,2\n1,0,3\n", null,
        "There is no value at (x, y) = (1, 1) in 't.csv', where line 3 has that x and line 2 that y: each of the 2 x needs one with each of the 2 y, "
            + "and there are 3 of 4.")]
    [InlineData("0,0,1\n0,1,2\n1,0,3\n1,1,4\n0,1,5\n", null, "Lines 2 and 5 of 't.csv' both have (x, y) = (0, 1): a function has one value there.")]
    [InlineData("0,0,1\n0,1,2\n0,2,3\n", "1,2,3", "'t.csv' has x = 0 only: a table of two inputs has two x and two y at least.")]
    [InlineData("0,0,1\n0,1\n1,0,3\n1,1,4\n", "1,2,3", "Line 2 of 't.csv' has 2 of 3 columns: '0,1'.")]
    [InlineData("0,0,1\n0,1,b\n1,0,3\n1,1,4\n", null, "Line 2 of 't.csv' has 'b' in column 3, which is not a number.")]
    [InlineData("0;0;1\n0;1;2,5\n1;0;3.5\n1;1;4\n", null,
        "Line 3 of 't.csv' has '3.5' in column 3 and line 2 has '2,5': write all numbers with a point, or all with a comma.")]
    public void What_is_wrong_is_told_with_its_line(string text, string? columns, string message) =>
        FluentActions.Invoking(() => Read(text, columns)).Should().Throw<TableException>().WithMessage(message);

    [Fact]
    public void A_column_headed_grid_is_a_column_and_a_constant_is_not_told_of_two_inputs()
    {
        Read("x,a,grid\n0,1,2\n1,3,4\n", "grid").Table!.Samples.Should().Equal((0, 2), (1, 4));
        using var reader = new StringReader(",0,1\n0,1,2\n1,3,4\n");
        FluentActions.Invoking(() => TableText.Read(reader, "'t.csv'", lipschitz: 2)).Should().Throw<TableException>()
            .WithMessage("'t.csv' is a table of two inputs, along which slopes differ: no Lipschitz constant can be told of it.");
    }

    private static Target Read(string text, string? columns = null)
    {
        using var reader = new StringReader(text);
        return TableText.Read(reader, "'t.csv'", columns is null ? null : TableColumns.Parse(columns));
    }
}
