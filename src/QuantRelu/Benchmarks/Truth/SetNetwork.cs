using System.Globalization;
using QuantRelu.Benchmarks.Drawing;
using QuantRelu.Formats.Onnx;
using QuantRelu.Graph.Rewriting;
using QuantRelu.Numerics;

namespace QuantRelu.Benchmarks.Truth;

/// <summary>A network of a set, with all that is known of its values on [0, 1]^d.</summary>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Drawn">The network.</param>
/// <param name="Family">The family it is of.</param>
/// <param name="Level">The level it was drawn at.</param>
/// <param name="Range">Its values on [0, 1]^d; they are more than one.</param>
internal sealed record SetNetwork(int Number, BenchmarkNetwork Drawn, BenchmarkFamily Family, int Level, KnownRange Range)
{
    // Families grow up to this level; a longer set begins again, with other draws.
    private const int MostLevel = 10;
    private const int MostDraws = 20;

    // Far more than a competition's largest models take for each weight, and far less than a file may have.
    private const int MostMatrixBytes = 1 << 26;

    /// <summary>Its model's place in the set.</summary>
    public string File => string.Create(CultureInfo.InvariantCulture, $"{BenchmarkSet.NetworkFolder}/{Number + 1:D4}_{Drawn.Name}.onnx");

    /// <summary>The network of a number from 0: families in turn, growing.</summary>
    /// <exception cref="LimitException">The family has no network of so few weights.</exception>
    public static SetNetwork Draw(BenchmarkOptions options, int number)
    {
        BenchmarkFamily family = options.Families[number % options.Families.Length];
        int[] inputs = [.. family.Inputs.Where(options.Inputs.Contains)];
        SplitMix64 random = SplitMix64.Of((ulong)options.Seed, (ulong)number);
        int level = 1 + (number / options.Families.Length % MostLevel), dimension = inputs[random.Below(inputs.Length)];
        for (int draw = 0; draw < MostDraws; draw++)
        {
            BenchmarkNetwork drawn = family.Draw(level, dimension, random);
            if (drawn.Constructed.Network.Count().Weights > options.MostWeights || OnnxExport.MatrixBytes(drawn.Constructed.Network) > MostMatrixBytes)
            {
                (level, dimension) = level > 1 ? (level - 1, dimension) : (1, inputs[random.Below(inputs.Length)]);
                continue;
            }

            var range = KnownRange.Of(SingleWeights.Model(ReluForm.Of(drawn.Constructed.Network)), Domain.Unit(dimension));
            if (!range.Width.IsZero)
            {
                return new SetNetwork(number, drawn, family, level, range);
            }
        }

        throw new LimitException($"None of {MostDraws} networks of the family {family.Name} has {options.MostWeights} weights or fewer; allow more of them.");
    }
}
