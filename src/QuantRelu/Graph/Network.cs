using System.Globalization;
using System.Numerics;
using QuantRelu.Graph;
using QuantRelu.Graph.Rewriting;

namespace QuantRelu;

/// <summary>
/// A layered network over a codebook: u_l = σ(W_l u_{l-1} + b_l), σ(z) = max(z, 0) unless another activation is named, the last layer
/// without σ. Every
/// weight and every bias is a codebook value; a unit connects only to the next layer; between two units there is at most
/// one connection. It is kept as stages of repeated blocks and never flattened.
/// </summary>
public sealed class Network
{
    private const int MostShown = 8;

    /// <summary>A network from its stages.</summary>
    /// <param name="inputs">d, the number of inputs u in [0, 1].</param>
    /// <param name="codebook">The values that weights and biases may take.</param>
    /// <param name="stages">The stages, first to last.</param>
    /// <param name="activation">What hidden units apply to their sums; ReLU when null.</param>
    public Network(int inputs, Codebook codebook, IReadOnlyList<Stage> stages, Activation? activation = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentNullException.ThrowIfNull(codebook);
        ArgumentNullException.ThrowIfNull(stages);
        if (stages.Count == 0)
        {
            throw new ArgumentException("A network has at least one layer.", nameof(stages));
        }

        Inputs = inputs;
        Codebook = codebook;
        Stages = [.. stages];
        Activation = activation ?? Activation.Relu;
    }

    /// <summary>d, the number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>The values that weights and biases may take.</summary>
    public Codebook Codebook { get; }

    /// <summary>The stages, first to last.</summary>
    public ImmutableArray<Stage> Stages { get; }

    /// <summary>What hidden units apply to their sums.</summary>
    public Activation Activation { get; }

    /// <summary>Units of the last layer.</summary>
    public BigInteger Outputs => Stages[^1].Units(Stages[^1].Depth - 1);

    /// <summary>The same inputs, codebook and activation with other stages, as when codes are set.</summary>
    public Network WithStages(IEnumerable<Stage> stages) => new(Inputs, Codebook, stages.ToArray(), Activation);

    /// <summary>The network with one of its outputs alone, as one block.</summary>
    /// <param name="output">The output, counted from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    /// <exception cref="InvalidOperationException">The network's codes are not set.</exception>
    public Network OnlyOutput(int output)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        return output < Outputs ? SingleOutput.Of(this, output)
            : throw new ArgumentOutOfRangeException(nameof(output), output, $"The network has {Outputs} outputs, counted from 0.");
    }

    /// <summary>Counts depth, width, units, weights and bits on the network itself.</summary>
    public NetworkCounts Count() => NetworkCounts.Of(this);

    /// <summary>
    /// Inputs, outputs and counts, and the weight values where there are few: "1 → 1, depth 4, width 8, 20 units, 57 weights of 1 bit over {-1/2, 1/2}".
    /// </summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Inputs} → {Outputs}, {Count()} over {(Codebook.Count <= MostShown ? Codebook.ToString() : $"{Codebook.Count} values")}");
}
