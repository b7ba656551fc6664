namespace QuantRelu.Studies.Growth;

/// <summary>How the networks of one class over one kind of weight values grow as ε goes to 0.</summary>
public sealed class GrowthCurve
{
    internal GrowthCurve(int dimension, int smoothness, CodebookFamily family, IEnumerable<GrowthRow> rows, GrowthLaw? law, Target? target = null)
    {
        (Dimension, Smoothness, Family, Law, Target) = (dimension, smoothness, family, law, target);
        var told = new List<GrowthRow>();
        foreach (GrowthRow row in rows)
        {
            told.Add(row.After(told.Count > 0 ? told[^1] : null));
        }

        Rows = [.. told];
    }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>n.</summary>
    public int Smoothness { get; }

    /// <summary>The weight values.</summary>
    public CodebookFamily Family { get; }

    /// <summary>The target where the topology depends on it; null for networks of the whole class.</summary>
    public Target? Target { get; }

    /// <summary>Whether the topology depends on the target.</summary>
    public Structure Structure => Target is null ? Structure.Independent : Structure.Dependent;

    /// <summary>The networks, ε descending.</summary>
    public ImmutableArray<GrowthRow> Rows { get; }

    /// <summary>The exact law of the counts; null where none is known.</summary>
    public GrowthLaw? Law { get; }

    /// <summary>The law of the same circuits with free weights; null for these themselves, or where none is known.</summary>
    public GrowthLaw? FreeLaw { get; internal init; }

    /// <summary>
    /// What the quotient of the counts, with and without quantization, is times the quotient of the expressions in the limit ε → 0: the hidden constants of
    /// both, one divided by the other. Null without laws.
    /// </summary>
    public double? LimitOverhead => LimitConstant is { } own && FreeLaw is { PerPoint.Degree: 1 } free
        ? own / ((double)free.PerPoint[1] * Math.Pow(2, free.LogPoints)) : null;

    /// <summary>The theorem; null for free weights.</summary>
    public int? Theorem => Family.Quantization switch
    {
        Quantization.Nonlinear => Target is null ? 1 : 3,
        Quantization.Linear => Target is null ? 2 : 4,
        _ => null,
    };

    /// <summary>The power of L that the expression for the weights of one grid point has, or those of a cell times L.</summary>
    public double ClaimedExponent => Target is not null ? 0
        : Family.Quantization == Quantization.Nonlinear ? 1 + (1.0 / (Family.Limit!.Value - 1))
        : Family.Quantization == Quantization.Linear ? 2
        : 1;

    /// <summary>
    /// What the weights are times the theorem's expression in the limit ε → 0, along the errors of the law: the constant that O(·) hides at last. Null
    /// without a law.
    /// </summary>
    public double? LimitConstant => Law is not { } law || law.PerPoint.Degree < 1 ? null
        : (double)law.PerPoint[law.PerPoint.Degree] * Math.Pow(2, law.LogPoints) * Family.Quantization switch
        {
            Quantization.Nonlinear => 1.0 / Family.Limit!.Value,
            Quantization.Linear => Math.Log2(Family.Limit!.Value),
            _ => 1,
        };
}
