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
    private readonly PreparedNetwork _network;
    private readonly Box _box;
    private readonly ModelSpace _space;
    private readonly PolynomialModel[] _inputs;
    private readonly Dictionary<(int Stage, int Array, long Copy), PolynomialModel[]> _copies = [];
    private readonly PolynomialModel[]?[] _sums;

    /// <summary>Prepares a box.</summary>
    public NetworkOnBox(PreparedNetwork network, ModelSpace space, Box box)
    {
        _network = network;
        _box = box;
        _space = space;
        _sums = new PolynomialModel[]?[network.Stages.Length];
        _inputs = Enumerable.Range(0, network.Inputs).Select(k =>
        {
            var coefficients = new double[space.Count];
            coefficients[0] = box.Center[k];
            coefficients[space.Axes[k]] = box.Half[k];
            return PolynomialModel.Of(space, coefficients, 0);
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
        var sums = Enumerable.Range(0, prepared.Arrays[0].Wiring.Block.Outputs).Select(_ => new PolynomialModel.Sum(_space)).ToArray();
        for (int a = 0; a < prepared.Arrays.Length; a++)
        {
            foreach (long copy in Active[stage][a])
            {
                PolynomialModel[] outputs = new CopyOnBox(this, stage, prepared.Arrays[a], copy).Outputs();
                for (int o = 0; o < sums.Length; o++)
                {
                    sums[o].Add(new Weight(1, 0), outputs[o]);
                }
            }
        }

        return [.. sums.Select(s => prepared.IsLast ? s.Total() : Enclosed(Rectifier, s.Total()))];
    }

    private static EnclosedFunction Rectifier { get; } = new(PiecewiseLinear.Line(1, 0).Apply(Activation.Relu));

    private PolynomialModel[] Copy(int stage, int array, long copy)
    {
        if (!_copies.TryGetValue((stage, array, copy), out PolynomialModel[]? outputs))
        {
            _copies[(stage, array, copy)] = outputs = new CopyOnBox(this, stage, _network.Stages[stage].Arrays[array], copy).Outputs();
        }

        return outputs;
    }

    private PolynomialModel Enclosed(EnclosedFunction function, PolynomialModel t)
    {
        (double low, double high) = t.Range();
        Parabola p = function.Enclose(low, high);
        if (p == default)
        {
            return PolynomialModel.Constant(_space, 0);
        }

        if (p.Radius > 0)
        {
            Hints.Lost(function, low, high, t);
        }

        return t.Compose(p.Center, p.A, p.B, p.Q, p.Radius);
    }

    /// <summary>One copy of a block on the box.</summary>
    private sealed class CopyOnBox(NetworkOnBox network, int stage, PreparedArray array, long copy)
    {
        private readonly long[] _sources = array.Wiring.Sources(copy);
        private readonly PolynomialModel?[] _bases = new PolynomialModel?[array.Wiring.Block.Inputs + array.Functions.Bases.Count];
        private readonly PolynomialModel?[] _roots = new PolynomialModel?[array.Functions.Roots.Count];

        public PolynomialModel[] Outputs() => [.. array.Functions.Outputs.Select(Row)];

        private PolynomialModel Row(RoundedRow row)
        {
            var sum = new PolynomialModel.Sum(network._space);
            sum.Add(row.Constant);
            foreach (RoundedFunction f in row.Functions)
            {
                Add(sum, new Weight(1, 0), f);
            }

            foreach (RoundedOpenValue open in row.Open)
            {
                Weight weight = WeightOf(open);
                if (open.Value is null)
                {
                    sum.Add(weight);
                }
                else
                {
                    Add(sum, weight, open.Value);
                }
            }

            return sum.Total();
        }

        private void Add(PolynomialModel.Sum sum, Weight weight, RoundedFunction f)
        {
            if (f.Function is not null)
            {
                sum.Add(weight, network.Enclosed(f.Function, Root(f.Root)));
                return;
            }

            sum.Add(weight.Times(f.Slope), Root(f.Root));
            sum.Add(weight.Times(f.Offset));
        }

        private Weight WeightOf(RoundedOpenValue open)
        {
            ReadOnlySpan<ushort> codes = array.Wiring.Array.CopyCodes(copy);
            double weight = 0, error = 0, size = 0;
            foreach ((int slot, Weight multiplier) in open.Factors)
            {
                Weight factor = network._network.Weights[codes[slot]].Times(multiplier);
                weight += factor.Value;
                size += Math.Abs(factor.Value);
                error += factor.Error;
            }

            return new Weight(weight, error + ((open.Factors.Count + 2) * PolynomialModel.Epsilon * size));
        }

        private PolynomialModel Root(int number)
        {
            if (_roots[number] is { } known)
            {
                return known;
            }

            IReadOnlyList<(int Base, Weight Weight)> terms = array.Functions.Roots[number].Terms;
            if (terms.Count == 1)
            {
                return _roots[number] = Base(terms[0].Base);
            }

            var sum = new PolynomialModel.Sum(network._space);
            foreach ((int source, Weight weight) in terms)
            {
                sum.Add(weight, Base(source));
            }

            return _roots[number] = sum.Total();
        }

        private PolynomialModel Base(int number) => _bases[number] ??= number < _sources.Length
            ? network.Unit(stage - 1, _sources[number])
            : Row(array.Functions.Bases[number - _sources.Length]);
    }
}
