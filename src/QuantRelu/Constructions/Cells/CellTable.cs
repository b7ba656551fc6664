using QuantRelu.Circuits;

namespace QuantRelu.Constructions.Cells;

/// <summary>
/// The second stage, two layers: the planes of all cells. One weight of every cell for every plane, ±s, tells the bit.
/// </summary>
/// <remarks>
/// For a class of cells with indicators L of height S, φ' = σ(φ - D) with D = 2^a·Σ_i σ(|a_i| - 1/2) (φ = 1 for the constant), at the scale S, and a
/// plane is σ(φ' + Σ ±L/2 - S/2). On the core of a cell D = 0 and one L is S and all others 0: the plane is bit·φ. Beyond it, for a cell in whose
/// reach x is, Σ L ≤ S over the class and S - L ≤ Σ_i S·σ(|a_i| - 1/2) ≤ D, since an indicator falls by S on the width of a core; so the plane is
/// at most φ - D + (S - L) - S ≤ 0 when the bit is 0, and in any case between 0 and φ'. In nobody's reach D ≥ φ: all planes are 0. The planes
/// S - φ, which no bit switches, are what coefficients of either sign begin from.
/// </remarks>
internal sealed class CellTable
{
    private readonly CellParameters _p;
    private readonly CellSignals _signals;
    private readonly Dyadic _sign;
    private readonly List<(int Feature, string Name)> _complements = [];

    /// <summary>The stage behind the signals.</summary>
    /// <param name="parameters">What it is made with.</param>
    /// <param name="signals">The stage before.</param>
    /// <param name="logSign">log s, s what a switch multiplies by.</param>
    public CellTable(CellParameters parameters, CellSignals signals, int logSign)
    {
        (_p, _signals, _sign) = (parameters, signals, Dyadic.PowerOfTwo(logSign));
        LogHeight = signals.LogHeight + 1 + logSign;
        for (int k = 0; k < parameters.Basis.Features.Length; k++)
        {
            foreach (int[] parities in parameters.Classes)
            {
                string name = CellSignals.FeatureName(parameters, k, parities);
                if (!_complements.Contains((k, name)))
                {
                    _complements.Add((k, name));
                }
            }
        }

        Stage = new CircuitStage([Shared(), .. parameters.Classes.Select((parities, c) => Cells(parities, c))], Sums: true);
    }

    /// <summary>The stage.</summary>
    public CircuitStage Stage { get; }

    /// <summary>log of the height of a plane, 2sS.</summary>
    public int LogHeight { get; }

    /// <summary>Its outputs: the planes of every class, then the complements.</summary>
    public int Outputs => (_p.Classes.Count() * _p.PlanesOfCell) + _complements.Count;

    /// <summary>The bank with the bits of the cells of a class, the last axis fastest.</summary>
    public static string Bank(int[] parities) => $"cells {string.Join(',', parities)}";

    /// <summary>The output of the plane of a bit of coefficient k of a class.</summary>
    public int Plane(int classNumber, int coefficient, int bit) => (classNumber * _p.PlanesOfCell) + _p.Planes.Take(coefficient).Sum() + bit;

    /// <summary>The output 1 - φ_k for a class.</summary>
    public int Complement(int feature, int[] parities) =>
        (_p.Classes.Count() * _p.PlanesOfCell) + _complements.IndexOf((feature, CellSignals.FeatureName(_p, feature, parities)));

    // φ' and the constants of every plane.
    private CircuitArray Shared()
    {
        var sources = new Dictionary<string, int>();
        List<(int Class, int Coefficient, string Feature, string[] Distances)> killed = [];
        foreach ((int[] parities, int c) in _p.Classes.Select((p, c) => (p, c)))
        {
            for (int k = 0; k < _p.Planes.Length; k++)
            {
                string feature = k == 0 ? "4S" : CellSignals.FeatureName(_p, k - 1, parities);
                string[] distances = _p.Grid == 1 ? [] : [.. parities.Select((parity, axis) => CellSignals.DistanceName(axis, parity))];
                killed.Add((c, k, feature, distances));
            }
        }

        string[] names = [.. killed.SelectMany(k => k.Distances.Prepend(k.Feature)).Append("2S").Append("4S").Distinct(StringComparer.Ordinal)];
        var circuit = new Circuit(names.Length);
        LinearForm Read(string name) => circuit.Input(Array.IndexOf(names, name));
        LinearForm height = circuit.Relu(Dyadic.Half * Read("2S"), "S"), twice = circuit.Relu(Dyadic.Half * Read("4S"), "2S");
        var outputs = new LinearForm[Outputs];
        foreach ((int c, int k, string feature, string[] distances) in killed)
        {
            LinearForm away = Dyadic.PowerOfTwo(_p.Lift - 1) * LinearForm.Sum(distances.Select(Read));
            LinearForm alive = circuit.Relu((Dyadic.Half * Read(feature)) - away, "feature within reach");
            for (int bit = 0; bit < _p.Planes[k]; bit++)
            {
                outputs[Plane(c, k, bit)] = (_sign * alive) - (_sign * height);
            }
        }

        for (int i = 0; i < _complements.Count; i++)
        {
            LinearForm half = circuit.Relu(Dyadic.Half * Read(_complements[i].Name), "feature");
            outputs[outputs.Length - _complements.Count + i] = (_sign * twice) - (_sign * half);
        }

        return new CircuitArray(circuit, [.. outputs], [new Wiring([], [.. names.Select(name => new Source(0, _signals[name]))])]);
    }

    // The indicator of a cell, and a switch for every plane of its class.
    private CircuitArray Cells(int[] parities, int classNumber)
    {
        var circuit = new Circuit(2);
        LinearForm indicator = circuit.Relu((Dyadic.Half * circuit.Input(0)) - (Dyadic.Half * circuit.Input(1)), "indicator");
        LinearForm[] outputs = [.. Enumerable.Repeat((LinearForm)0, Outputs)];
        for (int plane = 0; plane < _p.PlanesOfCell; plane++)
        {
            outputs[(classNumber * _p.PlanesOfCell) + plane] = circuit.Sign(indicator);
        }

        ImmutableArray<long> grid = [.. parities.Select(parity => (long)_p.CellsOf(parity))];
        return new CircuitArray(circuit, [.. outputs], [new Wiring(grid, [.. Sources(parities, grid)])]) { Bank = Bank(parities) };
    }

    private IEnumerable<Source> Sources(int[] parities, ImmutableArray<long> grid)
    {
        int last = grid.Length - 1;
        if (last == 0)
        {
            int first = _signals[CellSignals.CellsName(parities)], before = parities[0] == 0 ? 0 : 1;
            return [new Source(0, first + before, OutputStrides: [1]), new Source(0, first + 1 - before, OutputStrides: [1])];
        }

        var strides = new long[grid.Length];
        long stride = 1;
        for (int axis = last - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= grid[axis];
        }

        ImmutableArray<long> onlyLast = [.. Enumerable.Range(0, grid.Length).Select(axis => axis == last ? 1L : 0L)];
        return
        [
            new Source(0, _signals[CellSignals.CellsName(parities[..last])], OutputStrides: [.. strides]),
            new Source(0, _signals[CellSignals.ComplementName(parities[last])], OutputStrides: onlyLast),
        ];
    }
}
