using System.Numerics;
using System.Text.Json;
using FluentAssertions;
using QuantRelu.Formats.Tables;
using Xunit;

namespace QuantRelu.Tests.Formats.Tables;

public class DataTableTests
{
    private static readonly DataTable Table = new(["name", "count", "value"],
        [["a,b", BigInteger.Pow(10, 30), 0.1], ["say \"c\"", (int?)null, double.NaN], [(string?)null, -3, 1e-300]]);

    [Fact]
    public void Csv_has_a_heading_quotes_what_needs_them_and_all_digits() => Table.ToCsv().Should().Be(
        "name,count,value\n\"a,b\",1000000000000000000000000000000,0.1\n\"say \"\"c\"\"\",,\n,-3,1E-300\n");

    [Fact]
    public void Json_is_an_array_of_objects_with_numbers_as_numbers()
    {
        using JsonDocument json = JsonDocument.Parse(Table.ToJson());
        JsonElement[] rows = [.. json.RootElement.EnumerateArray()];
        rows.Select(r => r.GetProperty("name").GetString()).Should().Equal("a,b", "say \"c\"", null);
        rows.Select(r => r.GetProperty("count").GetRawText()).Should().Equal("1000000000000000000000000000000", "null", "-3");
        rows[0].GetProperty("value").GetDouble().Should().Be(0.1);
        rows[1].GetProperty("value").ValueKind.Should().Be(JsonValueKind.Null);
        rows[2].GetProperty("value").GetDouble().Should().Be(1e-300);
    }

    [Fact]
    public void A_row_has_a_cell_for_every_column_and_every_column_a_name_of_its_own()
    {
        Action odd = () => _ = new DataTable(["a", "b"], [[1, 2], [3]]);
        Action twice = () => _ = new DataTable(["a", "a"], []);
        Action none = () => _ = new DataTable([], []);
        odd.Should().Throw<ArgumentException>().WithMessage("A row has 1 cells for 2 columns*");
        twice.Should().Throw<ArgumentException>();
        none.Should().Throw<ArgumentException>();
    }
}
