using QuantRelu.Analysis.Functions;

namespace QuantRelu.Certification.SeveralDimensions;

/// <summary>
/// The network on one box as a polynomial model. Units are made when they are asked for, so that only the copies that are not switched off cost
/// anything: of a sum over a grid those none of whose gates is 0 on the whole box.
/// </summary>
internal sealed class NetworkOnBox
{
    // With more active copies than this a box is split before anything is made of it.
    private const long MostActiveCopies = 256;

    // A box below this size is not split any more for the sake of kinks.
    private const double LeastHalf = 1.0 / (1L << 40);

    // On a larger box what cells have in common is worth more than the last digits.
    private const double LeastCoarse = 1.0 / (1 << 24);
    private readonly PreparedNetwork _network;
    private readonly Box _box;
    private readonly FunctionsOnBox _functions;
    private readonly BlockMemory _memory;
    private readonly bool _isCoarse;
    private readonly PolynomialModel[] _inputs;
    private readonly Dictionary<(int Stage, int Array, long Copy), PolynomialModel[]> _copies = [];
    private readonly PolynomialModel[]?[] _sums;

    /// <summary>Prepares a box.</summary>
    /// <param name="network">The network.</param>
    /// <param name="space">The polynomials.</param>
    /// <param name="box">The box.</param>
    /// <param name="memory">What is remembered of other boxes.</param>
    public NetworkOnBox(PreparedNetwork network, ModelSpace space, Box box, BlockMemory memory)
    {
        _network = network;
        _box = box;
        (_functions, _memory) = (new FunctionsOnBox(space), memory);
        _isCoarse = network.HasGrid && box.Half.Max() > LeastCoarse;
        _sums = new PolynomialModel[]?[network.Stages.Length];
        _inputs = Enumerable.Range(0, network.Inputs).Select(k =>
        {
            var coefficients = new double[space.Count];
            coefficients[0] = box.Center[k];
            coefficients[space.Axes[k]] = box.Half[k];
            return memory.Shared(PolynomialModel.Of(space, coefficients, 0));
        }).ToArray();
        Hints = new SplitHints(space);
        Active = (long[][][])box.Active.Clone();
    }

    /// <summary>Where the box is best split.</summary>
    public SplitHints Hints { get; }

    /// <summary>For each summing stage the copies that may be other than 0 on the box.</summary>
    public long[][][] Active { get; }

    /// <summary>The output, or null when the box is split before: too many copies may be other than 0, or a kink of their gates lies across it.</summary>
    public PolynomialModel? Output() => NarrowsDown() && !(Hints.HasKink && _box.Half.Max() > LeastHalf) ? Unit(_network.Stages.Length - 1, 0) : null;

    // Drops the copies that are 0; false when many are left.
    private bool NarrowsDown()
    {
        long active = 0;
        for (int s = 0; s < Active.Length; s++)
        {
            if (_network.Stages[s].Sums)
            {
                PreparedArray[] arrays = _network.Stages[s].Arrays;
                Active[s] = [.. Active[s].Select((copies, a) => arrays[a].Gates.Length == 0 ? copies : copies.Where(c => IsActive(s, arrays[a], c)).ToArray())];
                active += Active[s].Where((_, a) => arrays[a].Gates.Length > 0).Sum(copies => copies.LongLength);
                if (active > MostActiveCopies)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool IsActive(int stage, PreparedArray array, long copy)
    {
        long[] sources = array.Wiring.Sources(copy);
        return array.Gates.All(g => !Unit(stage - 1, sources[g]).IsZero);
    }

    private PolynomialModel Unit(int stage, long unit)
    {
        if (stage < 0)
        {
            return _inputs[unit];
        }

        PreparedStage prepared = _network.Stages[stage];
        if (prepared.Sums)
        {
            return (_sums[stage] ??= Total(stage, prepared))[unit];
        }

        int a = prepared.Arrays.Length - 1;
        while (prepared.Arrays[a].First > unit)
        {
            a--;
        }

        PreparedArray array = prepared.Arrays[a];
        long copy = Math.DivRem(unit - array.First, array.Wiring.Block.Outputs, out long output);
        return Copy(stage, a, copy)[output];
    }

    private PolynomialModel[] Total(int stage, PreparedStage prepared)
    {
        var sums = Enumerable.Range(0, prepared.Arrays[0].Wiring.Block.Outputs).Select(_ => new PolynomialModel.Sum(_functions.Space)).ToArray();
        for (int a = 0; a < prepared.Arrays.Length; a++)
        {
            foreach (long copy in Active[stage][a])
            {
                Add(sums, stage, prepared.Arrays[a], copy);
            }
        }

        return [.. sums.Select(s => prepared.IsLast ? s.Total() : _functions.Enclosed(Rectifier, s.Total(), Hints))];
    }

    private static EnclosedFunction Rectifier { get; } = new(PiecewiseLinear.Line(1, 0).Apply(Activation.Relu));

    private PolynomialModel[] Copy(int stage, int array, long copy)
    {
        if (!_copies.TryGetValue((stage, array, copy), out PolynomialModel[]? outputs))
        {
            PreparedArray prepared = _network.Stages[stage].Arrays[array];
            var sums = Enumerable.Range(0, prepared.Wiring.Block.Outputs).Select(_ => new PolynomialModel.Sum(_functions.Space)).ToArray();
            Add(sums, stage, prepared, copy);
            outputs = Array.ConvertAll(sums, s => _memory.Shared(_isCoarse ? s.Total().Coarsened() : s.Total()));
            _copies[(stage, array, copy)] = outputs;
        }

        return outputs;
    }

    private void Add(PolynomialModel.Sum[] sums, int stage, PreparedArray array, long copy)
    {
        BlockOnBox block = Block(stage, array, copy);
        Hints.Add(block.Hints);
        Weight[][] weights = array.Weights(copy, _network.Weights);
        for (int o = 0; o < sums.Length; o++)
        {
            sums[o].Add(new Weight(1, 0), block.Fixed[o]);
            for (int i = 0; i < weights[o].Length; i++)
            {
                if (block.Weighted[o][i] is { } model)
                {
                    sums[o].Add(weights[o][i], model);
                }
                else
                {
                    sums[o].Add(weights[o][i]);
                }
            }
        }
    }

    private BlockOnBox Block(int stage, PreparedArray array, long copy)
    {
        PolynomialModel[] sources = Array.ConvertAll(array.Wiring.Sources(copy), unit => Unit(stage - 1, unit));
        BlockOnBox Make() => new BlockModels(
            array.Functions, sources, _functions, new SplitHints(_functions.Space), open => array.WeightOf(open, copy, _network.Weights)).Outputs();
        return array.IsShared ? _memory.Of(array.Functions, sources, Make) : Make();
    }
}
