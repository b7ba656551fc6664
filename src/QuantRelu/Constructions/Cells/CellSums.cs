using QuantRelu.Circuits;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Cells;

/// <summary>
/// The last stage: the planes of each class become σ(1 + P), the greatest of the classes is amplified, and 2^s is taken off.
/// </summary>
/// <remarks>
/// Planes of one exponent are added in the first layer, so that no plane is held or copied; g successive exponents are joined with the coefficients
/// 2^(g-2), ..., 1/2; then these sums are joined two at a time, the lower one halved for a weight a layer while the higher one waits, or is doubled.
/// No plane has a negative sign: C is subtracted at the end.
/// </remarks>
internal sealed class CellSums
{
    // 1 + P is made at most at the scale 2^-4, so that C is a sum of halves of units.
    private const int MostLog = -4;

    private readonly CellParameters _p;
    private readonly CellTable _table;
    private readonly Circuit _circuit;
    private readonly ConstantChains _constants;

    /// <summary>The stage behind the table.</summary>
    public CellSums(CellParameters parameters, CellTable table)
    {
        (_p, _table) = (parameters, table);
        _circuit = new Circuit(table.Outputs);
        _constants = new ConstantChains(_circuit);
        IGrouping<(int Class, int Exponent), LinearForm>[] planes = [.. parameters.Classes.SelectMany(Planes).GroupBy(p => p.Key, p => p.Plane)];
        LinearForm[] sums = _circuit.Layer(planes.Select(g => Dyadic.Half * LinearForm.Sum(g)), "planes");
        (LinearForm Unit, int Log)[] classes = [.. planes.Zip(sums, (g, sum) => (g.Key.Class, Sum: new Sum(sum, g.Key.Exponent, table.LogHeight - 1)))
            .GroupBy(s => s.Class, s => s.Sum).Select(g => Candidate([.. g.OrderByDescending(s => s.Exponent)]))];
        Candidates = new CircuitStage([new CircuitArray(_circuit, [.. classes.Select(c => c.Unit)])]);
        LogCandidate = classes[0].Log;
        (LinearForm greatest, int log) = Greatest([.. classes.Select(c => c.Unit)], classes[0].Log);
        int scale = parameters.LogScale;
        LinearForm one = _circuit.Relu(Dyadic.Half, "one half");
        LinearForm output = _circuit.Scale(greatest, Dyadic.PowerOfTwo(scale - log)) - _circuit.Scale(one, Dyadic.PowerOfTwo(scale + 1));
        Stage = new CircuitStage([new CircuitArray(_circuit, [output])]);
    }

    /// <summary>The stage.</summary>
    public CircuitStage Stage { get; }

    /// <summary>A stage in its place that ends with the candidates: 2^LogCandidate·σ(1 + P) of every class.</summary>
    public CircuitStage Candidates { get; }

    /// <summary>log of what σ(1 + P) is multiplied by there.</summary>
    public int LogCandidate { get; }

    // σ(1 + P) at the scale 2^log.
    private (LinearForm Unit, int Log) Candidate(Sum[] sums)
    {
        sums = [.. Groups(sums)];
        while (sums.Length > 1)
        {
            sums = _p.Joining switch
            {
                PlaneJoining.PairsFromHighest => Pairs(sums),
                PlaneJoining.PairsFromLowest when sums.Length % 2 == 1 => [sums[0], .. Pairs(sums[1..])],
                PlaneJoining.PairsFromLowest => Pairs(sums),
                _ => [Join(sums[..2], _p.Doubles ? 1 : 0), .. sums[2..]],
            };
        }

        bool halves = _p.Dimension > 1 && _p.Grid > 1;
        int log = sums[0].Log - sums[0].Exponent - (halves ? 1 : 0);
        LinearForm sum = halves ? Dyadic.Half * sums[0].Unit : sums[0].Unit;
        return (_circuit.Relu(sum - _constants.Of(_p.Offset.Scale(log), "offset"), "candidate"), log);
    }

    // A plane, its class and the exponent of what it counts in 1 + P.
    private IEnumerable<((int Class, int Exponent) Key, LinearForm Plane)> Planes(int[] parities, int classNumber)
    {
        for (int k = 0; k < _p.Planes.Length; k++)
        {
            for (int bit = 0; bit < _p.Planes[k]; bit++)
            {
                yield return ((classNumber, bit - _p.LogStepOf(k)), _circuit.Input(_table.Plane(classNumber, k, bit)));
            }

            if (k > 0)
            {
                yield return ((classNumber, _p.Planes[k] - 1 - _p.LogStepOf(k)), _circuit.Input(_table.Complement(k - 1, parities)));
            }
        }
    }

    private Sum[] Pairs(Sum[] sums) => [.. sums.Chunk(2).Select(pair => pair.Length == 1 ? pair[0] : Join(pair, _p.Doubles ? 1 : 0))];

    private IEnumerable<Sum> Groups(Sum[] sums)
    {
        for (int first = 0; first < sums.Length;)
        {
            int top = sums[first].Exponent;
            Sum[] group = [.. sums.Skip(first).TakeWhile(s => top - s.Exponent < _p.Group)];
            yield return group.Length == 1 ? group[0] : Join(group, Math.Max(0, top - group[^1].Exponent - 1));
            first += group.Length;
        }
    }

    private Sum Join(Sum[] sums, int doublings)
    {
        Sum top = sums[0];
        doublings = Math.Min(doublings, Math.Max(0, MostLog - (top.Log - top.Exponent)));
        IEnumerable<LinearForm> terms = sums.Select(s => Dyadic.PowerOfTwo(doublings - (top.Exponent - s.Exponent) + (top.Log - s.Log)) * s.Unit);
        return new Sum(_circuit.Relu(LinearForm.Sum(terms), "joined planes"), top.Exponent, top.Log + doublings);
    }

    // max(v, w) = w + σ(v - w); where there are several at once, half of it takes fewer weights than its doubling.
    private (LinearForm Unit, int Log) Greatest(LinearForm[] candidates, int log)
    {
        while (candidates.Length > 1)
        {
            bool halves = candidates.Length > 2;
            candidates = [.. candidates.Chunk(2).Select(pair => Greater(pair[0], pair[1], halves))];
            log -= halves ? 1 : 0;
        }

        return (candidates[0], log);
    }

    private LinearForm Greater(LinearForm v, LinearForm w, bool halves)
    {
        Dyadic factor = halves ? Dyadic.Half : Dyadic.One;
        LinearForm more = _circuit.Relu((factor * v) - (factor * w), "how much greater");
        return _circuit.Relu((halves ? _circuit.Relu(Dyadic.Half * w, "half") : w) + more, "greater");
    }

    private sealed record Sum(LinearForm Unit, int Exponent, int Log);
}
