using QuantRelu.Circuits;

namespace QuantRelu.Constructions.Cells;

/// <summary>The features of a basis (<see cref="CellBasis"/>) for the cells of each class, from the waves by squarers.</summary>
internal sealed class FeatureUnits
{
    private readonly CellParameters _p;
    private readonly LateUnits _units;
    private readonly CellWaves _waves;
    private readonly Dictionary<(int Feature, string Parities), ScaledUnits> _features = [];

    /// <summary>Makes all features.</summary>
    public FeatureUnits(CellParameters parameters, LateUnits units, CellWaves waves)
    {
        (_p, _units, _waves) = (parameters, units, waves);
        MakeFeatures();
    }

    /// <summary>By the number of a feature and the parities along its axes: units that add up to 2^log·φ.</summary>
    public IEnumerable<KeyValuePair<(int Feature, string Parities), ScaledUnits>> All => _features;

    /// <summary>The parities of a class along the axes of a feature.</summary>
    public static string Parities(CellParameters parameters, int feature, int[] parities) =>
        string.Join(',', parameters.Basis.Features[feature].Axes.Select(axis => parities[axis]));

    private void MakeFeatures()
    {
        for (int k = 0; k < _p.Basis.Features.Length; k++)
        {
            foreach (int[] parities in _p.Classes)
            {
                string key = Parities(_p, k, parities);
                if (!_features.ContainsKey((k, key)))
                {
                    _features[(k, key)] = MakeFeature(k, parities);
                }
            }
        }
    }

    private ScaledUnits MakeFeature(int k, int[] parities)
    {
        CellFeature f = _p.Basis.Features[k];
        int axis = f.Axes[0], other = f.Axes[^1];
        switch (f.Kind)
        {
            case FeatureKind.Linear:
                return _waves.Of(axis, parities[axis]);
            case FeatureKind.Square:
                return Squarer(_waves.Absolute(axis, parities[axis]), $"square {k}");
            case FeatureKind.Mixed:
                ScaledUnits first = _waves.Of(axis, parities[axis]), second = _waves.Of(other, parities[other]);
                LinearForm sum = LinearForm.Sum([.. first.Units, .. second.Units]);
                LinearForm mean = (Dyadic.Half * sum) - _units.Constant(Dyadic.PowerOfTwo(first.Log - 1), "mean");
                return Squarer(new([_units.Late(mean, "mean"), _units.Late(-mean, "mean")], first.Log - 1), $"square {k}");
            case FeatureKind.SquareOf:
                (LinearForm root, int log) = Factor(f.First, parities);
                return Squarer(new([root], log), $"square {k}");
            default:
                return Multiply(Factor(f.First, parities), Factor(f.Second, parities), $"product {k}");
        }
    }

    // A feature in one unit; where it may exceed 1, half of it: the same value at twice the scale.
    private (LinearForm Unit, int Log) Factor(int feature, int[] parities)
    {
        ScaledUnits units = _features[(feature, Parities(_p, feature, parities))];
        (LinearForm unit, int scale) = units.Units.Length == 1 ? (units.Units[0], units.Log)
            : (_units.Late(Dyadic.Half * units.Sum, "factor"), units.Log - 1);
        return (unit, _p.Basis.Features[feature].IsHalvedAsFactor ? scale + 1 : scale);
    }

    private ScaledUnits Multiply((LinearForm Unit, int Log) x, (LinearForm Unit, int Log) y, string use)
    {
        int log = Math.Min(x.Log, y.Log);
        LinearForm a = _units.Halved(x.Unit, x.Log - log), b = _units.Halved(y.Unit, y.Log - log);
        LinearForm difference = (Dyadic.Half * a) - (Dyadic.Half * b);
        LinearForm sum = _units.Late((Dyadic.Half * a) + (Dyadic.Half * b), "half sum");
        LinearForm larger = Squarer(new([sum], log), use).Units[0];
        LinearForm[] absolute = [_units.Late(difference, "half difference"), _units.Late(-difference, "half difference")];
        LinearForm smaller = Squarer(new(absolute, log), use).Units[0];
        return new([_units.Late((Dyadic.Half * larger) - (Dyadic.Half * smaller), "product")], log - 1);
    }

    // Of units that add up to 2^log·t: one that is 2^log·(t² + κ). Not CompactSquaring, which was tried and counted: folding what is folded already takes
    // 24 weights and one layer a tooth, as t comes as two units and κ is of no matter here, instead of 28 and two layers; the networks of COMPACT.md would
    // have 1,829 weights for 1,766 and 16,863 for 16,350.
    private ScaledUnits Squarer(ScaledUnits root, string use)
    {
        LinearForm sum = _units.Late(root.Sum, "square");
        ScaledUnits tooth = root;
        for (int i = 1; i <= _p.Teeth; i++)
        {
            tooth = _units.Fold(tooth, $"{use}, tooth {i}");
            sum = _units.Late(sum + tooth.Sum, "square");
        }

        return new([sum], root.Log);
    }
}
