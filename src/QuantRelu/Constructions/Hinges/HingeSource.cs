namespace QuantRelu.Constructions.Hinges;

/// <summary>
/// A coordinate t of the domain that one unit computes, σ(½(row·u + b)) = t·2^-Scale, or two, its distance |t - 1/2| = σ(½(row·u + b)) + σ(-½(row·u + b)).
/// </summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Row">The coefficients of the inputs, each -1, 0 or 1.</param>
/// <param name="Bias">b.</param>
/// <param name="Scale">0 or 1.</param>
internal sealed record Direction(string Name, int[] Row, int Bias, int Scale)
{
    /// <summary>x alone.</summary>
    public static Direction Single { get; } = new("x", [1], 0, 1);

    /// <summary>x, y, u = (x + y)/2 and v = (x - y + 1)/2.</summary>
    public static ImmutableArray<Direction> OfPlane { get; } =
    [
        new("x", [1, 0], 0, 1), new("y", [0, 1], 0, 1), new("(x+y)/2", [1, 1], 0, 0), new("(x-y+1)/2", [1, -1], 1, 0),
    ];

    /// <summary>The distances of u and v from 1/2, for functions that are even about a diagonal; null for x and y.</summary>
    public static ImmutableArray<Direction?> Distances { get; } =
    [
        null, null, new("|x+y-1|/2", [1, 1], -1, 0) { IsDistance = true }, new("|x-y|/2", [1, -1], 0, 0) { IsDistance = true },
    ];

    /// <summary>Whether it is the distance from 1/2.</summary>
    public bool IsDistance { get; init; }

    /// <summary>t at a point of the unit box, or its distance from 1/2.</summary>
    public double At(params ReadOnlySpan<double> u)
    {
        double sum = Bias;
        for (int k = 0; k < u.Length; k++)
        {
            sum += Row[k] * u[k];
        }

        return Math.ScaleB(IsDistance ? Math.Abs(sum) : sum, Scale - 1);
    }
}

/// <summary>A function of hinges of a folded coordinate: one summand of a network.</summary>
/// <param name="Direction">The coordinate.</param>
/// <param name="Folds">The folds before it.</param>
/// <param name="Function">The function of what they leave.</param>
internal sealed record HingeSource(Direction Direction, ImmutableArray<FoldStage> Folds, HingeFunction Function)
{
    /// <summary>The centre about which the summand is odd, whose fold is the last one; null when it has none.</summary>
    public OddCentre? Odd { get; init; }

    /// <summary>The value where the coordinate of the direction is t, or its distance is |t - 1/2|.</summary>
    public double At(double t) => Function.At(Direction.IsDistance ? Math.Abs(t - 0.5) : t);
}
