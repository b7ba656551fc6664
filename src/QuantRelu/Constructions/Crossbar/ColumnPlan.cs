using QuantRelu.Circuits;
using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>
/// The columns of a planned crossbar: what each layer of them holds, family by family, their sum, which is the path but for the local coordinate, and how
/// all of them are written as circuits.
/// </summary>
internal abstract class ColumnPlan
{
    /// <summary>The families that store something: one code for every column and every cell that it reads.</summary>
    public abstract ImmutableArray<ColumnFamily> Stored { get; }

    /// <summary>The sum of the columns: the path is ±(it - half of <see cref="AddRamp"/>), counting 2^<see cref="LogPath"/> steps.</summary>
    public abstract PlannedUnit Path { get; }

    /// <summary>How many steps s the path is worth for each 1 of the sum: an exponent of two.</summary>
    public abstract int LogPath { get; }

    /// <summary>What the sum of the planes counts, at the least, when the path joins it: an exponent of two.</summary>
    public virtual int LeastExponent => 0;

    /// <summary>The sign with which the sum counts.</summary>
    public abstract int Sign { get; }

    /// <summary>The arrays of columns, layer by layer from the one behind the indicators on.</summary>
    public abstract ImmutableArray<ImmutableArray<ColumnArray>> Layers { get; }

    /// <summary>Adds what the path is taken from, the local coordinate in the layer of the sum.</summary>
    public abstract PlannedUnit AddRamp();

    /// <summary>How many bit planes tell where the path of each cell ends; 0 where cells do not store that.</summary>
    public virtual int EndPlanes => 0;

    /// <summary>What σ of a unit in front of the columns, beside them or behind them is applied to, where its readings do not say it; null elsewhere.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="before">The layer before.</param>
    public abstract LinearForm? Form(PlannedUnit unit, IReadOnlyDictionary<PlannedUnit, LinearForm[]> before);
}

/// <summary>Columns of one layer that are written as one circuit, repeated.</summary>
/// <param name="Units">The families whose members are the outputs of a copy, one each.</param>
/// <param name="Write">The circuit and its copies, given where the units of the stage before stand.</param>
internal sealed record ColumnArray(ImmutableArray<PlannedUnit> Units, Func<IReadOnlyDictionary<PlannedUnit, UnitPlace>, CircuitArray> Write)
{
    /// <summary>The bank of its switches where it is not one of the families that store something.</summary>
    public string? Bank { get; init; }
}

/// <summary>Where the members of a unit stand in a stage: one after another among the outputs of one copy, or each in a copy of its own.</summary>
internal readonly record struct UnitPlace(int Array, int Output, bool InCopies = false)
{
    /// <summary>Where a member stands.</summary>
    public Source this[int member] => InCopies ? new Source(Array, Output, member) : new Source(Array, Output + member);

    /// <summary>Where members stand, given the steps from one to the next along each axis of a grid.</summary>
    public Source Along(int first, params ImmutableArray<long> steps) =>
        InCopies ? new Source(Array, Output, first, steps) : new Source(Array, Output + first, OutputStrides: steps);
}
