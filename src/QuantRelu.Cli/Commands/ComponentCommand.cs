using System.CommandLine;
using System.Numerics;
using QuantRelu.Cli.Options;
using QuantRelu.Formats.Reports;
using QuantRelu.Subnetworks;

namespace QuantRelu.Cli.Commands;

/// <summary>quantrelu component: one sub-network alone.</summary>
internal sealed class ComponentCommand
{
    private const int Samples = 1000;
    private const int MostLogGrid = 30;

    private readonly Terminal _terminal;

    private ComponentCommand(Terminal terminal) => _terminal = terminal;

    /// <summary>The command with one sub-command for each sub-network.</summary>
    public static Command Create(Terminal terminal)
    {
        var commands = new ComponentCommand(terminal);
        return new Command("component", "Builds one sub-network alone and reports it: the paper's, or a compact one.")
        {
            commands.Square(), commands.CompactSquare(), commands.Multiply(), commands.CompactMultiply(),
            commands.Weight(), commands.AbsoluteValue(), commands.Scale(), commands.Hat(), commands.PartitionOfUnity(),
        };
    }

    private Command Square()
    {
        Option<int> r = Teeth("The number of teeth; the error is at most 2^(-2(r+1)).");
        return Component("square", "x² on [0,1], Proposition 1.", [r], (result, family) => Standalone.Square(result.GetValue(r), family));
    }

    private Command Multiply()
    {
        Option<int> r = Teeth("The number of teeth; the error is at most 4·2^(-2(r+1)).");
        return Component("multiply", "x·y on [-1,1]², Proposition 2.", [r], (result, family) => Standalone.Multiply(result.GetValue(r), family));
    }

    private Command CompactSquare()
    {
        Option<int> r = Teeth("The number of teeth; the error is at most 2^(-2(r+1)).");
        return Component("compact-square", "The same x² with 28r - 11 weights instead of 314r - 244, our own.", [r], (result, family) =>
            Standalone.CompactSquare(result.GetValue(r), family));
    }

    private Command CompactMultiply()
    {
        Option<int> r = Teeth("The number of teeth; the error is at most 2^(-2(r+1)).");
        return Component("compact-multiply", "x·y on [-1,1]² with two such squarers, our own.", [r], (result, family) =>
            Standalone.CompactMultiply(result.GetValue(r), family));
    }

    private Command Weight()
    {
        Option<Rational> value =
            TypedOption.Number("--value", "w, from -1 to 1.", w => Rational.Abs(w) <= 1 ? null : $"--value is {w.ToShortString()}; it must be from -1 to 1.");
        value.Required = true;
        Option<int> t = TypedOption.Integer("--t", "The precision; w is made to within 2^-t.", 1, WeightConstruction.MostPrecision, standard: 8);
        return Component(
            "weight", "w·x on [-1,1], Proposition 3.", [value, t], (result, family) => Standalone.Weight(result.GetValue(value), result.GetValue(t), family));
    }

    private Command AbsoluteValue() => Component("abs", "|x| on [-1,1].", [], (_, family) => Standalone.AbsoluteValue(family));

    private Command Scale()
    {
        Option<Rational> factor = TypedOption.Number(
            "--factor", "c, m·2^k with a whole m.", c => c.IsDyadic ? null : $"--factor is {c.ToShortString()}; it must be m·2^k with whole m and k.");
        factor.Required = true;
        return Component("scale", "c·x on [-1,1].", [factor], (result, family) => Standalone.Scale(result.GetValue(factor).ToDyadic(), family));
    }

    private Command Hat()
    {
        Option<int> grid = Grid();
        Option<int?> line = TypedOption.OptionalInteger("--line", "m, the grid line, 0 to N; the middle one by default.", 0, 1 << MostLogGrid);
        return Component("hat", "h(3N(x - m/N)) on [0,1], equation (11).", [grid, line], (result, family) =>
            Standalone.PartitionOfUnity(LogGrid(result.GetValue(grid)), [Line(result.GetValue(line), result.GetValue(grid))], 1, family));
    }

    private Command PartitionOfUnity()
    {
        Option<int> grid = Grid();
        Option<int> r = Teeth("The number of teeth of the squarers.");
        Option<int> dimension = TypedOption.Integer("--dimension", "d.", 1, 6, standard: 2);
        Option<int?> line = TypedOption.OptionalInteger("--line", "m along every coordinate, 0 to N; the middle one by default.", 0, 1 << MostLogGrid);
        return Component(
            "psi", "ψ_m on [0,1]^d, equation (11): the product of d hats.", [grid, r, dimension, line], (result, family) => Standalone.PartitionOfUnity(
            LogGrid(result.GetValue(grid)), [
                .. Enumerable.Repeat(Line(result.GetValue(line), result.GetValue(grid)), result.GetValue(dimension))], result.GetValue(r), family));
    }

    private Command Component(
        string name, string description, IReadOnlyList<System.CommandLine.Option> options, Func<ParseResult, CodebookFamily, ConstructedNetwork> build)
    {
        var codebook = new CodebookOptions();
        var output = new OutputOption();
        Option<bool> json = TypedOption.Flag("--json", "Report as one JSON object.");
        var command = new Command(name, description);
        foreach (System.CommandLine.Option option in options)
        {
            command.Add(option);
        }

        codebook.AddTo(command);
        output.AddTo(command);
        command.Add(json);
        command.SetAction((result, cancellationToken) => Task.Run(() =>
        {
            output.Check(result, _terminal);
            ConstructedNetwork network = Measured(build(result, codebook.Read(result)));
            output.Save(result, _terminal, network, cancellationToken);
            Report report = Report.Of(network);
            output.Report(result, _terminal).WriteLine(result.GetValue(json) ? ReportJson.Write(report) : ReportText.Write(report));
        }, cancellationToken));
        return command;
    }

    private static ConstructedNetwork Measured(ConstructedNetwork network)
    {
        Provenance claims = network.Provenance;
        MeasuredError measured = ErrorMeasurement.Measure(new FastEvaluator(network.Network), claims.ReadTarget(), Samples, seed: 1);
        return network with { Provenance = claims with { Measured = measured } };
    }

    private static Option<int> Teeth(string description) => TypedOption.Integer("--r", description, 1, Squaring.MostTeeth, standard: 4);

    private static Option<int> Grid() => TypedOption.Integer(
        "--grid",
        "N, the number of grid cells, a power of two.",
        1,
        1 << MostLogGrid,
        standard: 8,
        check: n => BitOperations.IsPow2(n) ? null : $"--grid is {n}; it must be a power of two.");

    private static int LogGrid(int grid) => BitOperations.Log2((uint)grid);

    private static long Line(int? line, int grid) => line is { } m && m > grid
        ? throw CommandFailure.BadInput($"--line is {m}; it must be from 0 to N = {grid}.")
        : line ?? grid / 2;
}
