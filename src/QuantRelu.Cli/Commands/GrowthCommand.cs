using System.CommandLine;
using System.Numerics;
using QuantRelu.Cli.Options;
using QuantRelu.Cli.Rendering;
using QuantRelu.Constructions;
using QuantRelu.Figures.Rendering;
using QuantRelu.Figures.Sweeps;
using QuantRelu.Numerics;
using QuantRelu.Studies.Growth;

namespace QuantRelu.Cli.Commands;

/// <summary>quantrelu growth: counts over a range of errors, the law that they follow, and the constants that the theorems hide.</summary>
internal sealed class GrowthCommand
{
    private const int MostLogError = 1000;

    // It has kinks between its cells, so that functions are cached.
    private const string Example = "zigzag";

    private readonly Terminal _terminal;
    private readonly Option<int> _dimension = TypedOption.Integer("--dimension", "d.", 1, Domain.MaximumDimension, standard: 1);
    private readonly Option<int> _smoothness = ClassOptions.Smoothness(NetworkRequest.MostSmooth);
    private readonly Option<int[]> _logError = ClassOptions.List(
        "--log-error", "L, for errors 2^-L: one or several, such as 4..28 or 8,16,512.", 1, MostLogError, standard: "4,8,12,16,20,24,28");
    private readonly Option<Rational[]> _error = ListOptions.ErrorsOfClass();
    private readonly Option<int[]> _lambda = ClassOptions.List("--lambda", "Every λ, such as 2,3,4 or 2..8.", 2, CodebookOptions.MostValues, standard: "2");
    private readonly Option<string[]> _quantization = ListOptions.Words(
        "--quantization", "How weight values are chosen, one or several: ±1/2 and powers of two; multiples of 1/λ, even λ only; none: free weights.",
        "nonlinear", "nonlinear", "linear", "none");

    private readonly Option<string?> _structure = StructureOption.Create();
    private readonly Option<string?> _target = TypedOption.Text(
        "--target", $"The target of networks whose topology depends on it; {Example} when none is named.", "target");

    private readonly Option<BigInteger> _maxWeights = TypedOption.Count(
        "--max-weights", "The most weights of a network whose topology depends on the target: it is built to be counted.", BuildLimits.StandardWeights);

    private readonly DataOutput _output = new();
    private readonly Option<bool> _json = TypedOption.Flag("--json", "One JSON object, with the laws.");
    private readonly Option<string?> _plot = TypedOption.Text(
        "--plot", "Draw weights for each grid point against L, with the theorem's expressions, as .svg or .png.", "file");

    private GrowthCommand(Terminal terminal)
    {
        _terminal = terminal;
        _error.Required = false;
        _error.Description += " In place of --log-error.";
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal) => new GrowthCommand(terminal).Command();

    private Command Command()
    {
        var command = new Command("growth", "Counts networks over a range of errors, and shows the exact law of the counts and the constants behind O(·).");
        foreach (Option option in new Option[] { _dimension, _smoothness, _logError, _error, _lambda, _quantization, _structure, _target, _maxWeights })
        {
            command.Add(option);
        }

        _output.AddTo(command);
        command.Add(_json);
        command.Add(_plot);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        CheckOptions(result);
        Rational[] errors = Errors(result);
        CodebookFamily[] families = [.. Families(result)];
        Target? target = IsDependent(result) ? TargetOptions.Read(result.GetValue(_target) ?? Example, null, null) : null;
        GrowthCurve[] curves = await new ProgressDisplay(_terminal).CountAsync("networks", errors.Length * families.Length, progress =>
        {
            var told = new CountedBefore(progress);
            return families.Select((family, i) => told.Run(i * errors.Length, counted => target is null
                ? GrowthStudy.OfClass(result.GetValue(_dimension), result.GetValue(_smoothness), errors, family, counted, cancellationToken)
                : GrowthStudy.OfTarget(target, errors, family, result.GetValue(_maxWeights), counted, cancellationToken))).ToArray();
        }).ConfigureAwait(false);
        _output.Save(result, _terminal, GrowthTable.Of(curves), cancellationToken);
        if (result.GetValue(_plot) is { } path)
        {
            GrowthPlot.Draw(curves).Save(path, cancellationToken);
        }

        if (!_output.TakesStandardOutput(result))
        {
            _terminal.Out.WriteLine(result.GetValue(_json) ? GrowthJson.Of(curves) : GrowthText.Of(curves));
        }

        return ExitCode.Done;
    }

    private void CheckOptions(ParseResult result)
    {
        bool Given(Option option) => result.GetResult(option) is { Implicit: false };
        if (Given(_error) && Given(_logError))
        {
            throw CommandFailure.BadInput("--error and --log-error both say the errors: leave one of them out.");
        }

        if (IsDependent(result) && (result.GetValue(_dimension), result.GetValue(_smoothness)) != (1, 1))
        {
            throw CommandFailure.BadInput(
                "Networks whose topology depends on the target are for one variable and n = 1: leave out --dimension and --smoothness.");
        }

        if (!IsDependent(result) && (Given(_target) || Given(_maxWeights)))
        {
            throw CommandFailure.BadInput(
                $"{(Given(_target) ? "--target" : "--max-weights")} is for networks whose topology depends on the target: say --structure dependent, too.");
        }

        _output.Check(result);
        if (_output.TakesStandardOutput(result) && result.GetValue(_json))
        {
            throw CommandFailure.BadInput("--json and the rows would both go to standard output: leave one of them out.");
        }

        if (result.GetValue(_plot) is { } path)
        {
            Picture.Check(path);
        }
    }

    private bool IsDependent(ParseResult result) => result.GetValue(_structure) is { } word && StructureNames.Parse(word) == Structure.Dependent;

    private Rational[] Errors(ParseResult result) => result.GetResult(_error) is { Implicit: false }
        ? result.GetValue(_error)!
        : [.. result.GetValue(_logError)!.Select(l => Rational.Create(1, BigInteger.One << l))];

    private IEnumerable<CodebookFamily> Families(ParseResult result)
    {
        int[] lambdas = result.GetValue(_lambda)!;
        foreach (Quantization quantization in result.GetValue(_quantization)!.Select(QuantizationNames.Parse).Distinct())
        {
            foreach (int lambda in quantization == Quantization.None ? [2] : lambdas)
            {
                CodebookFamily family = CodebookFamily.Of(lambda, quantization);
                yield return family.Obstacle is { } obstacle ? throw CommandFailure.BadInput(obstacle) : family;
            }
        }
    }

    /// <summary>Progress of several studies, one after another.</summary>
    private sealed class CountedBefore(IProgress<int>? all) : IProgress<int>
    {
        private int _before;

        public void Report(int value) => all?.Report(_before + value);

        public T Run<T>(int before, Func<IProgress<int>, T> study)
        {
            _before = before;
            return study(this);
        }
    }
}
