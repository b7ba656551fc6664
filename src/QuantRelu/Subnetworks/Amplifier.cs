using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QuantRelu.Subnetworks;

/// <summary>A value that is added to the sum while that is amplified: it counts 2^Exponent·(the odd factor) in the output for each 1 of its own.</summary>
/// <param name="Layer">The layer in which it is there.</param>
/// <param name="Exponent">The exponent.</param>
/// <param name="RowWeights">The weights of one copy of it.</param>
/// <param name="Halvings">The weights of halving it once: 1, or 2 where it is a difference of two units.</param>
internal readonly record struct Summand(int Layer, int Exponent, int RowWeights, int Halvings = 1);

/// <summary>A summand that a step of the sum reads, after so many halvings, with a coefficient in halves.</summary>
internal readonly record struct Joining(int Summand, int Halvings, int Halves);

/// <summary>A layer of the sum: what it multiplies the sum before it by, in halves, and what it adds.</summary>
internal sealed record AmplifierStep(int Layer, int Halves, ImmutableArray<Joining> Joinings);

/// <summary>
/// How summands of very different weight become one output: the heaviest is amplified at once, layer by layer, and each of the others, halved in every layer
/// for one weight, joins when the ratio is right. Amplifying by h/2 in one layer takes h copies of the layer before; by 2^A it costs about 16 weights
/// a doubling however it is done, so that the heaviest summand's own amplification pays for the waiting of all others. Behind the last summand h may have
/// odd factors, whose product multiplies the output: a factor that is no power of two costs no more than one that is.
/// </summary>
internal sealed class Amplifier
{
    private const double LeastWeightsPerDoubling = 14.9;

    // Of the ways that have joined equally many summands by a layer, so many are followed further.
    private const int Beam = 5;
    private const int LimitedBeam = 40;
    private const int ManyHalves = 1024;

    // No summand waits for so many layers after the last one is there.
    private const int MostWaiting = 24;

    private readonly Summand[] _summands;
    private readonly FinalGain _final;
    private readonly long _odd;
    private readonly int _mostHalves;
    private readonly int _lastLayer;
    private readonly int _leastExponent;
    private readonly List<State> _states = [];
    private int _best = -1;

    private Amplifier(Summand[] summands, FinalGain final, long odd, int mostHalves, int lastLayer, int leastExponent)
    {
        (_summands, _final, _odd, _mostHalves, _lastLayer, _leastExponent) = (summands, final, odd, mostHalves, lastLayer, leastExponent);
        Weights = int.MaxValue / 4;
    }

    /// <summary>The weights of the layers behind the summands, and of the copies of summands beyond one.</summary>
    public int Weights { get; private set; }

    /// <summary>The last step is the output's.</summary>
    public ImmutableArray<AmplifierStep> Steps { get; private set; } = [];

    /// <summary>The cheapest way, or null when there is none.</summary>
    /// <param name="summands">The summands, by falling exponents; the first begins the sum.</param>
    /// <param name="final">The chains behind the last summand, which know the odd factor.</param>
    /// <param name="odd">The odd factor.</param>
    /// <param name="mostHalves">The most copies of a unit.</param>
    /// <param name="lastLayer">The last layer in which the output may stand.</param>
    /// <param name="leastExponent">
    /// What the sum counts, at the least, before all have joined: it is not amplified so much that one of them no longer can.
    /// </param>
    public static Amplifier? Find(Summand[] summands, FinalGain final, long odd, int mostHalves, int lastLayer, int leastExponent = 0)
    {
        var amplifier = new Amplifier(summands, final, odd, mostHalves, lastLayer, leastExponent);
        amplifier.Run();
        return amplifier._best < 0 ? null : amplifier;
    }

    private void Run()
    {
        int beam = _mostHalves < ManyHalves ? Beam : LimitedBeam;
        var layer = new Dictionary<(int Exponent, int Next), List<int>>();
        Keep(layer, new State(_summands[0].Layer, _summands[0].Exponent, 1, _summands[0].RowWeights, 0, -1, 0, []));
        int last = Math.Min(_lastLayer - 1, _summands.Max(s => s.Layer) + MostWaiting);
        for (int l = _summands[0].Layer; l <= last && layer.Count > 0; l++)
        {
            var next = new Dictionary<(int Exponent, int Next), List<int>>();
            foreach (int number in layer.GroupBy(s => s.Key.Next, s => s.Value).SelectMany(alike => alike.SelectMany(s => s).OrderBy(Promise).Take(beam)))
            {
                Expand(_states[number], number, next);
            }

            layer = next;
        }

        if (_best >= 0)
        {
            Steps = [.. Walk(_best).Reverse(), .. Chain(_states[_best])];
        }
    }

