using QuantRelu.Circuits;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Interpolation;

/// <summary>The ramps over the cells of one level of a tree: over cells 0, 2, 4, … they fall from a to 0, over 1, 3, 5, … they rise from 0 to a.</summary>
internal sealed record RampLevel(PlannedUnit Falling, PlannedUnit? Rising);

/// <summary>Hats of one mesh around the places First, First + Step, …; each reads its ramps with Sign/2.</summary>
/// <param name="Unit">The hats where they are formed.</param>
/// <param name="Waiting">The same, halved in every layer since.</param>
/// <param name="First">The first place.</param>
/// <param name="Step">From one place to the next.</param>
/// <param name="Sign">1 or -1.</param>
internal sealed record HatFamily(PlannedUnit Unit, PlannedUnit Waiting, int First, int Step, int Sign);

/// <summary>
/// The hats of all meshes along one coordinate z = N·ch at its end: a tree of ramps halves the cells level by level, and a hat is the difference of the
/// ramps over two neighbouring cells.
/// </summary>
/// <remarks>
/// A ramp v of height a over a cell has the children σ(½(a/2 - v)) and σ(½(v - a/2)), the first over the half where v is below a/2, of height a/4: 2 weights.
/// Whichever way v goes, it is the left child that falls and the right one that rises. With ρ the rising ramp of height A, A less the falling one, the hat
/// around k is (ρ_{k-1} - ρ_k)/2, of height A/2: r + f - A over 2 where k is even, A - f - r where it is odd, f_0 at the beginning. Its complement A/2 - hat
/// is as cheap. Hats of a coarser mesh wait for the finest and are halved the while: in the end a hat is twice as high as one of the next finer mesh.
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
        Add(1, 2, cells / 2, -1);
        if (evens && cells > 2)
        {
            Add(2, 2, (cells - 1) / 2, 1);
        }

        if (ends)
        {
            Add(0, 1, 1, 1);
            Add(cells, 1, 1, cells % 2 == 0 ? 1 : -1);
        }

        return families;

        void Add(int first, int step, int members, int sign)
        {
            // An odd place before the end of an odd number of cells has both neighbours; the end itself is no place of the odd family.
            PlannedUnit unit = _plan.Add(formed, $"hats from {first} of {cells}", members);
            bool end = step == 1;
            int read = Complement ? -sign : sign;
            bool falling = !end || first == 0 || cells % 2 == 1;
            if (falling)
            {
                unit.Read(ramps.Falling, read);
            }

            if (!end || !falling)
            {
                unit.Read(ramps.Rising!, read);
            }

            // In halves of the height A: what the rising ramps' difference takes, or what its complement to A takes.
            int constant = sign < 0 ? 1 : end ? 0 : -1;
            _constants.Add(unit, Dyadic.Create(Complement ? 1 - constant : constant, -logHeight));
            families.Add(new HatFamily(unit, Wait(unit, layer), first, step, read));
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
