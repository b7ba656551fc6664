using System.CommandLine;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using QuantRelu.Bounds;
using QuantRelu.Cli.Options;
using QuantRelu.Cli.Rendering;
using QuantRelu.Cli.Rendering.Tables;
using QuantRelu.Graph;
using QuantRelu.Studies.BitWidths;
using QuantRelu.Studies.Classes;

namespace QuantRelu.Cli.Commands;

/// <summary>quantrelu bitwidth: the number of weight values with the fewest bits, by the bound of Section 6 and by the counts of networks.</summary>
internal sealed class BitwidthCommand
{
    private const int MostDimension = 1_000_000_000;
    private const int MostSmoothness = 1_000;
    private readonly Terminal _terminal;
    private readonly ConstructionRegistry _constructions;
    private readonly Option<int[]> _dimension =
        ClassOptions.List("--dimension", "d, one or several; 784, 3072 and 150528 are the sizes of MNIST, CIFAR-10 and ImageNet images.", 1, MostDimension);

    private readonly Option<int> _smoothness = ClassOptions.Smoothness(MostSmoothness);
    private readonly Option<Rational> _error = ClassOptions.Error(1);
    private readonly FormatOption _format = new(TypedOption.Flag("--json", "One JSON array."), "optimum", "counted", "compact");

    private BitwidthCommand(Terminal terminal, ConstructionRegistry constructions) => (_terminal, _constructions) = (terminal, constructions);