    private double Promise(int number) =>
        _states[number].Weights + (LeastWeightsPerDoubling * _states[number].Exponent) + (2 * _states[number].RowWeights);

    private IEnumerable<AmplifierStep> Walk(int last)
    {
        for (int number = last; _states[number].Before >= 0; number = _states[number].Before)
        {
            yield return new AmplifierStep(_states[number].Layer, _states[number].Halves, [.. _states[number].Joinings]);
        }
    }

    private IEnumerable<AmplifierStep> Chain(State state) => _final.Chain(state.Exponent, _odd, state.RowWeights, LayersBehind(state))
        .Select((halves, i) => new AmplifierStep(state.Layer + 1 + i, halves, []));

    private int LayersBehind(State state) => _lastLayer == FinalGain.AnyNumber ? FinalGain.AnyNumber : _lastLayer - state.Layer;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Expand(State state, int number, Dictionary<(int Exponent, int Next), List<int>> next)
    {
        if (state.Next == _summands.Length)
        {
            if (_final.Behind(state.Exponent, _odd, state.RowWeights, LayersBehind(state)) is { } final && state.Weights + final < Weights)
            {
                (Weights, _best) = (state.Weights + final, number);
            }

            return;
        }

        for (int power = 0; power == 0 || (1 << power <= _mostHalves && state.Exponent + 1 - power >= _leastExponent); power++)
        {
            int halves = 1 << power, exponent = state.Exponent + 1 - power, weights = state.Weights + (halves * state.RowWeights);
            if (weights + (LeastWeightsPerDoubling * exponent) < Weights)
            {
                Join(new State(state.Layer + 1, exponent, state.Next, halves, weights, number, halves, []), next);
            }
        }
    }

    // With and without every summand that is next and can join here.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Join(in State state, Dictionary<(int Exponent, int Next), List<int>> next)
    {
        Keep(next, state);
        if (state.Next == _summands.Length)
        {
            return;
        }

        Summand summand = _summands[state.Next];
        int halvings = state.Layer - 1 - summand.Layer, power = summand.Exponent - state.Exponent + halvings + 1;
        if (halvings < 0 || power < summand.Halvings - 1 || power >= 30 || 1 << power > _mostHalves)
        {
            return;
        }

        int halves = 1 << power;
        int row = summand.Halvings == 1 ? halves : halves + (halves / 2);
        int waiting = halvings == 0 ? (halves - 1) * summand.RowWeights : ((halvings - 1) * summand.Halvings) + row;
        Join(
            state with
            {
                Next = state.Next + 1,
                RowWeights = state.RowWeights + row,
                Weights = state.Weights + waiting,
                Joinings = [.. state.Joinings, new Joining(state.Next, halvings, halves)],
            },
            next);
    }

    // Of states that differ in nothing but their weights so far and the weights of the unit, those that no other excels in both.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Keep(Dictionary<(int Exponent, int Next), List<int>> layer, in State state)
    {
        (int Exponent, int Next) key = (state.Exponent, state.Next);
        if (!layer.TryGetValue(key, out List<int>? kept))
        {
            layer[key] = kept = [];
        }

        ReadOnlySpan<State> states = CollectionsMarshal.AsSpan(_states);
        int left = 0;
        foreach (int k in kept)
        {
            if (states[k].Weights <= state.Weights && states[k].RowWeights <= state.RowWeights)
            {
                return;
            }
        }

        for (int i = 0; i < kept.Count; i++)
        {
            ref readonly State other = ref states[kept[i]];
            if (other.Weights < state.Weights || other.RowWeights < state.RowWeights)
            {
                kept[left++] = kept[i];
            }
        }

        kept.RemoveRange(left, kept.Count - left);
        kept.Add(_states.Count);
        _states.Add(state);
    }

    private readonly record struct State(
        int Layer, int Exponent, int Next, int RowWeights, int Weights, int Before, int Halves, Joining[] Joinings);
}
