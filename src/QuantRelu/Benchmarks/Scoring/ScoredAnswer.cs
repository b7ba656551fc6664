namespace QuantRelu.Benchmarks.Scoring;

/// <summary>What a tool's answer is worth.</summary>
public enum AnswerVerdict
{
    /// <summary>It is the truth; "sat" with a witness that is one.</summary>
    Right,

    /// <summary>It is "sat", which is the truth, and no witness is named.</summary>
    WithoutWitness,

    /// <summary>It is "sat", which is the truth, and the witness that is named is none.</summary>
    BadWitness,

    /// <summary>It is not the truth: an unsound "unsat", or a false alarm.</summary>
    Wrong,

    /// <summary>It is an answer, after the time that a tool gets.</summary>
    Late,

    /// <summary>It is none: unknown, a time-out, an error.</summary>
    NoAnswer,

    /// <summary>There is nothing about this instance.</summary>
    Missing,

    /// <summary>It is not what the truth says, and its witness is one: the truth is refuted, or the files are not those that were written.</summary>
    RefutesTruth,
}

/// <summary>An instance, what a tool said of it, and what that is worth.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Answer">The tool's answer; null where there is none.</param>
/// <param name="Verdict">What it is worth.</param>
/// <param name="Reason">Why, in a few words.</param>
public sealed record ScoredAnswer(KnownInstance Instance, ToolAnswer? Answer, AnswerVerdict Verdict, string Reason)
{
    /// <summary>True where a tool must not give such an answer, whatever it is made for.</summary>
    public bool IsFault => Verdict is AnswerVerdict.Wrong or AnswerVerdict.BadWitness or AnswerVerdict.RefutesTruth;

    /// <summary>"0001a: wrong: unsat, where the truth is sat".</summary>
    public override string ToString() => $"{Instance.Name}: {Reason}";
}
