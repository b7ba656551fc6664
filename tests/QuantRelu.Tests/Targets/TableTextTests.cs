using FluentAssertions;
using QuantRelu.Targets.Tables;
using Xunit;

namespace QuantRelu.Tests.Targets;

/// <summary>Tables as they are published are read exactly, and what is wrong with one is told with its line.</summary>
public class TableTextTests
{
    [Theory]
    [InlineData("0,1/2\n1,0.25\n")]
    [InlineData("x,y\n0,0.5\n\n1,0.25")]
    [InlineData("0;0,5\n1;0,25\n")]
    [InlineData("Zeit;Spannung\r\n[s];[V]\r\n0;0,5\r\n1;0,25\r\n")]
    [InlineData("0\t.5\n1\t2.5e-1\n")]
    [InlineData("# from the data sheet\n\"time\",\"value\"\n\"0\",\"0,5\"\n\"1\",\"0,25\"\n")]
    [InlineData("\uFEFFsep=;\nT (°C);R\n0;0.5\n1;0.25\n")]
    [InlineData("1,0.25\n0,0.5\n")]
    [InlineData("0 0.5\n  1   0.25  \n")]
    [InlineData("0 0,5\n1 0,25\n")]
    [InlineData("% a comment\n// another\n0,0.5,\n1,0.25,\n")]
    [InlineData("\"a \"\"good\"\" sensor, new\",y\n0,0.5\n1,0.25\n")]
    [InlineData("Instrument: none\nDate: today\n\nx\ty\n0\t0.5\n1\t0.25\n")]
    public void The_same_two_samples_are_read_however_they_are_written(string text) =>
        Read(text).Table!.Samples.Should().Equal((0, Rational.Parse("1/2")), (1, Rational.Parse("1/4")));

    [Theory]
    [InlineData("3", "7")]
    [InlineData("third", "7")]
    [InlineData("THIRD", "7")]
    [InlineData("1,2", "4")]
    [InlineData("second,third", "7")]
    [InlineData("unit c", "7")]
    public void A_column_is_named_by_number_or_heading(string columns, string last)
    {
        const string text = "first,second,third\nunit a,unit b,unit c\n1,2,3\n3,4,7\n";
        Read(text, columns).Table!.Samples[^1].Y.Should().Be(Rational.Parse(last));
        Read(text, columns).Table!.Samples[0].X.Should().Be(columns.StartsWith("second", StringComparison.Ordinal) ? 2 : 1);
    }

    [Theory]
    [InlineData("", "There are no samples in 't.csv'.")]
    [InlineData("x,y\n", "There are no samples in 't.csv'.")]
    [InlineData("0\n1\n", "Line 1 of 't.csv' is not two numbers x,y: '0'.")]
    [InlineData("x,y,z\n0,1,2\n1,2,3\n", "'t.csv' has 3 columns: name that of the value beside x, as in @file.csv:2 or @file.csv:heading, "
        + "or x, y and the value, as in @file.csv:1,2,3; a grid of values is @file.csv:grid.")]
    [InlineData("x,y\n0,1\n1,2\n0,3\n", "Lines 2 and 4 of 't.csv' both have x = 0: a function has one value there.")]
    [InlineData("0,1\n0,1\n", "Lines 1 and 2 of 't.csv' both have x = 0: a function has one value there.")]
    [InlineData("0,1\n2,2\n1,3\n", "x = 1 on line 3 of 't.csv' is out of order, beside 2 on line 2: x must ascend, or descend, from line to line.")]
    [InlineData("0,1\n1,two\n", "Line 2 of 't.csv' has 'two' in column 2, which is not a number.")]
    [InlineData("0,1\n1,\n", "Line 2 of 't.csv' has nothing in column 2: '1,'.")]
    [InlineData("0,1\n1\n", "Line 2 of 't.csv' has 1 of 2 columns: '1'.")]
    [InlineData("0,nan\n1,2\n", "Line 1 of 't.csv' has 'nan' in column 2, which is not a number.")]
    [InlineData("nan,nan\n1,2\n", "Line 1 of 't.csv' has 'nan' in column 1, which is not a number.")]
    [InlineData("0;1.5\n1;2,5\n",
        "Line 2 of 't.csv' has '2,5' in column 2 and line 1 has '1.5': write all numbers with a point, or all with a comma.")]
    [InlineData("0;1.000,5\n1;2\n", "Line 1 of 't.csv' has '1.000,5' in column 2: write numbers without separators of thousands.")]
    [InlineData("0,1\n", "'t.csv' is no table of samples: At least 2 samples are needed, not 1.")]
    public void What_is_wrong_is_told_with_its_line(string text, string message) =>
        FluentActions.Invoking(() => Read(text)).Should().Throw<TableException>().WithMessage(message);

    [Theory]
    [InlineData("0", "There is no column '0' in 't.csv': its columns are 1 to 3, headed a, b, c.")]
    [InlineData("4", "There is no column '4' in 't.csv': its columns are 1 to 3, headed a, b, c.")]
    [InlineData("d", "There is no column 'd' in 't.csv': its columns are 1 to 3, headed a, b, c.")]
    [InlineData("1", "Column 1 of 't.csv' is asked for twice: inputs and value need columns of their own.")]
    [InlineData("b,b", "Column 2 of 't.csv' is asked for twice: inputs and value need columns of their own.")]
    [InlineData("a,,b", "The columns are 'a,,b'; they must be one to three numbers or headings, such as 3, or time,3, or x,y,z.")]
    public void A_column_that_is_not_there_is_told_with_those_that_are(string columns, string message) =>
        FluentActions.Invoking(() => Read("a,b,c\n1,2,3\n2,3,4\n", columns)).Should().Throw<TableException>().WithMessage(message);

    private static Target Read(string text, string? columns = null)
    {
        using var reader = new StringReader(text);
        return TableText.Read(reader, "'t.csv'", columns is null ? null : TableColumns.Parse(columns));
    }
}
