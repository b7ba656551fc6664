using QuantRelu.Circuits;

namespace QuantRelu.Constructions.Cells;

/// <summary>
/// The first stage: what all cells share, as functions of the coordinates X = Nx of one axis at a time, and of few axes for features of higher degree.
/// </summary>
/// <remarks>
/// Ramps and indicators are in <see cref="CellIndicators"/>, local coordinates in <see cref="CellWaves"/>, features in <see cref="FeatureUnits"/>. Distances
/// are how far x is beyond a core, in widths: σ(|a| - 1/2). Everything stands as late as it can (<see cref="LateUnits"/>).
/// </remarks>
internal sealed class CellSignals
{
    private readonly CellParameters _p;
    private readonly LateUnits _units;
    private readonly CellWaves _waves;
    private readonly FeatureUnits _features;
    private readonly Dictionary<string, int> _outputOf = [];
    private readonly List<LinearForm> _outputs = [];

    /// <summary>The signals for parameters.</summary>
    public CellSignals(CellParameters parameters)
    {
        _p = parameters;
        Circuit = new Circuit(parameters.Dimension);
        _units = new LateUnits(Circuit);
        _waves = new CellWaves(parameters, Circuit, _units);
        _features = new FeatureUnits(parameters, _units, _waves);
        LogHeight = Height();
        Write();
    }

    /// <summary>log S: the indicator of a cell is S.</summary>
    public int LogHeight { get; }

    /// <summary>The circuit.</summary>
    public Circuit Circuit { get; }

    /// <summary>Its outputs.</summary>
    public ImmutableArray<LinearForm> Outputs => [.. _outputs];

    /// <summary>The number of an output of one value: "4S", "2S", a feature or a distance.</summary>
    public int this[string name] => _outputOf[name];

    /// <summary>The name of feature k, 4S·φ_k, for the cells of a class.</summary>
    public static string FeatureName(CellParameters parameters, int feature, int[] parities) =>
        $"feature {feature} of {FeatureUnits.Parities(parameters, feature, parities)}";

    /// <summary>The name of the distance along an axis, 4S·2^(a - lift)·σ(|a| - 1/2).</summary>
    public static string DistanceName(int axis, int parity) => $"distance {axis} of {parity}";

    /// <summary>
    /// The name of the first of the outputs by which cells are found: for d = 1 the leaves of a parity in order, ended by constants; else all
    /// indicators of the first d - 1 axes for the parities of a class, the last of these axes fastest.
    /// </summary>
    public static string CellsName(int[] parities) => $"cells {string.Join(',', parities)}";

    /// <summary>The name of the first complement S - indicator of the last axis.</summary>
    public static string ComplementName(int parity) => $"complements {parity}";

    // The largest scale at which nothing has to be doubled.
    private int Height()
    {
        int ramps = -1 - (_p.Grid > 2 ? 2 * _p.LogGrid : 0) - _p.Dimension;
        int features = _features.All.Select(f => f.Value.Log - 3).DefaultIfEmpty(ramps).Min();
        int distances = _p.Grid == 1 ? ramps : _waves.Absolute(0, 0).Log - 3 - _p.LogMargin + _p.Lift;
        return Math.Min(ramps, Math.Min(features, distances));
    }

    private void Write()
    {
        Add("4S", _units.Constant(Dyadic.PowerOfTwo(LogHeight + 2), "4S"));
        Add("2S", _units.Constant(Dyadic.PowerOfTwo(LogHeight + 1), "2S"));
        foreach (((int k, string parities), ScaledUnits units) in _features.All)
        {
            Add($"feature {k} of {parities}", _units.Scaled(units.Sum, units.Log, LogHeight + 2));
        }

        for (int axis = 0; axis < _p.Dimension && _p.Grid > 1; axis++)
        {
            for (int parity = 0; parity < 2; parity++)
            {
                ScaledUnits units = _waves.Absolute(axis, parity);
                LinearForm beyond = units.Sum - (2 * _units.Constant(Dyadic.PowerOfTwo(units.Log - 2), "distance"));
                Add(DistanceName(axis, parity), _units.Scaled(beyond, units.Log, LogHeight + 2 + _p.LogMargin - _p.Lift));
            }
        }

        WriteCells();
    }

    private void Add(string name, LinearForm form)
    {
        _outputOf[name] = _outputs.Count;
        _outputs.Add(form);
    }

    private void WriteCells()
    {
        var cells = new CellIndicators(_p, _units, _waves, LogHeight + _p.Dimension);
        if (_p.Dimension == 1)
        {
            for (int parity = 0; parity < _p.Parities; parity++)
            {
                AddRange(CellsName([parity]), cells.Sequence(parity));
            }

            return;
        }

        foreach (int[] parities in CellParameters.Product(_p.Dimension - 1, _p.Parities))
        {
            AddRange(CellsName(parities), cells.Prefixes(parities));
        }

        for (int parity = 0; parity < _p.Parities; parity++)
        {
            AddRange(ComplementName(parity), cells.Complements(parity));
        }
    }

    private void AddRange(string name, IEnumerable<LinearForm> forms)
    {
        _outputOf[name] = _outputs.Count;
        _outputs.AddRange(forms);
    }
}