    /// <summary>What is known of one d: of the bound, of networks where they can be counted, and of compact ones.</summary>
    private sealed record Answer(int Dimension, OptimalBitWidth Bound, CountedBitWidth? Counted, CompactBitWidth[] Compact);

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal, ConstructionRegistry constructions)
    {
        var self = new BitwidthCommand(terminal, constructions);
        var command = new Command(
            "bitwidth",
            "Finds the λ that minimizes the bits of Theorem 1's bound, M(λ), for d variables, up to d = 16 the λ with the fewest bits that are counted, and "
                + "that of compact constructions.")
        { self._dimension, self._smoothness, self._error };
        self._format.AddTo(command);
        command.SetAction(self.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        int n = result.GetValue(_smoothness);
        Rational error = result.GetValue(_error);
        int[] dimensions = result.GetValue(_dimension)!;
        _format.Check(result);
        Check(dimensions, n, error);
        Answer[] answers = await new ProgressDisplay(_terminal).CountAsync("dimensions", dimensions.Length, progress => dimensions.Select((d, i) =>
        {
            progress?.Report(i);
            return new Answer(d, new OptimalBitWidth(d, n, (double)error),
                CountedBitWidth.IsPossible(d, n, error) ? CountedBitWidth.Of(d, n, error, cancellationToken) : null,
                [.. CompactBitWidth.Of(_constructions.All, d, n, error)]);
        }).ToArray()).ConfigureAwait(false);
        _format.Write(result, _terminal, Report(answers), () => Json(answers, n, (double)error));
        return ExitCode.Done;
    }

    private static void Check(int[] dimensions, int n, Rational error)
    {
        foreach (int d in dimensions.Where(d => (double)error >= OptimalBitWidth.ErrorsBelow(d, n)))
        {
            string most = OptimalBitWidth.ErrorsBelow(d, n).ToString("G4", CultureInfo.InvariantCulture);
            throw CommandFailure.BadInput(
                $"--error is {error.ToShortString()}; for d = {d}, n = {n} it must be below {most}: from there on M(λ) grows from λ = 2 on.");
        }
    }

    private static string Json(Answer[] answers, int n, double error) => JsonOutput.Text(JsonOutput.Array(answers.Select(a => new JsonObject
    {
        ["dimension"] = a.Dimension,
        ["smoothness"] = n,
        ["error"] = error,
        ["lambdaOptimal"] = a.Bound.Lambda,
        ["bitWidth"] = a.Bound.Bits,
        ["lambdaInteger"] = a.Bound.WholeLambda,
        ["bitWidthInteger"] = Math.Log2(a.Bound.WholeLambda),
        ["m"] = a.Bound.M(a.Bound.Lambda),
        ["mInteger"] = a.Bound.M(a.Bound.WholeLambda),
        ["counted"] = a.Counted is { } counted ? Json(counted) : null,
        ["compact"] = JsonOutput.Array(a.Compact.Select(Json)),
    })));

    private static JsonObject Json(CountedBitWidth counted) => new()
    {
        ["lambdaFewestBits"] = counted.FewestBits.Lambda,
        ["lambdaFewestLogarithmicBits"] = counted.FewestLogarithmicBits.Lambda,
        ["tried"] = JsonOutput.Array(counted.Tried.Select(v => new JsonObject
        {
            ["lambda"] = v.Lambda,
            ["values"] = v.Values,
            ["weights"] = JsonOutput.Whole(v.Weights),
            ["bits"] = JsonOutput.Whole(v.Bits),
            ["logarithmicBits"] = Finite(v.LogarithmicBits),
            ["theta"] = v.Theta,
        })),
    };

    private static JsonObject Json(CompactBitWidth compact) => new()
    {
        ["construction"] = compact.Construction.Name,
        ["lambdaFewestBits"] = compact.FewestBits.Family.Limit,
        ["tried"] = JsonOutput.Array(compact.Tried.Select(t => new JsonObject
        {
            ["lambda"] = t.Family.Limit,
            ["codebook"] = t.Codebook!.ToString(),
            ["depth"] = t.Depth,
            ["weights"] = JsonOutput.Whole(t.Weights),
            ["bits"] = JsonOutput.Whole(t.Bits),
        })),
    };

    // Null is what JSON has for a number beyond double precision.
    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static TableReport Report(Answer[] answers) => new(
    [
        TableBlock.Of(ReportTable.Of("optimum", Optimum, answers)),
        .. answers.Where(a => a.Counted is not null).Select(Tried),
        .. answers.Where(a => a.Compact.Length > 0).Select(Compact),
    ]);

    private static readonly ReportColumn<Answer>[] Optimum =
    [
        new("dimension", "#d", a => Cell.Small(a.Dimension)),
        new("lambdaOptimal", "#λ_opt", a => Cell.Number(a.Bound.Lambda, "F10")),
        new("bitWidth", "#log λ_opt", a => Cell.Number(a.Bound.Bits, "F10")),
        new("lambdaInteger", "#whole λ", a => Cell.Small(a.Bound.WholeLambda)),
        new("bitWidthInteger", "#log λ", a => Cell.Number(Math.Log2(a.Bound.WholeLambda), "F4")),
        new("m", "#M(λ_opt)", a => Cell.Number(a.Bound.M(a.Bound.Lambda), "G8")),
        new("mInteger", "#M(whole λ)", a => Cell.Number(a.Bound.M(a.Bound.WholeLambda), "G8")),
        new("lambdaFewestBits", "#counted, ⌈log λ⌉: λ", a => Cell.Small(a.Counted?.FewestBits.Lambda)),
        new("lambdaFewestLogarithmicBits", "#counted, log λ: λ", a => Cell.Small(a.Counted?.FewestLogarithmicBits.Lambda)),
    ];

    // Of each λ the values with the fewest bits.
    private static TableBlock Compact(Answer answer)
    {
        var rows = answer.Compact.SelectMany(c => c.Tried.Select(t => (c.Construction.Name, Count: t, Two: c.Tried[0])));
        ReportColumn<(string Name, ClassCount Count, ClassCount Two)>[] columns =
        [
            new("dimension", null, _ => Cell.Small(answer.Dimension)),
            new("construction", "compact", r => Cell.Word(r.Name)),
            new("lambda", "#λ", r => Cell.Small(r.Count.Family.Limit)),
            new("depth", "#depth", r => Cell.Small(r.Count.Depth)),
            new("weights", "#weights", r => Cell.Size(r.Count.Weights)),
            new("weightsToTwo", "#times λ = 2", r => Cell.Number(Times(r.Count.Weights!.Value, r.Two.Weights!.Value), "F4")),
            new("bits", "#bits", r => Cell.Size(r.Count.Bits)),
            new("bitsToTwo", "#times λ = 2", r => Cell.Number(Times(r.Count.Bits!.Value, r.Two.Bits!.Value), "F4")),
            new("codebook", "values", r => new(
                $"{r.Count.Codebook}", r.Count.Codebook!.Count <= 4 ? $"{r.Count.Codebook}" : r.Count.Family.Quantization.Text())),
        ];
        string fewest = string.Join(", ", answer.Compact.Select(c => $"{c.Construction.Name} λ = {c.FewestBits.Family.Limit}"));
        return TableBlock.Of(
            ReportTable.Of("compact", columns, rows),
            $"fewest bits, d = {answer.Dimension}: {fewest}; of the bound of Theorem 1: λ = {answer.Bound.WholeLambda}");
    }

    private static TableBlock Tried(Answer answer)
    {
        CountedValues two = answer.Counted!.Tried[0];
        double least = answer.Bound.M(answer.Bound.Lambda);
        ReportColumn<CountedValues>[] columns =
        [
            new("dimension", null, _ => Cell.Small(answer.Dimension)),
            new("lambda", "#λ", v => Cell.Small(v.Lambda)),
            new("values", "#values", v => Cell.Small(v.Values)),
            new("mToOptimum", "#M(λ)/M(λ_opt)", v => Cell.Number(answer.Bound.M(v.Lambda) / least, "F4")),
            new("weights", "#weights", v => Cell.Size(v.Weights)),
            new("weightsToTwo", "#times λ = 2", v => Cell.Number(Times(v.Weights, two.Weights), "F4")),
            new("bits", "#bits, ⌈log λ⌉ each", v => Cell.Size(v.Bits)),
            new("bitsToTwo", "#times λ = 2", v => Cell.Number(Times(v.Weights, two.Weights) * v.BitsPerWeight, "F4")),
            new("logarithmicBitsToTwo", "#log λ each", v => Cell.Number(Times(v.Weights, two.Weights) * Math.Log2(v.Values), "F4")),
            new("theta", "#θ₁", v => Cell.Number(v.Theta)),
        ];
        return TableBlock.Of(ReportTable.Of("counted", columns, answer.Counted.Tried), [.. Why(answer.Counted!)])
            .Under($"counted networks of Theorem 1, d = {answer.Dimension}; the values below 2^-t are left out, and more λ add none");
    }

    private static double Times(BigInteger count, BigInteger by) => (double)Rational.Create(count, by);

    private static string[] Why(CountedBitWidth counted) =>
    [
        $"M(λ) takes θ₁, here for each grid point, for a constant; counted, it goes from {Theta(counted.Tried[0])} to {Theta(counted.Tried[^1])}: with more "
            + "values weight blocks alone have",
        "far fewer weights, squarers, hats and scaling nearly as many as before, and every weight takes more bits.",
    ];

    private static string Theta(CountedValues values) => values.Theta.ToString("G4", CultureInfo.InvariantCulture);
}
