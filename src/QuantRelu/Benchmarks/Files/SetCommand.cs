using QuantRelu.Benchmarks.Truth;
using QuantRelu.Formats.VnnLib;

namespace QuantRelu.Benchmarks.Files;

/// <summary>The command line that makes a set.</summary>
internal static class SetCommand
{
    /// <summary>With DIR for the set's place; options that are as they are without being said are left out, but for count and seed.</summary>
    public static string Of(BenchmarkOptions options) => $"quantrelu benchmark DIR --seed {options.Seed}{Rest(options)}";

    /// <summary>
    /// What makes a network of a set again: alone, or as the last of the shortest set that has it, by what networks are drawn from and no more.
    /// </summary>
    public static string Of(BenchmarkOptions options, SetNetwork network)
    {
        const int each = 2;
        return network.Drawn.Command is { } alone ? $"quantrelu {alone}" : Of(new BenchmarkOptions
        {
            Count = Math.Min(each * (network.Number + 1), BenchmarkOptions.MostInstances),
            Seed = options.Seed,
            Families = options.Families,
            Inputs = options.Inputs,
            MostWeights = options.MostWeights,
        });
    }

    /// <summary>The options but for the seed.</summary>
    public static string Rest(BenchmarkOptions options)
    {
        var standard = new BenchmarkOptions();
        string?[] parts =
        [
            $" --count {options.Count}",
            options.Families.SequenceEqual(standard.Families) ? null : $" --family {string.Join(',', options.Families.Select(f => f.Name))}",
            options.Inputs.SequenceEqual(standard.Inputs) ? null : $" --inputs {string.Join(',', options.Inputs)}",
            options.Margins.SequenceEqual(standard.Margins) ? null : $" --margins {string.Join(',', options.Margins)}",
            options.HasWideThresholds ? " --thresholds float64" : null,
            options.Version == VnnLibVersion.Two ? " --vnnlib-version 2.0" : null,
            options.MostWeights == standard.MostWeights ? null : $" --max-weights {options.MostWeights}",
            options.Timeout == standard.Timeout ? null : $" --timeout {options.Timeout}",
        ];
        return string.Concat(parts);
    }
}
