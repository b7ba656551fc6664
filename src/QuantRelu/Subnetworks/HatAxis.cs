using QuantRelu.Circuits;
using QuantRelu.Numerics;

namespace QuantRelu.Subnetworks;

/// <summary>The ramps over the cells of one level of a tree: over cells 0, 2, 4, … they fall from a to 0, over 1, 3, 5, … they rise from 0 to a.</summary>
internal sealed record RampLevel(PlannedUnit Falling, PlannedUnit? Rising);

/// <summary>Hats of one mesh around the places First, First + Step, …</summary>
/// <param name="Unit">The hats where they are formed.</param>
/// <param name="Waiting">The same, halved in every layer since.</param>
/// <param name="First">The first place.</param>
/// <param name="Step">From one place to the next.</param>
internal sealed record HatFamily(PlannedUnit Unit, PlannedUnit Waiting, int First, int Step);

/// <summary>
/// The hats of all meshes along one coordinate z = N·ch at its end, in their layers: a <see cref="RampTree"/> halves the cells level by level, and
/// <see cref="MeshHats"/> are differences of its ramps.
/// </summary>
/// <remarks>
/// All ramps of a level that fall are one family of units, all that rise another. Hats of a coarser mesh wait for the finest and are halved the while: in the
/// end a hat is twice as high as one of the next finer mesh.
/// </remarks>
internal sealed class HatAxis
{
    private readonly LayerPlan _plan;
    private readonly PowersOfTwo _constants;
    private readonly PlannedUnit _root;
    private readonly int _logCell;
    private readonly int _logCells;
    private readonly List<RampLevel> _ramps = [];

    /// <summary>The tree of a coordinate.</summary>
    /// <param name="plan">Where the units go.</param>
    /// <param name="constants">The constants of the plan.</param>
    /// <param name="root">The coordinate.</param>
    /// <param name="logCell">A cell of the finest mesh has the length 2^{-this} of the coordinate.</param>
    /// <param name="cells">Cells of the finest mesh.</param>
    /// <param name="complement">Whether the complements of hats are wanted.</param>
    public HatAxis(LayerPlan plan, PowersOfTwo constants, PlannedUnit root, int logCell, int cells, bool complement)
    {
        (_plan, _constants, _root, _logCell, Cells, Complement) = (plan, constants, root, logCell, cells, complement);
        _logCells = 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)cells - 1);
        for (int level = 1; level <= _logCells; level++)
        {
            _ramps.Add(Ramps(level));
        }
    }

    /// <summary>Cells of the finest mesh.</summary>
    public int Cells { get; }

    /// <summary>Whether the hats are complements, A/2 - hat.</summary>
    public bool Complement { get; }

    /// <summary>The coordinate.</summary>
    public PlannedUnit Root => _root;

    /// <summary>The ramps, level by level.</summary>
    public IReadOnlyList<RampLevel> RampLevels => _ramps;

    /// <summary>The layer in which the hats of the finest mesh are formed.</summary>
    public int HatLayer => _root.Layer + _logCells + 1;

    /// <summary>A hat of the finest mesh has the height 2^{-this} there.</summary>
    public int LogHat => _logCells + _logCell + 1;

    /// <summary>The ramps over the cells of a mesh that is so many times coarser than the finest.</summary>
    public RampLevel RampsOf(int coarser) => _ramps[_logCells - coarser - 1];

    /// <summary>The hats of a mesh.</summary>
    /// <param name="coarser">By how many levels it is coarser than the finest.</param>
    /// <param name="ends">Whether the hats at the ends are wanted.</param>
    /// <param name="evens">Whether those at even places are wanted.</param>
    /// <param name="layer">The layer in which they are wanted.</param>
    public IReadOnlyList<HatFamily> Hats(int coarser, bool ends, bool evens, int layer)
    {
        int cells = Cells >> coarser;
        RampLevel ramps = RampsOf(coarser);
        int formed = HatLayer - coarser, logHeight = LogHat - (2 * coarser);
        var families = new List<HatFamily>();
        Add(1, 2, cells / 2);
        if (evens && cells > 2)
        {
            Add(2, 2, (cells - 1) / 2);
        }

        if (ends)
        {
            Add(0, 1, 1);
            Add(cells, 1, 1);
        }

        return families;

        void Add(int first, int step, int members)
        {
            PlannedUnit unit = _plan.Add(formed, $"hats from {first} of {cells}", members);
            foreach (int cell in MeshHats.Cells(first, cells).OrderBy(c => c % 2))
            {
                unit.Read(cell % 2 == 0 ? ramps.Falling : ramps.Rising!, MeshHats.Sign(first, Complement));
            }

            _constants.Add(unit, Dyadic.Create(MeshHats.Constant(first, cells, Complement), -logHeight));
            families.Add(new HatFamily(unit, Wait(unit, layer), first, step));
        }
    }

    private PlannedUnit Wait(PlannedUnit unit, int layer)
    {
        while (unit.Layer < layer)
        {
            PlannedUnit next = _plan.Add(unit.Layer + 1, $"{unit.Name}, halved", unit.Members);
            next.Read(unit, 1);
            unit = next;
        }

        return unit;
    }

    private RampLevel Ramps(int level)
    {
        int coarser = _logCells - level;
        int nodes = (Cells + (1 << coarser) - 1) >> coarser, layer = _root.Layer + level;
        PlannedUnit?[] parents = level == 1 ? [_root] : [_ramps[^1].Falling, _ramps[^1].Rising];

        // A quarter of the parents' height, 2^{-(logCell - logCells + 2(level - 1))}.
        Dyadic quarter = Dyadic.PowerOfTwo(_logCells - _logCell - (2 * level));
        return new RampLevel(Child("falling", (nodes + 1) / 2, -1), nodes < 2 ? null : Child("rising", nodes / 2, 1));

        PlannedUnit Child(string name, int members, int sign)
        {
            PlannedUnit unit = _plan.Add(layer, $"{name} ramps {level}", members);
            bool first = true;
            foreach (PlannedUnit parent in parents.OfType<PlannedUnit>())
            {
                unit.Read(parent, sign, first ? 1 : 0);
                first = false;
            }

            _constants.Add(unit, -sign * quarter);
            return unit;
        }
    }
}
