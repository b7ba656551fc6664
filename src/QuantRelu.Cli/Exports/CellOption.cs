using System.CommandLine;
using QuantRelu.Cli.Options;
using QuantRelu.Formats.VnnLib;

namespace QuantRelu.Cli.Exports;

/// <summary>--cell a:b,... and --cells K: the parts of [0,1] on which properties and their networks speak.</summary>
internal sealed class CellOption
{
    private const int MostCells = 10_000;
    private readonly Option<string?> _cell = TypedOption.Text(
        "--cell", "VNN-LIB: the part a:b of 0 <= u <= 1, or several parts; by default all of it.", "a:b,...");
    private readonly Option<int?> _cells = TypedOption.OptionalInteger(
        "--cells", "VNN-LIB: this many equal cells that cover 0 <= u <= 1.", 1, MostCells);

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [_cell, _cells];

    /// <summary>True when cells were given.</summary>
    public bool NamesAny(ParseResult result) => result.GetValue(_cell) is not null || result.GetValue(_cells) is not null;

    /// <summary>The cells.</summary>
    /// <exception cref="CommandFailure">The text names no cells, or both options are given.</exception>
    /// <exception cref="ArgumentException">A cell is no part of [0, 1], or the network has several inputs.</exception>
    public IReadOnlyList<ErrorCell> Read(ParseResult result, ConstructedNetwork network)
    {
        if (result.GetValue(_cell) is not { } text)
        {
            return ErrorCell.Cover(network, result.GetValue(_cells) ?? 1);
        }

        if (result.GetValue(_cells) is not null)
        {
            throw CommandFailure.BadInput("--cell names cells and --cells covers the range: leave out one of them.");
        }

        return [.. text.Split(',').Select(part => Cell(network, part))];
    }

    private static ErrorCell Cell(ConstructedNetwork network, string part) => Domain.TryParse(part, 1, out Domain? cell, out string? error)
        ? ErrorCell.Of(network, cell.Low(0), cell.High(0))
        : throw CommandFailure.BadInput(error);
}
