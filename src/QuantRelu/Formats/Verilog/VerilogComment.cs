using QuantRelu.Analysis.FixedPoint;
using QuantRelu.Claims;

namespace QuantRelu.Formats.Verilog;

/// <summary>The head of a module: what it computes, the formats of its ports, its error and its size.</summary>
internal static class VerilogComment
{
    /// <summary>The comment.</summary>
    public static string Of(VerilogFile file, ConstructedNetwork constructed, FixedPointNetwork network)
    {
        string[] inputs = VerilogModule.Inputs(network);
        string[] lines =
        [
            .. CommentText.About(constructed),
            "For exact test vectors and for study: a table of values or a multiplier may be smaller.",
            string.Empty,
            $"{string.Join(", ", inputs)}: {file.InputBits} bits, unsigned, all after the point: from 0 to 1 - 2^-{file.InputBits} as a number; it "
                + $"stands for x = a + (b - a) {inputs[0]} 2^-{file.InputBits}",
            $"y: {file.OutputBits} bits, {(file.IsSigned ? "two's complement" : "unsigned")}, y = {Scale(network)} N exactly, N the network's value there",
            file.Latency == 0 ? "combinational: there is no register"
                : $"y belongs to the inputs {file.Latency} rising edges of clk before, edges at which en is 0 not counted; a new input at every edge",
            string.Empty,
            .. CommentText.Wrapped(Error(constructed)),
            .. CommentText.Wrapped(file.Counts),
        ];
        return string.Join('\n', lines.Select(line => $"// {line}".TrimEnd()));
    }

    // 2^s, m 2^s, or m.
    private static string Scale(FixedPointNetwork network)
    {
        string power = $"2^{network.FractionBits}", multiple = network.Multiple.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return network.Multiple.IsOne ? power : network.FractionBits == 0 ? multiple : $"{multiple} {power}";
    }

    private static string Error(ConstructedNetwork constructed) => NetworkClaim.Of(constructed) is { } claim
        ? $"At every such u, N is within {OutwardDigits.Up(claim.Error)} of the target ({claim.Source})."
        : "No bound of the error is stated: none is claimed of the network.";
}
