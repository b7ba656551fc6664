using System.CommandLine;
using QuantRelu.Claims;
using QuantRelu.Cli.Options;
using QuantRelu.Formats.Onnx;
using QuantRelu.Formats.VnnLib;
using QuantRelu.Numerics;

namespace QuantRelu.Cli.Exports;

/// <summary>--cell a:b, the part of [0,1] on which an error network and its property speak.</summary>
internal sealed class CellOption
{
    /// <summary>The option.</summary>
    public Option<string?> Cell { get; } = TypedOption.Text("--cell", "ONNX, VNN-LIB: the part a:b of 0 <= u <= 1 on whose chord of the target the error network stands.", "a:b");

    /// <summary>The cell, or null when none was named.</summary>
    /// <exception cref="CommandFailure">It is no part of [0, 1], or the network has several inputs.</exception>
    public ErrorCell? Read(ParseResult result, ConstructedNetwork network)
    {
        if (result.GetValue(Cell) is not { } text)
        {
            return null;
        }

        if (!Domain.TryParse(text, 1, out Domain? cell, out string? error))
        {
            throw CommandFailure.BadInput(error);
        }

        return ErrorCell.Of(network, cell.Low(0), cell.High(0));
    }
}
