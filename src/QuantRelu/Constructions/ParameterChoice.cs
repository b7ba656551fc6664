namespace QuantRelu.Constructions;

/// <summary>How a construction that has parameters of its own to choose chooses them.</summary>
public enum ParameterChoice
{
    /// <summary>As its theorem does.</summary>
    Theorem,

    /// <summary>With the fewest weights for which its proof still meets ε, for the whole class.</summary>
    Tuned,
}
