using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using QuantRelu.Bounds;
using QuantRelu.Cli.Options;
using QuantRelu.Cli.Rendering;

namespace QuantRelu.Cli.Commands;

/// <summary>quantrelu bitwidth: the number of weight values with the fewest bits, Section 6.</summary>
internal static class BitwidthCommand
{
    private const int MostDimension = 1_000_000_000;
    private const int MostSmoothness = 1_000;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Option<int[]> dimension =
            ClassOptions.List("--dimension", "d, one or several; 784, 3072 and 150528 are the sizes of MNIST, CIFAR-10 and ImageNet images.", 1, MostDimension);
        Option<int> smoothness = ClassOptions.Smoothness(MostSmoothness);
        Option<Rational> error = ClassOptions.Error(Rational.Create(1, 2));
        Option<bool> json = TypedOption.Flag("--json", "One JSON array.");
        var command = new Command(
            "bitwidth", "Finds the λ that minimizes the bits of Theorem 1's bound, M(λ), for functions of d variables.") { dimension, smoothness, error, json };
        command.SetAction(result =>
        {
            var optima = result.GetValue(dimension)!.Select(
                d => (Dimension: d, Optimum: new OptimalBitWidth(d, result.GetValue(smoothness), (double)result.GetValue(error)))).ToArray();
            if (result.GetValue(json))
            {
                terminal.Out.WriteLine(JsonSerializer.Serialize(optima.Select(o => new
                {
                    dimension = o.Dimension,
                    smoothness = result.GetValue(smoothness),
                    error = (double)result.GetValue(error),
                    lambdaOptimal = o.Optimum.Lambda,
                    bitWidth = o.Optimum.Bits,
                    lambdaInteger = o.Optimum.WholeLambda,
                    bitWidthInteger = Math.Log2(o.Optimum.WholeLambda),
                    m = o.Optimum.M(o.Optimum.Lambda),
                    mInteger = o.Optimum.M(o.Optimum.WholeLambda),
                }), JsonOutput.Indented));
                return;
            }

            var table = new TextTable("#d", "#λ_opt", "#log λ_opt", "#whole λ", "#log λ", "#M(λ_opt)", "#M(whole λ)");
            foreach ((int d, OptimalBitWidth o) in optima)
            {
                table.Add($"{d}", Number(o.Lambda, "F10"), Number(o.Bits, "F10"), $"{o.WholeLambda}", Number(Math.Log2(o.WholeLambda), "F4"),
                    Number(o.M(o.Lambda), "G8"), Number(o.M(o.WholeLambda), "G8"));
            }

            table.Write(terminal.Out);
        });
        return command;
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
