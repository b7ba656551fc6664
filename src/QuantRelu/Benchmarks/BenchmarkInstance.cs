using QuantRelu.Formats.VnnLib;
using QuantRelu.Numerics;

namespace QuantRelu.Benchmarks;

/// <summary>A network, a question about it, and the truth.</summary>
public sealed record BenchmarkInstance
{
    private readonly Sequence<Rational> _extremumAt;

    /// <summary>What it is called, as is its question's file.</summary>
    public required string Name { get; init; }

    /// <summary>The place of the network in a set.</summary>
    public required string NetworkFile { get; init; }

    /// <summary>The place of the question in a set.</summary>
    public string QuestionFile => $"{BenchmarkSet.QuestionFolder}/{Name}.vnnlib";

    /// <summary>The question.</summary>
    public required VerificationQuery Query { get; init; }

    /// <summary>True for "sat": the question has an answer.</summary>
    public bool IsSatisfiable => Witness is not null;

    /// <summary>True when the question is about how large the output may be, false when how small.</summary>
    public required bool IsMaximum { get; init; }

    /// <summary>M, the greatest or least value of the network on the box, exactly.</summary>
    public required Rational Extremum { get; init; }

    /// <summary>A point at which it is attained.</summary>
    public required ImmutableArray<Rational> ExtremumAt
    {
        get => _extremumAt.Items;
        init => _extremumAt = value;
    }

    /// <summary>
    /// The convex regions that cover the box and on each of which the network is affine: M is the greatest, or least, value at their corners.
    /// </summary>
    public required long Regions { get; init; }

    /// <summary>The number that the output is compared with on the side of the extremum.</summary>
    public required Rational Threshold { get; init; }

    /// <summary>|Threshold - M|, exactly.</summary>
    public Rational Margin => Rational.Abs(Threshold - Extremum);

    /// <summary>The margin that was asked for, as a part of the extremum, or of the range where that is 0; the margin is at least that.</summary>
    public required Rational AskedMargin { get; init; }

    /// <summary>The input at which the extremum is attained; null where the question has no answer.</summary>
    public required Witness? Witness { get; init; }

    /// <summary>An input of float32 numbers that is an answer; <see cref="Float32Knowledge"/> says which, or why there is none.</summary>
    public required Witness? Float32Witness { get; init; }

    /// <summary>What is known of inputs of float32 numbers.</summary>
    public required Float32Knowledge Float32Knowledge { get; init; }

    /// <summary>Seconds that a tool gets.</summary>
    public required int Timeout { get; init; }

    /// <summary>What stands behind the truth, in a sentence.</summary>
    public string Proof => IsSatisfiable
        ? $"The network evaluated exactly at the witness is {Witness!.Output}."
        : $"The box is covered by {Regions} convex regions on which the network is affine; its {(IsMaximum ? "greatest" : "least")} value at their corners, "
            + $"computed exactly, is {Extremum}, at ({string.Join(", ", ExtremumAt)}).";

    /// <summary>"0001a: unsat, 0:1 with Y_0 >= 5/4".</summary>
    public override string ToString() => $"{Name}: {(IsSatisfiable ? "sat" : "unsat")}, {Query}";
}
