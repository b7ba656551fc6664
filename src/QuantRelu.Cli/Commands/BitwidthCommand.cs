using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using QuantRelu.Bounds;
using QuantRelu.Cli.Options;
using QuantRelu.Cli.Rendering;
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
    private readonly Option<bool> _json = TypedOption.Flag("--json", "One JSON array.");

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
        { self._dimension, self._smoothness, self._error, self._json };
        command.SetAction(self.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        int n = result.GetValue(_smoothness);
        Rational error = result.GetValue(_error);
        int[] dimensions = result.GetValue(_dimension)!;
        Check(dimensions, n, error);
        Answer[] answers = await new ProgressDisplay(_terminal).CountAsync("dimensions", dimensions.Length, progress => dimensions.Select((d, i) =>
        {
            progress?.Report(i);
            return new Answer(d, new OptimalBitWidth(d, n, (double)error),
                CountedBitWidth.IsPossible(d, n, error) ? CountedBitWidth.Of(d, n, error, cancellationToken) : null,
                [.. CompactBitWidth.Of(_constructions.All, d, n, error)]);
        }).ToArray()).ConfigureAwait(false);
        _terminal.Out.WriteLine(result.GetValue(_json) ? Json(answers, n, (double)error) : Text(answers));
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

    private static string Json(Answer[] answers, int n, double error) => JsonSerializer.Serialize(answers.Select(a => new
    {
        dimension = a.Dimension,
        smoothness = n,
        error,
        lambdaOptimal = a.Bound.Lambda,
        bitWidth = a.Bound.Bits,
        lambdaInteger = a.Bound.WholeLambda,
        bitWidthInteger = Math.Log2(a.Bound.WholeLambda),
        m = a.Bound.M(a.Bound.Lambda),
        mInteger = a.Bound.M(a.Bound.WholeLambda),
        counted = a.Counted is { } counted ? new
        {
            lambdaFewestBits = counted.FewestBits.Lambda,
            lambdaFewestLogarithmicBits = counted.FewestLogarithmicBits.Lambda,
            tried = counted.Tried.Select(v => new
            {
                lambda = v.Lambda,
                values = v.Values,
                weights = v.Weights,
                bits = v.Bits,
                logarithmicBits = Finite(v.LogarithmicBits),
                theta = v.Theta,
            }),
        }
        : null,
        compact = a.Compact.Select(c => new
        {
            construction = c.Construction.Name,
            lambdaFewestBits = c.FewestBits.Family.Limit,
            tried = c.Tried.Select(t => new
            {
                lambda = t.Family.Limit,
                codebook = t.Codebook!.ToString(),
                depth = t.Depth,
                weights = t.Weights,
                bits = t.Bits,
            }),
        }),
    }), JsonOutput.Indented);

    // Null is what JSON has for a number beyond double precision.
    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string Text(Answer[] answers)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var table = new TextTable(
            "#d", "#λ_opt", "#log λ_opt", "#whole λ", "#log λ", "#M(λ_opt)", "#M(whole λ)", "#counted, ⌈log λ⌉: λ", "#counted, log λ: λ");
        foreach ((int d, OptimalBitWidth o, CountedBitWidth? counted, _) in answers)
        {
            table.Add($"{d}", Number(o.Lambda, "F10"), Number(o.Bits, "F10"), $"{o.WholeLambda}", Number(Math.Log2(o.WholeLambda), "F4"),
                Number(o.M(o.Lambda), "G8"), Number(o.M(o.WholeLambda), "G8"), $"{counted?.FewestBits.Lambda}", $"{counted?.FewestLogarithmicBits.Lambda}");
        }

        table.Write(text);
        foreach (Answer answer in answers.Where(a => a.Counted is not null))
        {
            text.WriteLine();
            text.WriteLine($"counted networks of Theorem 1, d = {answer.Dimension}; the values below 2^-t are left out, and more λ add none");
            Tried(answer).Write(text);
            text.WriteLine(Why(answer.Counted!));
        }

        foreach (Answer answer in answers.Where(a => a.Compact.Length > 0))
        {
            text.WriteLine();
            Compact(answer).Write(text);
            string fewest = string.Join(", ", answer.Compact.Select(c => $"{c.Construction.Name} λ = {c.FewestBits.Family.Limit}"));
            text.WriteLine($"fewest bits, d = {answer.Dimension}: {fewest}; of the bound of Theorem 1: λ = {answer.Bound.WholeLambda}");
        }

        return text.ToString().TrimEnd();
    }

    // Of each λ the values with the fewest bits.
    private static TextTable Compact(Answer answer)
    {
        var table = new TextTable("compact", "#λ", "#depth", "#weights", "#times λ = 2", "#bits", "#times λ = 2", "values");
        foreach (CompactBitWidth c in answer.Compact)
        {
            ClassCount two = c.Tried[0];
            foreach (ClassCount t in c.Tried)
            {
                table.Add(c.Construction.Name, $"{t.Family.Limit}", $"{t.Depth}", Whole.Short(t.Weights!.Value),
                    Number((double)t.Weights.Value / (double)two.Weights!.Value, "F4"), Whole.Short(t.Bits!.Value),
                    Number((double)t.Bits.Value / (double)two.Bits!.Value, "F4"), t.Codebook!.Count <= 4 ? $"{t.Codebook}" : t.Family.Quantization.Text());
            }
        }

        return table;
    }

    private static TextTable Tried(Answer answer)
    {
        CountedValues two = answer.Counted!.Tried[0];
        double least = answer.Bound.M(answer.Bound.Lambda);
        var table = new TextTable("#λ", "#values", "#M(λ)/M(λ_opt)", "#weights", "#times λ = 2", "#bits, ⌈log λ⌉ each", "#times λ = 2", "#log λ each", "#θ₁");
        foreach (CountedValues v in answer.Counted.Tried)
        {
            double weights = (double)Rational.Create(v.Weights, two.Weights);
            table.Add($"{v.Lambda}", $"{v.Values}", Number(answer.Bound.M(v.Lambda) / least, "F4"), Whole.Short(v.Weights), Number(weights, "F4"),
                Whole.Short(v.Bits), Number(weights * v.BitsPerWeight, "F4"), Number(weights * Math.Log2(v.Values), "F4"), Number(v.Theta, "G4"));
        }

        return table;
    }

    private static string Why(CountedBitWidth counted)
    {
        string first = Number(counted.Tried[0].Theta, "G4"), last = Number(counted.Tried[^1].Theta, "G4");
        return $"M(λ) takes θ₁, here for each grid point, for a constant; counted, it goes from {first} to {last}: with more values weight blocks alone have\n"
            + "far fewer weights, squarers, hats and scaling nearly as many as before, and every weight takes more bits.";
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
