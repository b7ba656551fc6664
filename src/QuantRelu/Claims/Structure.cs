namespace QuantRelu;

/// <summary>Whether the topology of a network (its units, connections and which biases exist) depends on the target.</summary>
public enum Structure
{
    /// <summary>It does not: two targets of one class have networks that differ in their codes alone (Section 4 of the paper).</summary>
    Independent,

    /// <summary>It may (Section 5 of the paper).</summary>
    Dependent,
}

/// <summary>The words for a structure in reports and files.</summary>
public static class StructureNames
{
    /// <summary>"independent" or "dependent".</summary>
    public static string Text(this Structure structure) => structure == Structure.Independent ? "independent" : "dependent";

    /// <summary>"independent of the target" or "dependent on the target".</summary>
    public static string Phrase(this Structure structure) => structure == Structure.Independent ? "independent of the target" : "dependent on the target";

    /// <summary>The structure of a word.</summary>
    /// <exception cref="FormatException">It is neither "independent" nor "dependent".</exception>
    public static Structure Parse(string? text) => text switch
    {
        "independent" => Structure.Independent,
        "dependent" => Structure.Dependent,
        _ => throw new FormatException($"The structure is '{text}'; it must be independent or dependent."),
    };
}
