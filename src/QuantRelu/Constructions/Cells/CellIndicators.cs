using QuantRelu.Circuits;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Cells;

/// <summary>
/// The indicators of cells: a <see cref="RampTree"/> with the root X/2^J, of which only leaves that are read are there. The indicator of cell j of a class
/// is the difference of the leaves j - 1 and j + 1, which are of one kind: it is the full height on the core of j and 0 on the cores of all others of its
/// class, and passes linearly from one to the other on the cells between.
/// </summary>
internal sealed class CellIndicators
{
    private readonly CellParameters _p;
    private readonly LateUnits _units;
    private readonly int _logLeaf;
    private readonly LinearForm[][] _leaves;

    /// <summary>The indicators of parameters.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="units">Where units are made.</param>
    /// <param name="waves">The roots of the ramps.</param>
    /// <param name="logLeaf">The binary logarithm of a leaf's height.</param>
    public CellIndicators(CellParameters parameters, LateUnits units, CellWaves waves, int logLeaf)
    {
        (_p, _units, _logLeaf) = (parameters, units, logLeaf);
        _leaves = [.. Enumerable.Range(0, parameters.Dimension).Select(axis => Leaves(waves.RootOf(axis)))];
    }

    /// <summary>
    /// For d = 1, what differs between cells 2i - 2 + p and 2i + p: the leaf between them; a constant before the first and behind the last.
    /// </summary>
    public LinearForm[] Sequence(int parity) => [.. ConstantSequence(_leaves[0], parity).Select(form => Constants(form, "height"))];

    /// <summary>Half the height less the indicator of each cell of a parity along the last axis, halved once for each axis beyond the second.</summary>
    public IEnumerable<LinearForm> Complements(int parity) =>
        Indicators(_leaves[^1], parity).Select(form => Complement(form, _p.Dimension - 2));

    /// <summary>The indicators of the first axes, each and then all together: prefix - (height - next indicator).</summary>
    public IEnumerable<LinearForm> Prefixes(int[] parities)
    {
        LinearForm[] prefixes = [.. Indicators(_leaves[0], parities[0])];
        for (int axis = 1; axis < parities.Length; axis++)
        {
            IEnumerable<LinearForm> halved = Indicators(_leaves[axis], parities[axis]).Select(form => Complement(form, axis - 1));
            LinearForm[] complements = [.. halved.Select(form => _units.Late(form, "complement"))];
            LinearForm[] units = [.. prefixes.Select(form => _units.Late(Constants(form, "height"), "prefix"))];
            prefixes = [.. units.SelectMany(u => complements.Select(c => (Dyadic.Half * u) - (Dyadic.Half * c)))];
        }

        return prefixes.Select(form => Constants(form, "height"));
    }

    // Half the height minus an indicator, halved further.
    private LinearForm Complement(LinearForm indicator, int halvings)
    {
        LinearForm form = Dyadic.PowerOfTwo(_logLeaf - 1) - indicator;
        LinearForm row = Constants(form, "complement");
        return halvings == 0 ? row : Dyadic.Half * _units.Halved(_units.Late(row, "complement"), halvings - 1);
    }

    // Half the height on the core of each cell of a parity, as forms.
    private IEnumerable<LinearForm> Indicators(LinearForm[] leaves, int parity)
    {
        LinearForm[] sequence = ConstantSequence(leaves, parity);
        for (int i = 0; i + 1 < sequence.Length; i++)
        {
            LinearForm difference = parity == 0 ? sequence[i] - sequence[i + 1] : sequence[i + 1] - sequence[i];
            yield return Dyadic.Half * difference;
        }
    }

    private LinearForm[] ConstantSequence(LinearForm[] leaves, int parity)
    {
        Dyadic height = Dyadic.PowerOfTwo(_logLeaf);
        return [.. Enumerable.Range(0, _p.CellsOf(parity) + 1).Select(i => (2 * i) - 1 + parity).Select((leaf, i) =>
            leaf >= 1 && leaf <= _p.Grid - 2 ? leaves[leaf]
            : (LinearForm)((i == 0) == (parity == 0) ? height : default))];
    }

    // A constant in a form is made by a chain.
    private LinearForm Constants(LinearForm form, string use) =>
        form.Constant.IsZero ? form : form - form.Constant + _units.Constant(form.Constant.ToDyadic(), use);

    // Leaf j rises over cell j when j is odd and falls when j is even; only leaves 1 to N - 2 are there. For d = 1 they are forms, otherwise units.
    private LinearForm[] Leaves(LinearForm root)
    {
        var leaves = new LinearForm[_p.Grid];
        if (_p.Grid < 3)
        {
            return leaves;
        }

        int log = _logLeaf + (2 * _p.LogGrid);
        var nodes = new Dictionary<int, LinearForm> { [0] = _units.Halved(root, -1 - log) };
        for (int level = 0; level < _p.LogGrid; level++, log -= 2)
        {
            var children = new Dictionary<int, LinearForm>();
            int below = _p.LogGrid - level - 1;
            foreach ((int node, LinearForm ramp) in nodes.OrderBy(n => n.Key))
            {
                for (int right = 0; right < 2; right++)
                {
                    int child = (2 * node) + right;
                    if (((child + 1) << below) - 1 >= 1 && child << below <= _p.Grid - 2)
                    {
                        LinearForm form = RampTree.Half(ramp, level, child, _units.Constant(Dyadic.PowerOfTwo(log - 2), $"ramp {level}"));
                        children[child] = below == 0 && _p.Dimension == 1 ? form : _units.Late(form, "ramp");
                    }
                }
            }

            nodes = children;
        }

        foreach ((int leaf, LinearForm form) in nodes)
        {
            leaves[leaf] = form;
        }

        return leaves;
    }
}
