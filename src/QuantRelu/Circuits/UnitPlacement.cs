namespace QuantRelu.Circuits;

/// <summary>
/// In which layer a unit stands, as far as there is a choice: between the first in which its sources are known and the last before its readers.
/// </summary>
public enum UnitPlacement
{
    /// <summary>
    /// As early as its sources allow, because a held sum can only grow by waiting; a unit that only scales one value stands late all the same, so
    /// that the value is held once for all its chains.
    /// </summary>
    Early,

    /// <summary>As late as its readers allow: its sources are held instead.</summary>
    Late,

    /// <summary>As late as its readers allow, and all of them in the next layer: a circuit in which it would have to be held is refused.</summary>
    NeverHeld,
}
