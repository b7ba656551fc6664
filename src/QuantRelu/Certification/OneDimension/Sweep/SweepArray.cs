using System.Numerics;

namespace QuantRelu.Certification.OneDimension.Sweep;

/// <summary>Copies of a block side by side: what they read and where they write follows from their numbers.</summary>
/// <param name="Scaled">The array.</param>
/// <param name="Shared">Its block, when all copies have the same weights; otherwise null.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="FirstCopy">The number of its first copy among all of the network.</param>
/// <param name="FirstSource">Where the units that copies read begin among those of all copies.</param>
/// <param name="FirstUnit">The unit of the first output.</param>
/// <param name="FirstKink">The number of the first kink among all of the network.</param>
/// <param name="Shape">The same number for all arrays whose copies take the same room.</param>
internal sealed record SweepArray<T>(
    ScaledArray<T> Scaled, SweepBlock<T>? Shared, int Stage, int FirstCopy, int FirstSource, int FirstUnit, int FirstKink, int Shape)
    where T : struct, IBinaryInteger<T>
{
    /// <summary>True when all copies share the outputs, of which each is a sum.</summary>
    public required bool Sums { get; init; }

    /// <summary>Number of inputs of a copy.</summary>
    public int Inputs { get; } = Scaled.Block.Inputs;

    /// <summary>Number of kinks of a copy.</summary>
    public int Kinks { get; } = Scaled.Block.Kinks.Count;

    /// <summary>Number of outputs of a copy.</summary>
    public int Outputs { get; } = Scaled.Block.Outputs.Count;

    /// <summary>Number of copies.</summary>
    public int Copies { get; } = (int)Scaled.Wiring.Array.Copies;

    /// <summary>The first kink of a copy.</summary>
    public int KinkOf(int copy) => FirstKink + ((copy - FirstCopy) * Kinks);

    /// <summary>The first output of a copy.</summary>
    public int UnitOf(int copy) => Sums ? FirstUnit : FirstUnit + ((copy - FirstCopy) * Outputs);

    /// <summary>Where the units that a copy reads begin.</summary>
    public int SourceOf(int copy) => FirstSource + ((copy - FirstCopy) * Inputs);
}
