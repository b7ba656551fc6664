using QuantRelu.Circuits;

namespace QuantRelu.Constructions.Cells;

/// <summary>
/// For cells of parity p the local coordinate a along an axis: the triangle wave of period 4 in X = Nx that is -1 or 1 in the middle of the cells
/// between. Y is X ∓ 1/2 or, counted from the right, N - 1/2 - X, where a ReLU clips it at 0 before the first and behind the last cell of the parity,
/// so that |a| = 1 there. J folds |2v - 1| make (a + 1)/2, a further one |a|.
/// </summary>
internal sealed class CellWaves
{
    private readonly CellParameters _p;
    private readonly LateUnits _units;
    private readonly LinearForm[] _root;
    private readonly Dictionary<(int Axis, int Parity), Wave> _waves = [];

    /// <summary>The waves of parameters; each is made when it is first asked for.</summary>
    public CellWaves(CellParameters parameters, Circuit circuit, LateUnits units)
    {
        (_p, _units) = (parameters, units);
        _root = [.. Enumerable.Range(0, parameters.Dimension).Select(axis => Root(circuit.Input(axis)))];
    }

    /// <summary>X/2^J / 2, the root of ramps along an axis.</summary>
    public LinearForm RootOf(int axis) => _root[axis];

    /// <summary>Units that add up to 2^log·(a + 1)/2.</summary>
    public ScaledUnits Of(int axis, int parity) => WaveOf(axis, parity).Units;

    /// <summary>Units that add up to 2^log·|a|.</summary>
    public ScaledUnits Absolute(int axis, int parity)
    {
        Wave wave = WaveOf(axis, parity);
        return wave.Absolute ??= _units.Fold(wave.Units, "absolute");
    }

    // X/2^J / 2 by Horner's rule on the binary digits of N.
    private LinearForm Root(LinearForm input)
    {
        if (_p.Grid == 1 << _p.LogGrid)
        {
            return input;
        }

        LinearForm? sum = null;
        for (int bit = 0; bit < _p.LogGrid; bit++)
        {
            bool one = ((_p.Grid >> bit) & 1) == 1;
            if (sum is not null || one)
            {
                sum = _units.Late((Dyadic.Half * (sum ?? 0)) + (one ? Dyadic.Half * input : 0), "N x");
            }
        }

        return sum!;
    }

    private Wave WaveOf(int axis, int parity)
    {
        if (!_waves.TryGetValue((axis, parity), out Wave? wave))
        {
            _waves[(axis, parity)] = wave = MakeWave(axis, parity);
        }

        return wave;
    }

    private Wave MakeWave(int axis, int parity)
    {
        int folds = CellPlaces.Folds(_p.Grid);
        var units = new ScaledUnits([Coordinate(axis, parity)], folds - _p.LogGrid);
        for (int i = 0; i < folds; i++)
        {
            units = _units.Fold(units, $"fold {i}");
        }

        return new Wave(units);
    }

    // 2^(-J-1) Y.
    private LinearForm Coordinate(int axis, int parity)
    {
        Dyadic cell = Dyadic.PowerOfTwo(-_p.LogGrid - 1), half = cell.Scale(-1);
        bool first = parity == 1, last = _p.Grid > 1 && _p.Grid % 2 == parity;
        LinearForm left = _root[axis] + (first ? -1 : 1) * _units.Constant(half, first && last ? "left end" : "end");
        return !last ? _units.Late(left, "coordinate")
            : !first ? _units.Late(_units.Constant((_p.Grid * cell) - half, "end") - _root[axis], "coordinate")
            : _units.Late(_units.Constant((_p.Grid - 1) * cell, "end") - _units.Late(left, "coordinate"), "coordinate");
    }

    private sealed class Wave(ScaledUnits units)
    {
        public ScaledUnits Units => units;

        public ScaledUnits? Absolute { get; set; }
    }
}
