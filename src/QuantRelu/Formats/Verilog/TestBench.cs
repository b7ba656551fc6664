using System.Globalization;
using System.Numerics;
using QuantRelu.Analysis.FixedPoint;

namespace QuantRelu.Formats.Verilog;

/// <summary>
/// Writes the test bench: one vector a cycle, each output compared L edges later, and now and then a cycle in which en is 0, which must change nothing.
/// </summary>
internal sealed class TestBench(StreamWriter text, VerilogFile file, FixedPointNetwork network, string name)
{
    private readonly string[] _inputs = VerilogModule.Inputs(network);
    private readonly int _inputBits = network.Inputs * network.InputBits;

    /// <summary>Writes it.</summary>
    public void Write(IReadOnlyList<TestVector> vectors)
    {
        string all = BigInteger.Pow(2, _inputBits) == vectors.Count ? "all inputs that there are" : "of 2^" + _inputBits + " inputs";
        string ports = string.Join(", ", ((string[])[.. file.Latency > 0 ? ["clk", "en"] : (string[])[], .. _inputs, "y"]).Select(p => $".{p}({p})"));
        string[] declared = file.Latency > 0 ? [$"localparam LATENCY = {file.Latency};", "reg clk, en;"] : [];
        Lines(
            $"// Test bench of {name}: {vectors.Count} vectors, {all}. The outputs are those of the network, evaluated in exact rational numbers.",
            "// It prints PASS, or FAIL and ends with a status other than 0.",
            $"module {name}_tb;",
            $"    localparam VECTORS = {vectors.Count};");
        Lines([.. declared.Select(d => "    " + d)]);
        Lines(
            $"    reg {VerilogModule.Word(network.InputBits)} {string.Join(", ", _inputs)};",
            $"    wire {VerilogModule.Word(file.OutputBits)} y;",
            $"    reg {VerilogModule.Word(file.OutputBits)} expected;",
            $"    reg {VerilogModule.Word(_inputBits + file.OutputBits)} vectors [0:VECTORS - 1];",
            "    integer i, failures;",
            string.Empty,
            $"    {name} dut ({ports});",
            string.Empty,
            "    initial begin");
        for (int i = 0; i < vectors.Count; i++)
        {
            text.WriteLine($"        vectors[{i}] = {Vector(vectors[i])};");
        }

        text.WriteLine("        failures = 0;");
        Lines(file.Latency > 0 ? Clocked() : Combinational());
        Lines(
            "        if (failures != 0) begin",
            "            $display(\"FAIL: %0d of %0d vectors\", failures, VECTORS);",
            "            $fatal(1);",
            "        end",
            "        $display(\"PASS: %0d vectors\", VECTORS);",
            "        $finish;",
            "    end",
            "endmodule");
    }

    private string[] Combinational() =>
    [
        "        for (i = 0; i < VECTORS; i = i + 1) begin",
        $"            {{{string.Join(", ", _inputs)}, expected}} = vectors[i];",
        "            #1;",
        .. Compare("i"),
        "        end",
    ];

    private string[] Clocked() =>
    [
        "        clk = 0;",
        "        for (i = 0; i < VECTORS + LATENCY - 1; i = i + 1) begin",
        $"            if (i < VECTORS) {{{string.Join(", ", _inputs)}, expected}} = vectors[i];",
        "            if (i % 3 == 2) begin",
        "                en = 0;",
        $"                {_inputs[0]} = ~{_inputs[0]};",
        "                #1 clk = 1;",
        "                #1 clk = 0;",
        $"                {_inputs[0]} = ~{_inputs[0]};",
        "            end",
        "            en = 1;",
        "            #1 clk = 1;",
        "            #1 clk = 0;",
        "            if (i >= LATENCY - 1) begin",
        $"                expected = vectors[i - LATENCY + 1]{VerilogModule.Word(file.OutputBits)};",
        .. Compare("i - LATENCY + 1").Select(line => "    " + line),
        "            end",
        "        end",
    ];

    private string[] Compare(string vector)
    {
        string place = $"vectors[{vector}][{_inputBits + file.OutputBits - 1}:{file.OutputBits}]";
        return
        [
            "            if (y !== expected) begin",
            "                failures = failures + 1;",
            $"                if (failures <= 10) $display(\"FAIL: at {{{string.Join(", ", _inputs)}}} = %h, y is %h, not %h\", {place}, y, expected);",
            "            end",
        ];
    }

    private string Vector(TestVector vector)
    {
        IEnumerable<string> inputs = vector.Inputs.Select(u => string.Create(CultureInfo.InvariantCulture, $"{network.InputBits}'d{u}"));
        return $"{{{string.Join(", ", inputs)}, {file.OutputBits}'d{vector.Output & ((BigInteger.One << file.OutputBits) - 1)}}}";
    }

    private void Lines(params ReadOnlySpan<string> lines)
    {
        foreach (string line in lines)
        {
            text.WriteLine(line);
        }
    }
}
