namespace QuantRelu.Constructions.Hinges;

/// <summary>The places at which the search looks: for each the inputs, and the bounds between which the network must be.</summary>
internal sealed class SearchPoints
{
    /// <summary>Numbers are worked through eight at a time.</summary>
    public const int Lanes = 8;

    /// <summary>Places; the last one is repeated until their number is a multiple of <see cref="Lanes"/>.</summary>
    /// <param name="error">ε, in units of which an excess is measured.</param>
    /// <param name="points">The places.</param>
    public SearchPoints(double error, IReadOnlyList<(double[] U, double Low, double High)> points)
    {
        Count = (points.Count + Lanes - 1) / Lanes * Lanes;
        Error = error;
        (Low, High) = (new float[Count], new float[Count]);
        Inputs = [.. points[0].U.Select(_ => new float[Count])];
        for (int g = 0; g < Count; g++)
        {
            (double[] u, double low, double high) = points[Math.Min(g, points.Count - 1)];
            (Low[g], High[g]) = ((float)low, (float)high);
            for (int k = 0; k < u.Length; k++)
            {
                Inputs[k][g] = (float)u[k];
            }
        }
    }

    /// <summary>ε.</summary>
    public double Error { get; }

    /// <summary>How many.</summary>
    public int Count { get; }

    /// <summary>Each input at all places.</summary>
    public float[][] Inputs { get; }

    /// <summary>The lower bounds.</summary>
    public float[] Low { get; }

    /// <summary>The upper bounds.</summary>
    public float[] High { get; }
}
