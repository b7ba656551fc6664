using System.Numerics;

namespace QuantRelu.Subnetworks;

/// <summary>
/// The cheapest chains of units that multiply one value by 2^A·N, N odd: each layer multiplies by h/2 at the cost of h copies of the unit before it, and
/// the last one is the output. A pattern such as 1/2, 8, 1/2, 8 takes 16 weights a doubling, and so does every other good one, odd h among them.
/// </summary>
internal sealed class FinalGain
{
    /// <summary>Where the number of layers is not limited.</summary>
    public const int AnyNumber = int.MaxValue;

    private const int None = int.MaxValue / 2;
    private readonly int _mostHalves;
    private readonly Dictionary<long, int[]> _factors = [];
    private readonly Dictionary<(int Exponent, long Odd, int Row, int Layers), (int Weights, int Halves)> _known = [];

    /// <summary>Chains for every A and N, each found when it is first asked for.</summary>
    /// <param name="mostHalves">The greatest h.</param>
    public FinalGain(int mostHalves) => _mostHalves = mostHalves;

    /// <summary>The weights of the chain behind a unit, its further copies among them; null when there is none.</summary>
    /// <param name="exponent">A.</param>
    /// <param name="factor">N.</param>
    /// <param name="row">The weights of one copy of the unit.</param>
    /// <param name="layers">The most layers.</param>
    public int? Behind(int exponent, long factor, int row, int layers) => Find(exponent, factor, row, layers) is { Halves: > 0 } step ? step.Weights : null;

    /// <summary>The halves of all steps.</summary>
    public IEnumerable<int> Chain(int exponent, long factor, int row, int layers)
    {
        do
        {
            int halves = Find(exponent, factor, row, layers).Halves, power = BitOperations.TrailingZeroCount(halves);
            yield return halves;
            (exponent, factor, row, layers) = (exponent + 1 - power, factor / (halves >> power), halves, Less(layers));
        }
        while (exponent != 0 || factor != 1);
    }

    private static int Less(int layers) => layers == AnyNumber ? AnyNumber : layers - 1;

    // Zero halves: there is none. A halving is worth its while only between greater steps, or the chain would not come nearer to its end.
    private (int Weights, int Halves) Find(int exponent, long factor, int row, int layers)
    {
        if (layers <= 0)
        {
            return (None, 0);
        }

        if (_known.TryGetValue((exponent, factor, row, layers), out (int Weights, int Halves) best))
        {
            return best;
        }

        best = (None, 0);
        if (!_factors.TryGetValue(factor, out int[]? factors))
        {
            _factors[factor] = factors = [.. Enumerable.Range(1, (int)Math.Min(factor, _mostHalves)).Where(f => factor % f == 0)];
        }

        foreach (int f in factors)
        {
            for (int power = 0; f << power <= _mostHalves && exponent + 1 - power >= 0; power++)
            {
                int halves = f << power, rest = exponent + 1 - power;
                bool ends = rest == 0 && factor == f;
                if (!ends && f == 1 && (power == 1 || (row == 1 && power < 3)))
                {
                    continue;
                }

                int behind = ends ? halves : Find(rest, factor / f, halves, Less(layers)).Weights;
                if ((halves * row) + behind < best.Weights)
                {
                    best = ((halves * row) + behind, halves);
                }
            }
        }

        return _known[(exponent, factor, row, layers)] = best;
    }
}
