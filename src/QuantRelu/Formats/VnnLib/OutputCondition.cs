namespace QuantRelu.Formats.VnnLib;

/// <summary>How an output stands to a number.</summary>
public enum OutputRelation
{
    /// <summary>≥.</summary>
    AtLeast,

    /// <summary>≤.</summary>
    AtMost,

    /// <summary>>.</summary>
    Above,

    /// <summary>&lt;.</summary>
    Below,
}

/// <summary>One output compared with a number.</summary>
/// <param name="Output">The number of the output, from 0.</param>
/// <param name="Relation">How it stands to the number.</param>
/// <param name="Bound">The number.</param>
public readonly record struct OutputCondition(int Output, OutputRelation Relation, Rational Bound)
{
    /// <summary>True for > and &lt;, which version 1.0 does not have.</summary>
    public bool IsStrict => Relation is OutputRelation.Above or OutputRelation.Below;

    /// <summary>True for ≥ and >.</summary>
    public bool IsFromBelow => Relation is OutputRelation.AtLeast or OutputRelation.Above;

    /// <summary>The relation as both versions write it: ">=".</summary>
    public string Sign => (IsFromBelow ? ">" : "<") + (IsStrict ? string.Empty : "=");

    /// <summary>Whether a value of the output meets the condition.</summary>
    public bool Holds(Rational value) => value.CompareTo(Bound) switch
    {
        0 => !IsStrict,
        > 0 => IsFromBelow,
        _ => !IsFromBelow,
    };

    /// <summary>"Y_0 >= 5/4".</summary>
    public override string ToString() => $"Y_{Output} {Sign} {Bound}";
}
