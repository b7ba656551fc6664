namespace QuantRelu.Evaluation.Fast;

/// <summary>Evaluates a network of single copies at one point at a time: its kernel and nothing else.</summary>
/// <param name="kernel">The kernel.</param>
internal sealed class SinglePoint(BlockKernel kernel)
{
    private readonly double[] _coefficients = kernel.NewCoefficients();
    private readonly int[] _offsets = [.. Enumerable.Range(0, kernel.Slots)];

    // Values and what is known to be 0, for who comes first.
    private State? _idle;

    /// <summary>The first output.</summary>
    public double Evaluate(ReadOnlySpan<double> point)
    {
        State state = Interlocked.Exchange(ref _idle, null) ?? new State(new double[kernel.Slots], new bool[kernel.Slots]);
        for (int i = 0; i < point.Length; i++)
        {
            state.Values[i] = point[i];
            state.IsZero[i] = point[i] == 0;
        }

        kernel.RunOne(state.Values, _offsets, _coefficients, state.IsZero);
        double value = state.Values[^kernel.Outputs];
        _idle = state;
        return value;
    }

    private sealed record State(double[] Values, bool[] IsZero);
}
