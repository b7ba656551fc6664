namespace QuantRelu.Constructions.Cells;

/// <summary>In which order groups of planes become one sum.</summary>
internal enum PlaneJoining
{
    /// <summary>Neighbours in pairs from the highest on, then the pairs.</summary>
    PairsFromHighest,

    /// <summary>Neighbours in pairs from the lowest on, then the pairs.</summary>
    PairsFromLowest,

    /// <summary>The highest takes up the next, one after the other.</summary>
    OneByOne,
}
