using System.Numerics;
using QuantRelu.Analysis.FixedPoint;

namespace QuantRelu.Formats.Verilog;

/// <summary>
/// Writes the module: each value as a wire of the bits that it needs, behind it the registers that carry it into later stages. Operands are
/// widened by concatenation, so that nothing depends on Verilog's rules of signs and widths.
/// </summary>
internal sealed class VerilogModule(StreamWriter text, AdderGraph graph, Pipeline pipeline, string name)
{
    private readonly bool[] _isWritten = new bool[graph.Shared.Count];
    private readonly List<(string Register, string Source)> _registers = [];

    /// <summary>The names of the input ports.</summary>
    public static string[] Inputs(FixedPointNetwork network) =>
        network.Inputs == 1 ? ["u"] : [.. Enumerable.Range(1, network.Inputs).Select(i => $"u{i}")];

    /// <summary>The bits of a word as Verilog declares them.</summary>
    public static string Word(int bits) => $"[{bits - 1}:0]";

    /// <summary>Writes it.</summary>
    public void Write()
    {
        FixedPointNetwork network = graph.Network;
        string output = $"output wire {(network.Rows[^1].Range.IsUnsigned ? string.Empty : "signed ")}{Word(network.Rows[^1].Range.Bits)} y";
        text.WriteLine($"module {name} (");
        foreach (string port in pipeline.Latency > 0 ? ["clk", "en"] : (string[])[])
        {
            text.WriteLine($"    input wire {port},");
        }

        foreach (string port in Inputs(network))
        {
            text.WriteLine($"    input wire {Word(network.InputBits)} {port},");
        }

        text.WriteLine($"    {output}");
        text.WriteLine(");");
        for (int i = 0; i < network.Inputs; i++)
        {
            WriteRegisters(i);
        }

        for (int r = 0; r < network.Rows.Count; r++)
        {
            WriteRow(r);
        }

        WriteClock();
        text.WriteLine("endmodule");
    }

    private void WriteRow(int row)
    {
        FixedPointRow of = graph.Network.Rows[row];
        int node = graph.Network.Inputs + row, stage = pipeline.Birth(node), width = of.Sum.Bits;
        WriteShared(graph.Rows[row]);
        string sum = Sum(graph.Rows[row], of.Constant, width, stage);
        if (of.IsRectified)
        {
            int bits = of.Range.Bits;
            text.WriteLine($"    wire {Word(width)} s{row + 1} = {sum};");
            text.WriteLine($"    wire {Word(bits)} {Name(node)} = s{row + 1}[{width - 1}] ? {bits}'d0 : s{row + 1}[{bits - 1}:0];");
        }
        else
        {
            text.WriteLine($"    wire {Word(width)} {Name(node)} = {sum};");
        }

        WriteRegisters(node);
        if (row == graph.Rows.Count - 1)
        {
            text.WriteLine($"    assign y = {At(node, pipeline.Latency)};");
        }
    }

    // Those that are not written yet, what they read first.
    private void WriteShared(IEnumerable<ShiftedNode> terms)
    {
        foreach (int k in terms.Select(t => t.Node - graph.Values).Where(k => k >= 0 && !_isWritten[k]))
        {
            SharedSum shared = graph.Shared[k];
            int node = graph.Values + k;
            WriteShared([shared.First, shared.Second]);
            _isWritten[k] = true;
            int bits = graph.BitsOf(node);
            text.WriteLine($"    wire {Word(bits)} {Name(node)} = {Sum([shared.First, shared.Second], 0, bits, pipeline.Birth(node))};");
            WriteRegisters(node);
        }
    }

    private void WriteRegisters(int node)
    {
        for (int stage = pipeline.Birth(node) + 1; stage <= pipeline.Last(node); stage++)
        {
            text.WriteLine($"    reg {Word(graph.BitsOf(node))} {At(node, stage)};");
            _registers.Add((At(node, stage), At(node, stage - 1)));
        }
    }

    private void WriteClock()
    {
        if (_registers.Count == 0)
        {
            return;
        }

        text.WriteLine("    always @(posedge clk) if (en) begin");
        foreach ((string register, string source) in _registers)
        {
            text.WriteLine($"        {register} <= {source};");
        }

        text.WriteLine("    end");
    }

    // What is added first, then what is subtracted; modulo 2^width.
    private string Sum(IReadOnlyList<ShiftedNode> terms, BigInteger constant, int width, int stage)
    {
        List<(int Sign, string Text)> parts = [.. terms.Where(t => t.Shift < width).Select(t => (t.Sign, Operand(t, width, stage)))];
        if (!constant.IsZero)
        {
            parts.Add((constant.Sign, $"{width}'d{BigInteger.Abs(constant) & ((BigInteger.One << width) - 1)}"));
        }

        string[] added = [.. parts.Where(p => p.Sign > 0).Select(p => p.Text)], subtracted = [.. parts.Where(p => p.Sign < 0).Select(p => p.Text)];
        return string.Join(" - ", subtracted.Prepend(added.Length == 0 ? $"{width}'d0" : string.Join(" + ", added)));
    }

    // The node's bits between zeros below and zeros, or copies of its sign, above.
    private string Operand(ShiftedNode term, int width, int stage)
    {
        string node = At(term.Node, stage);
        int wire = graph.BitsOf(term.Node), taken = Math.Min(wire, width - term.Shift), above = width - term.Shift - taken;
        string bits = taken == wire ? node : $"{node}[{taken - 1}:0]", sign = graph.RangeOf(term.Node).IsUnsigned ? "1'b0" : $"{node}[{wire - 1}]";
        string[] parts =
        [
            .. above > 0 ? [$"{{{above}{{{sign}}}}}"] : (string[])[],
            bits,
            .. term.Shift > 0 ? [$"{term.Shift}'d0"] : (string[])[],
        ];
        return parts.Length == 1 ? bits : $"{{{string.Join(", ", parts)}}}";
    }

    private string At(int node, int stage) => stage == pipeline.Birth(node) ? Name(node) : $"{Name(node)}_{stage}";

    private string Name(int node) => node < graph.Network.Inputs ? Inputs(graph.Network)[node]
        : node < graph.Values ? $"v{node - graph.Network.Inputs + 1}"
        : $"t{node - graph.Values + 1}";
}
