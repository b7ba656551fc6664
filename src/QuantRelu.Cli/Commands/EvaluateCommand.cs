using System.CommandLine;
using System.Globalization;
using System.Text;
using QuantRelu.Analysis;
using QuantRelu.Cli.Input;
using QuantRelu.Cli.Options;
using QuantRelu.Cli.Rendering;
using QuantRelu.Formats;

namespace QuantRelu.Cli.Commands;

/// <summary>quantrelu evaluate: the values of a saved network at points of its domain.</summary>
internal sealed class EvaluateCommand
{
    private readonly Terminal _terminal;
    private readonly NetworkArgument _file = new();
    private readonly Option<string?> _at = TypedOption.Text("--at", "One point, as in \"0.25,0.5\".", "x,...");
    private readonly Option<string?> _input = TypedOption.Text("--input", "A file with a point on each line, or - for standard input.", "points.csv|-");
    private readonly Option<bool> _exact = TypedOption.Flag("--exact", "In exact arithmetic; values are whole numbers or fractions p/q.");
    private readonly Option<string?> _output = TypedOption.Text("--output", "Write the points with their values to this file.", "values.csv");

    private EvaluateCommand(Terminal terminal) => _terminal = terminal;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var self = new EvaluateCommand(terminal);
        var command = new Command("evaluate", "Evaluates a saved network at points of its domain.") { self._at, self._input, self._exact, self._output };
        self._file.AddTo(command);
        self._file.AddDomainTo(command);
        self._file.AddCoordinateTo(command);
        command.SetAction(self.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        CheckPoints(result);
        if (result.GetValue(_output) is { } path && path != Terminal.Dash)
        {
            FileName.Check(path, "evaluate writes CSV", ".csv");
            AtomicFile.Check(path);
        }

        ConstructedNetwork constructed = _file.LoadOne(result, _terminal);
        Domain domain = constructed.Provenance.Domain;
        List<InputPoint> points = Read(result, domain);
        Rational[][] inputs = [.. points.Select(p => p.X.Select((v, axis) => domain.ToUnit(axis, v)).ToArray())];
        bool exact = result.GetValue(_exact);
        (string[] values, bool isExact) = await new ProgressDisplay(_terminal).RunAsync("evaluating", progress => exact
            ? (Exact(constructed.Network, inputs, progress, cancellationToken), true)
            : Fast(constructed.Network, inputs, progress, cancellationToken)).ConfigureAwait(false);
        Write(result, points, values, cancellationToken);
        _terminal.Messages.WriteLine(exact ? "Evaluated in exact arithmetic." : isExact ? "Evaluated in double precision, exactly: no value was rounded."
            : "Evaluated in double precision, rounded.");
        return ExitCode.Done;
    }

    // Not while the line is parsed: an option that could not be read has no value to ask for.
    private void CheckPoints(ParseResult result)
    {
        if (result.GetValue(_at) is null == result.GetValue(_input) is null)
        {
            throw CommandFailure.BadInput("Points are needed: either --at or --input, not both.");
        }

        if (_file.Path(result) == Terminal.Dash && result.GetValue(_input) == Terminal.Dash)
        {
            throw CommandFailure.BadInput("Network and points cannot both come from standard input.");
        }
    }

    private List<InputPoint> Read(ParseResult result, Domain domain)
    {
        if (result.GetValue(_at) is { } at)
        {
            return [PointReader.Point(at, domain, "The point")];
        }

        string name = result.GetValue(_input)!;
        if (name == Terminal.Dash)
        {
            return [.. PointReader.Points(_terminal.In, domain, "standard input")];
        }

        if (!File.Exists(name))
        {
            throw CommandFailure.BadInput($"There is no file '{name}'.");
        }

        using StreamReader reader = File.OpenText(name);
        return [.. PointReader.Points(reader, domain, $"'{name}'")];
    }

    private static string[] Exact(Network network, Rational[][] inputs, IProgress<double>? progress, CancellationToken cancellationToken) =>
        [.. ExactEvaluator.EvaluateAll(network, inputs, progress, cancellationToken).Select(v => v.ToString())];

    private static (string[] Values, bool IsExact) Fast(Network network, Rational[][] inputs, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        double[] points = [.. inputs.SelectMany(u => u.Select(v => (double)v))];
        var evaluator = new FastEvaluator(network);
        ImmutableArray<double> values = evaluator.EvaluateAll(points, progress: progress, cancellationToken: cancellationToken);
        int bits = inputs.Max(u => u.Max(v => v.IsDyadic ? Math.Max(0, -v.ToDyadic().Exponent) : int.MaxValue));
        bool exact = bits < int.MaxValue && evaluator.Precision.IsExact(bits);
        return ([.. values.Select(v => v.ToString("R", CultureInfo.InvariantCulture))], exact);
    }

    private void Write(ParseResult result, List<InputPoint> points, string[] values, CancellationToken cancellationToken)
    {
        if (result.GetValue(_at) is not null && result.GetValue(_output) is null)
        {
            _terminal.Out.WriteLine(values[0]);
            return;
        }

        IEnumerable<string> lines = points.Select((p, i) => $"{p.Text},{values[i]}").Prepend(Heading(points[0].X.Length));
        if (result.GetValue(_output) is { } path && path != Terminal.Dash)
        {
            AtomicFile.Write(path, stream =>
            {
                using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\n" };
                foreach (string line in lines)
                {
                    writer.WriteLine(line);
                }
            }, cancellationToken);
            return;
        }

        foreach (string line in lines)
        {
            _terminal.Out.WriteLine(line);
        }
    }

    private static string Heading(int dimension) =>
        dimension == 1 ? "x,value" : $"{string.Join(',', Enumerable.Range(1, dimension).Select(i => $"x{i}"))},value";
}
