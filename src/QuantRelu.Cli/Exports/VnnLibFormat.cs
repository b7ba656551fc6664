using System.Globalization;
using QuantRelu.Claims;
using QuantRelu.Cli.Options;
using QuantRelu.Formats;
using QuantRelu.Formats.Onnx;
using QuantRelu.Formats.VnnLib;

namespace QuantRelu.Cli.Exports;

/// <summary>VNN-LIB: properties, each beside the ONNX network that it is about.</summary>
internal static class VnnLibFormat
{
    private const string Ending = ".vnnlib";

    // Other names than that of the file that --format onnx writes.
    private const string NetworkEnding = ".error.onnx";
    private const string RangeNetworkEnding = ".network.onnx";

    /// <summary>The format.</summary>
    public static ExportFormat Create(ClaimOptions claim, CellOption cells, MatrixOptions matrices)
    {
        var range = new RangeOption();
        string? message = null;
        VnnLibVersionOption version = new("VNN-LIB: ");
        return new("vnnlib", [Ending], [.. claim.All, .. cells.All, .. range.All, version.Option, matrices.MostMegabytes], (_, _, _) =>
            throw CommandFailure.BadInput($"A property belongs to a network of its own, which is written beside it: --output NAME{Ending} names both."))
        {
            Files = (result, network, path) =>
            {
                if (range.Read(result, network, claim, cells) is { } asked)
                {
                    matrices.Check(result, "ONNX", OnnxExport.MatrixBytes(network.Network), string.Empty);
                    OutputFile[] pair = Pair(asked, path, (string.Empty, RangeNetworkEnding), version.Read(result));
                    message = Written(pair);
                    return pair;
                }

                (ClaimedError error, Target target) = claim.Read(result, network);
                IReadOnlyList<ErrorCell> all = cells.Read(result, network);
                matrices.Check(result, "ONNX", OnnxExport.MatrixBytes(network.Network), string.Empty);
                OutputFile[] files = [.. all.SelectMany((cell, i) =>
                    Pair(VerificationInstance.Of(network, target, error, cell), path, (Number(i, all.Count), NetworkEnding), version.Read(result)))];
                message = Written(files);
                return files;
            },
            Message = () => message,
        };
    }

    private static string Written(OutputFile[] files) => files is [var property, var network]
        ? $"'{property.Path}' and '{network.Path}' belong together: the property is about that network alone."
        : $"{files.Length} files, from '{files[0].Path}' to '{files[^1].Path}': each property and the network it names belong together.";

    private static OutputFile[] Pair(IPropertyWithNetwork instance, string path, (string Number, string Network) endings, VnnLibVersion version)
    {
        bool ends = path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);
        string name = (ends ? path[..^Ending.Length] : path) + endings.Number, network = name + endings.Network;
        string property = name + (ends ? path[^Ending.Length..] : string.Empty);
        return
        [
            new(property, stream => instance.WriteProperty(stream, Path.GetFileName(network), version)),
            new(network, stream => instance.WriteNetwork(stream)),
        ];
    }

    // Nothing for a single cell; otherwise numbers from 1 of equal length, so that names are in the order of the cells.
    private static string Number(int index, int count)
    {
        int digits = count.ToString(CultureInfo.InvariantCulture).Length;
        return count == 1 ? string.Empty : $"-{(index + 1).ToString($"D{digits}", CultureInfo.InvariantCulture)}";
    }
}
