namespace QuantRelu.Formats.Verilog;

/// <summary>What a Verilog module takes in, and where its registers stand.</summary>
public sealed record VerilogExportOptions
{
    /// <summary>The module's name: a letter, then letters, digits and underscores; the test bench's ends in _tb.</summary>
    public string Name { get; init; } = "quantrelu";

    /// <summary>p, the bits of each input, all of them after the point: 1 to <see cref="VerilogFile.MostInputBits"/>.</summary>
    public int InputBits { get; init; } = 8;

    /// <summary>L, the rising edges of clk from an input to its output, 0 for no registers; null for one after each layer that is left.</summary>
    public int? Latency { get; init; }

    /// <summary>The most vectors of the test bench, at least 1: all inputs where there are no more, else the corners and others.</summary>
    public int Vectors { get; init; } = 1024;
}
