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
    private const int MostLevels = 10;
    private const int MostLogMargin = 40;

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
            commands.Indicators(), commands.Table(), commands.Crossbar(), commands.Ramp(), commands.MeshHat(), commands.Hinges(),
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

    private Command Hinges()
    {
        Option<string?> values = TypedOption.Text("--values", "The values at 0, 1/n, ..., 1, n a power of two, such as 0,1/4,1/2,1/4,0.", "list");
        values.Required = true;
        return Component("hinges", "The polygon through values on [0,1] in one layer of hinges, exact, our own.", [values], (result, family) =>
            Standalone.Hinges([.. result.GetValue(values)!.Split(',').Select(Value)], family));

        static Dyadic Value(string text) => Rational.TryParse(text, out Rational value) && value.IsDyadic
            ? value.ToDyadic()
            : throw CommandFailure.BadInput($"--values has '{text}'; each must be m·2^k with whole m and k, such as 1/4 or -0.5.");
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

    private Command Indicators()
    {
        Option<int> levels = TypedOption.Integer("--levels", "p; there are 2^p cells.", 1, MostLevels, standard: 3);
        Option<int?> cell = TypedOption.OptionalInteger("--cell", "The cell, from 0 on the left; the middle one by default.", 0, (1 << MostLevels) - 1);
        Option<int?> margin = LogMargin("one cell passes into the next");
        return Component("indicators", "The indicator of a cell of [0,1], from a tree with two weights a node.", [levels, cell, margin], (result, family) =>
        {
            int p = result.GetValue(levels), j = result.GetValue(cell) ?? (1 << (p - 1));
            return j < 1 << p
                ? Standalone.Indicator(p, j, Margin(result.GetValue(margin), p), family)
                : throw CommandFailure.BadInput($"--cell is {j}; it must be from 0 to {(1 << p) - 1}.");
        });
    }

    private Command Ramp()
    {
        Option<int> levels = TypedOption.Integer("--levels", "p; there are 2^p cells.", 1, MostLevels, standard: 3);
        Option<int?> cell = TypedOption.OptionalInteger("--cell", "The cell, from 0 on the left; the middle one by default.", 0, (1 << MostLevels) - 1);
        return Component("ramp", "The ramp over a cell of [0,1], from a tree with two weights a node, our own.", [levels, cell], (result, family) =>
        {
            int p = result.GetValue(levels), j = result.GetValue(cell) ?? (1 << (p - 1));
            return j < 1 << p ? Standalone.Ramp(p, j, family) : throw CommandFailure.BadInput($"--cell is {j}; it must be from 0 to {(1 << p) - 1}.");
        });
    }

    private Command MeshHat()
    {
        Option<int> levels = TypedOption.Integer("--levels", "p; there are 2^p cells a side.", 1, MostLevels, standard: 2);
        Option<Rational[]> node = ListOptions.Numbers(
            "--node", "The node in cells: k on [0,1]; k,l on the square cut by both diagonals, whole for a grid point, halves for a centre.", "1,1");
        node.DefaultValueFactory = _ => [1, 1];
        return Component("mesh-hat", "The hat of a node of a mesh on [0,1] or [0,1]², without a product, our own.", [levels, node], (result, family) =>
            Standalone.MeshHat(result.GetValue(levels), result.GetValue(node)!, family));
    }

    private Command Table()
    {
        Option<Rational[]> numbers = ListOptions.Numbers("--numbers", "2^p whole numbers from 0 to 2^20, one for each cell of [0,1].", "3,0,2,1");
        numbers.Required = true;
        Option<int?> margin = LogMargin("one number passes into the next");
        return Component("table", "A table of whole numbers over [0,1], one weight for each bit.", [numbers, margin], (result, family) =>
        {
            Rational[] all = result.GetValue(numbers)!;
            bool fits = all.Length is >= 2 and <= 256 && BitOperations.IsPow2(all.Length)
                && Array.TrueForAll(all, n => n.Denominator.IsOne && n.Sign >= 0 && n <= 1 << 20);
            return fits
                ? Standalone.Table([.. all.Select(n => (int)n.Numerator)], Margin(result.GetValue(margin), BitOperations.Log2((uint)all.Length)), family)
                : throw CommandFailure.BadInput("--numbers must be 2, 4, 8, ... or 256 whole numbers from 0 to 1048576.");
        });
    }

    private Command Crossbar()
    {
        Option<Rational[]> signs = ListOptions.Numbers("--signs", "The steps of the path, 1 or -1 each: 1, 2, 4, ... or 256 of them.", "1,-1,1,1");
        signs.Required = true;
        return Component("crossbar", "A path of steps up and down over [0,1], one weight for each sign.", [signs], (result, family) =>
        {
            Rational[] all = result.GetValue(signs)!;
            return all.Length <= 256 && BitOperations.IsPow2(all.Length) && Array.TrueForAll(all, s => Rational.Abs(s) == 1)
                ? Standalone.Path([.. all.Select(s => s.Sign)], family)
                : throw CommandFailure.BadInput("--signs must be 1, 2, 4, ... or 256 numbers, 1 or -1 each.");
        });
    }

    private static Option<int?> LogMargin(string what) =>
        TypedOption.OptionalInteger("--margin", $"log 1/δ, above p: over δ {what}; p + 3 by default.", 2, MostLogMargin);

    private static int Margin(int? margin, int levels) => margin is { } given && given <= levels
        ? throw CommandFailure.BadInput($"--margin is {given}; it must be above p = {levels}.")
        : margin ?? levels + 3;

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
            output.Report(result, _terminal).WriteLine(
                result.GetValue(json) ? ReportJson.Write(report.WithRegionCount(network.Network)) : ReportText.Write(report));
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
