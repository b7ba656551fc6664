using System.CommandLine;
using QuantRelu.Cli.Options;
using QuantRelu.Formats.VnnLib;
using QuantRelu.Numerics;

namespace QuantRelu.Cli.Exports;

/// <summary>VNN-LIB: the property that goes with an ONNX error network.</summary>
internal static class VnnLibFormat
{
    /// <summary>The format.</summary>
    public static ExportFormat Create(CellOption cell)
    {
        Option<Rational> tolerance = TypedOption.Number("--tolerance", "VNN-LIB: the distance from the chord that is claimed; the network's error bound by default.",
            value => value.Sign > 0 ? null : $"--tolerance is {value.ToShortString()}; it must be above 0.");
        return new("vnnlib", [cell.Cell, tolerance], (result, network, stream) =>
        {
            ErrorCell part = cell.Read(result, network) ?? ErrorCell.Of(network, 0, 1);
            Rational claimed = result.GetValue(tolerance);
            VnnLibExport.Write(network, part, claimed.Sign > 0 ? claimed : VnnLibExport.Claim(network), stream);
        });
    }
}
