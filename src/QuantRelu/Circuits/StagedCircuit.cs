using System.Numerics;
using QuantRelu.Graph;

namespace QuantRelu.Circuits;

/// <summary>
/// A construction of any size in constant memory: stages of circuits that are repeated over grids. Realizing it over a
/// codebook is the same backward pass, stage by stage: what the circuits of a stage ask of their inputs decides how often
/// the outputs of the stage before are copied.
/// </summary>
public sealed class StagedCircuit
{
    /// <summary>A construction from its stages.</summary>
    /// <param name="inputs">d, the number of network inputs.</param>
    /// <param name="stages">The stages, first to last.</param>
    /// <exception cref="ArgumentException">A stage is empty, reads what the stage before does not have, or sums outputs of different number.</exception>
    public StagedCircuit(int inputs, IReadOnlyList<CircuitStage> stages)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentNullException.ThrowIfNull(stages);
        WiringCheck.Run(inputs, stages);
        Inputs = inputs;
        Stages = [.. stages];
    }

    /// <summary>d, the number of network inputs.</summary>
    public int Inputs { get; }

    /// <summary>The stages, first to last.</summary>
    public ImmutableArray<CircuitStage> Stages { get; }

    /// <summary>The bank of all switches of a construction that is one circuit.</summary>
    public const string SingleBank = "switches";

    /// <summary>One circuit as a construction, behind an entry stage that makes copies of the network inputs.</summary>
    public static StagedCircuit Single(Circuit circuit, IReadOnlyList<LinearForm> outputs)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        var behindEntry = new Circuit(circuit.Inputs);
        LinearForm[] inputs = Enumerable.Range(0, circuit.Inputs).Select(i => 2 * behindEntry.Input(i)).ToArray();
        var array = new CircuitArray(behindEntry, [.. behindEntry.Embed(circuit, inputs, outputs)]) { Bank = SingleBank };
        return new StagedCircuit(circuit.Inputs, [CircuitStage.Entry(circuit.Inputs), new CircuitStage([array])]);
    }

    /// <summary>
    /// The network over weight values that a precision wants, or, when weights may take any value, over the construction's own
    /// coefficients as they are: no copies and no chains; its switches are not set.
    /// </summary>
    /// <param name="family">The weight values.</param>
    /// <param name="precision">t ≥ 1: weights are wanted to within 2^-t.</param>
    /// <param name="weights">Further free weights, for the switches.</param>
    /// <exception cref="RealizationException">A coefficient or a bias that the codebook cannot make.</exception>
    public Network Realize(CodebookFamily family, int precision, IEnumerable<Rational>? weights = null) => Realize(ValuesOf(family, precision, weights));

    /// <summary>The same network with the banks of its switches.</summary>
    /// <inheritdoc cref="Realize(CodebookFamily, int, IEnumerable{Rational})"/>
    public OpenNetwork Open(CodebookFamily family, int precision, IEnumerable<Rational>? weights = null)
    {
        Network topology = Realize(family, precision, weights);
        return new OpenNetwork(topology, Stages.SelectMany((stage, s) => Banks(stage, s, topology.Stages[s])));
    }

    /// <summary>The network over a codebook; its switches are not set.</summary>
    /// <exception cref="RealizationException">A coefficient or a bias that the codebook cannot make.</exception>
    /// <exception cref="InvalidOperationException">The first stage asks for copies of a network input, which exists once.</exception>
    public Network Realize(Codebook codebook)
    {
        ArgumentNullException.ThrowIfNull(codebook);
        if (Stages.SelectMany(s => s.Arrays).Any(a => !a.Times.IsOne))
        {
            throw new InvalidOperationException("Arrays that stand for many are counted, not realized.");
        }

        (RealizedCircuit[][] blocks, int[][][] copies) = Blocks(codebook);
        var layout = new SourceLayout([Enumerable.Repeat(1, Inputs).ToArray()], [0], [Inputs]);
        var stages = new List<Stage>();
        for (int s = 0; s < Stages.Length; s++)
        {
            stages.Add(Wire(Stages[s], blocks[s], layout));
            layout = SourceLayout.Of(stages[s], Stages[s], copies[s]);
        }

        return new Network(Inputs, codebook, stages);
    }

    /// <summary>
    /// What the network over weight values that a precision wants costs, stage by stage, as <see cref="Realize(CodebookFamily, int, IEnumerable{Rational})"/>
    /// would have it, but without a place for any unit: exact, and without a limit on the copies.
    /// </summary>
    /// <inheritdoc cref="Realize(CodebookFamily, int, IEnumerable{Rational})"/>
    internal StagedCounts Count(CodebookFamily family, int precision)
    {
        Codebook codebook = ValuesOf(family, precision, null);
        RealizedCircuit[][] blocks = Blocks(codebook).Blocks;
        return new StagedCounts(Inputs, codebook, [.. Stages.Select((stage, s) => StagedCounts.Layers(stage, blocks[s]))]);
    }

    // The blocks of all arrays of every stage, and how often each of their outputs is copied: from the last stage to the first.
    private (RealizedCircuit[][] Blocks, int[][][] Copies) Blocks(Codebook codebook)
    {
        var codes = new CoefficientCodes(codebook);
        int[][][] copies = new int[Stages.Length][][];
        var blocks = new RealizedCircuit[Stages.Length][];
        copies[^1] = Stages[^1].Arrays.Select(a => Enumerable.Repeat(1, a.Outputs.Length).ToArray()).ToArray();
        for (int s = Stages.Length - 1; s >= 0; s--)
        {
            blocks[s] = Blocks(Stages[s], copies[s], codes);
            int[][] before = s == 0
                ? [Enumerable.Repeat(1, Inputs).ToArray()]
                : Stages[s - 1].Arrays.Select(a => Enumerable.Repeat(1, a.Outputs.Length).ToArray()).ToArray();
            Demand(Stages[s], blocks[s], before);
            if (s > 0)
            {
                copies[s - 1] = Stages[s - 1].Sums ? Shared(before) : before;
            }
            else if (before[0].Any(c => c > 1))
            {
                throw new InvalidOperationException("The first stage asks for copies of a network input; begin with an entry stage.");
            }
        }

        return (blocks, copies);
    }

    private Codebook ValuesOf(CodebookFamily family, int precision, IEnumerable<Rational>? weights)
    {
        ArgumentNullException.ThrowIfNull(family);
        return family.IsFree ? Codebook.Free(Coefficients().Concat(weights ?? []).ToHashSet()) : family.At(precision);
    }

    private static IEnumerable<SwitchBank> Banks(CircuitStage stage, int number, Stage realized)
    {
        int first = 0;
        foreach (CircuitArray array in stage.Arrays)
        {
            if (array.Bank is { } name)
            {
                IEnumerable<BlockArray> arrays = realized.Arrays.Skip(first).Take(array.Grids.Length);
                yield return new SwitchBank(name, arrays.Aggregate(BigInteger.Zero, (sum, a) => sum + a.Copies), realized.Arrays[first].Block.Slots)
                {
                    Stage = number,
                    FirstArray = first,
                    Arrays = array.Grids.Length,
                };
            }

            first += array.Grids.Length;
        }
    }

    // All coefficients and biases, 1 to hold a value, and what switches choose from before they are set.
    private IEnumerable<Rational> Coefficients() => Stages.SelectMany(s => s.Arrays).Distinct(SameComputation.Instance)
        .SelectMany(a => a.Circuit.Units.Select(u => u.Form).Concat(a.Outputs))
        .SelectMany(f => f.Terms.Select(t => t.Value).Append(f.Constant))
        .Select(c => (Rational)c).Concat([-1, 0, 1]);

    // Arrays that compute the same are expanded once, and are one block where they are asked for the same copies.
    private static RealizedCircuit[] Blocks(CircuitStage stage, int[][] copies, CoefficientCodes codes)
    {
        Dictionary<CircuitArray, ExpandedCircuit> expanded = stage.Arrays.Distinct(SameComputation.Instance)
            .ToDictionary(a => a, a => new ExpandedCircuit(a.Circuit, a.Outputs, codes), SameComputation.Instance);
        int depth = Math.Max(stage.Sums ? 2 : 1, expanded.Values.Max(e => e.Depth));
        var made = new Dictionary<(ExpandedCircuit, string), RealizedCircuit>();
        return stage.Arrays.Select((a, i) =>
        {
            (ExpandedCircuit Circuit, string) key = (expanded[a], string.Join(',', copies[i]));
            return made.TryGetValue(key, out RealizedCircuit? block) ? block : made[key] = key.Circuit.Realize(copies[i], depth);
        }).ToArray();
    }

    private static void Demand(CircuitStage stage, RealizedCircuit[] blocks, int[][] before)
    {
        for (int a = 0; a < blocks.Length; a++)
        {
            foreach (Wiring grid in stage.Arrays[a].Grids)
            {
                for (int i = 0; i < grid.Sources.Length; i++)
                {
                    Source source = grid.Sources[i];
                    foreach (int output in Reached(source, grid.Radices))
                    {
                        before[source.Array][output] = Math.Max(before[source.Array][output], blocks[a].InputCopies[i]);
                    }
                }
            }
        }
    }

    // All arrays of a summing stage add up to the same output units, so they agree about the copies.
    private static int[][] Shared(int[][] copies)
    {
        int[] most = Enumerable.Range(0, copies[0].Length).Select(o => copies.Max(c => c[o])).ToArray();
        return copies.Select(_ => most).ToArray();
    }

    private static HashSet<int> Reached(Source source, ImmutableArray<long> radices)
    {
        var outputs = new HashSet<int> { source.Output };
        for (int c = 0; c < radices.Length && source.OutputStrides is { } strides; c++)
        {
            if (strides[c] != 0)
            {
                outputs = outputs.SelectMany(o => Enumerable.Range(0, checked((int)radices[c])).Select(k => checked(o + (k * (int)strides[c])))).ToHashSet();
            }
        }

        return outputs;
    }

    private static Stage Wire(CircuitStage stage, RealizedCircuit[] blocks, SourceLayout layout)
    {
        var arrays = new List<BlockArray>();
        for (int a = 0; a < blocks.Length; a++)
        {
            foreach (Wiring grid in stage.Arrays[a].Grids)
            {
                var bases = ImmutableArray.CreateBuilder<long>(blocks[a].Block.Inputs);
                var strides = ImmutableArray.CreateBuilder<ImmutableArray<long>>(blocks[a].Block.Inputs);
                for (int i = 0; i < grid.Sources.Length; i++)
                {
                    (long first, ImmutableArray<long> steps) = layout.Locate(grid.Sources[i], grid.Radices);
                    for (int copy = 0; copy < blocks[a].InputCopies[i]; copy++)
                    {
                        bases.Add(first + copy);
                        strides.Add(steps);
                    }
                }

                arrays.Add(new BlockArray(blocks[a].Block, grid.Radices, bases.MoveToImmutable(), strides.MoveToImmutable(), selection: grid.Selection));
            }
        }

        return new Stage(arrays, stage.Sums);
    }

    /// <summary>Arrays with the same outputs of the same circuit, wherever they stand.</summary>
    private sealed class SameComputation : IEqualityComparer<CircuitArray>
    {
        public static SameComputation Instance { get; } = new();

        public bool Equals(CircuitArray? x, CircuitArray? y) => x!.Circuit == y!.Circuit && x.Outputs.AsSpan().SequenceEqual(y.Outputs.AsSpan());

        public int GetHashCode(CircuitArray array) => array.Outputs.Aggregate(array.Circuit.GetHashCode(), HashCode.Combine);
    }
}
