namespace QuantRelu.Formats.VnnLib;

/// <summary>A version of the language in which questions to verifiers are written.</summary>
public enum VnnLibVersion
{
    /// <summary>
    /// 1.0 as the parsers in use read it: variables X_0, X_1, ... and Y_0, ..., one statement a line, no relations but &lt;= and &gt;=, and a
    /// disjunction of conjunctions at most.
    /// </summary>
    One,

    /// <summary>2.0 of the standard: a version, a declared network with tensors of the element type real, and assertions about X[0,k] and Y[0,k].</summary>
    Two,
}
