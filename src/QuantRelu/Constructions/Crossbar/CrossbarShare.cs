namespace QuantRelu.Constructions.Crossbar;

/// <summary>A stage of a crossbar; they work side by side as well as one after the other.</summary>
public enum CrossbarStage
{
    /// <summary>x, held and multiplied by R.</summary>
    Coordinate,

    /// <summary>The distances to the centres of ever smaller parts.</summary>
    Folds,

    /// <summary>The pens and the nodes that they drive, whose leaves are the cells.</summary>
    Tree,

    /// <summary>One unit for each piece of a cell, with the ramps and offsets that all cells share.</summary>
    Columns,

    /// <summary>The bits of the values at the centres of pairs of cells.</summary>
    Planes,

    /// <summary>Powers of two.</summary>
    Constants,

    /// <summary>What adds up planes and path, and amplifies them.</summary>
    Sum,
}

/// <summary>What a stage has in one layer.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Layer">The layer, from 1.</param>
/// <param name="Units">Its units there, every copy counted.</param>
/// <param name="Weights">The weights of these units.</param>
public sealed record CrossbarShare(CrossbarStage Stage, int Layer, long Units, long Weights)
{
    // By how the names of planned units begin; the first that fits.
    private static readonly (string Begin, CrossbarStage Stage)[] Names =
    [
        ("fold", CrossbarStage.Folds), ("pen", CrossbarStage.Tree), ("node", CrossbarStage.Tree), ("plane", CrossbarStage.Planes),
        ("sum", CrossbarStage.Sum), ("2^", CrossbarStage.Constants), ("1/", CrossbarStage.Constants), ("x/2", CrossbarStage.Coordinate),
        ("Rx", CrossbarStage.Coordinate), ("side", CrossbarStage.Coordinate), ("column", CrossbarStage.Columns), ("ramp", CrossbarStage.Columns),
        ("offset", CrossbarStage.Columns), ("path", CrossbarStage.Columns),
    ];

    /// <summary>The stage of a planned unit.</summary>
    internal static CrossbarStage StageOf(string unit) =>
        Array.Find(Names, n => unit.StartsWith(n.Begin, StringComparison.Ordinal)) is { Begin: not null } known ? known.Stage : CrossbarStage.Columns;
}
