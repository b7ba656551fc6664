using CsCheck;

namespace QuantRelu.Tests;

/// <summary>The codebooks that every construction must work over.</summary>
internal static class Codebooks
{
    public static IReadOnlyList<Codebook> All { get; } =
    [
        Codebook.Halves, Codebook.Nonlinear(3, 9), Codebook.Nonlinear(4, 20), Codebook.Nonlinear(16, 14),
        Codebook.Linear(2), Codebook.Linear(4), Codebook.Linear(6), Codebook.Linear(10), Codebook.Linear(16),
    ];

    public static Gen<Codebook> Any { get; } = Gen.Int[0, All.Count - 1].Select(i => All[i]);
}
