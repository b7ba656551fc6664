using QuantRelu.Formats.VnnLib;

namespace QuantRelu.Benchmarks.Scoring;

/// <summary>An instance as the truth of a written set tells it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="NetworkFile">The model's place in the set.</param>
/// <param name="QuestionFile">The question's place in the set.</param>
/// <param name="Timeout">Seconds that a tool gets.</param>
/// <param name="IsSatisfiable">True for "sat".</param>
/// <param name="Query">The question.</param>
public sealed record KnownInstance(string Name, string NetworkFile, string QuestionFile, int Timeout, bool IsSatisfiable, VerificationQuery Query)
{
    /// <summary>What the competition calls the file of a tool's witness, but for its ending.</summary>
    public string WitnessName => $"{Path.GetFileNameWithoutExtension(NetworkFile)}_{Path.GetFileNameWithoutExtension(QuestionFile)}";

    /// <summary>"sat" or "unsat".</summary>
    public string Answer => IsSatisfiable ? "sat" : "unsat";
}
