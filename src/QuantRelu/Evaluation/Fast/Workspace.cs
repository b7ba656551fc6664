namespace QuantRelu.Evaluation.Fast;

/// <summary>What one thread needs to evaluate chunks of points: one memory for all values, and a run of every array.</summary>
internal sealed class Workspace
{
    private readonly Rows[] _rows;
    private readonly StageRun[] _runs;
    private readonly (double Low, double High)[] _ranges;

    /// <summary>Room for a number of points.</summary>
    /// <param name="stages">The prepared network.</param>
    /// <param name="points">The most points of a chunk; for 1 there is one lane.</param>
    public Workspace(IReadOnlyList<StageKernel> stages, int points)
    {
        Lanes = points == 1 ? 1 : BlockKernel.Lanes;
        Capacity = (points + Lanes - 1) / Lanes * Lanes;
        int scratch = stages.Max(s => s.MostSlots) * Lanes;
        int inputs = stages[0].Inputs;
        int even = stages.Where((_, s) => s % 2 == 1).Select(s => s.Units).Append(inputs).Max();
        int odd = stages.Where((_, s) => s % 2 == 0).Max(s => s.Units);
        Memory = new double[checked(scratch + ((1 + even + odd) * Capacity))];
        int zero = scratch, first = zero + Capacity;
        _rows = new Rows[stages.Count + 1];
        for (int s = 0; s < _rows.Length; s++)
        {
            _rows[s] = new Rows(Memory, s % 2 == 0 ? first : first + (even * Capacity), zero, s == 0 ? inputs : stages[s - 1].Units, Capacity);
        }

        _ranges = new (double, double)[inputs];
        _runs = [.. stages.Select((s, i) => new StageRun(s, this, _rows[i], _rows[i + 1]))];
    }

    /// <summary>All values: working memory of the runs, a row of zeros, the inputs and outputs of every second stage, and those of the others.</summary>
    public double[] Memory { get; }

    /// <summary>How many (copy, point) pairs are evaluated at once.</summary>
    public int Lanes { get; }

    /// <summary>The most points of a chunk, whole lanes.</summary>
    public int Capacity { get; }

    /// <summary>Evaluates a chunk.</summary>
    /// <param name="points">All coordinates, point by point.</param>
    /// <param name="order">The numbers of the points of the chunk.</param>
    /// <param name="results">The outputs at all points, of which those of the chunk are set.</param>
    /// <param name="cancellationToken">Stops the evaluation.</param>
    public void Evaluate(ReadOnlySpan<double> points, ReadOnlySpan<int> order, double[] results, CancellationToken cancellationToken)
    {
        int d = _rows[0].Units;
        _rows[0].Begin(order.Length, all: true);
        for (int i = 0; i < d; i++)
        {
            Span<double> row = Memory.AsSpan(_rows[0].Open(i), order.Length);
            for (int p = 0; p < row.Length; p++)
            {
                row[p] = points[(order[p] * d) + i];
            }

            _ranges[i] = Range(row);
        }

        Run(order.Length, cancellationToken);
        ReadOnlySpan<double> values = _rows[^1].Values(0);
        for (int p = 0; p < values.Length; p++)
        {
            results[order[p]] = values[p];
        }
    }

    /// <summary>Evaluates a chunk of points that follow each other.</summary>
    /// <param name="points">The coordinates, point by point.</param>
    /// <param name="results">The outputs.</param>
    /// <param name="cancellationToken">Stops the evaluation.</param>
    public void Evaluate(ReadOnlySpan<double> points, Span<double> results, CancellationToken cancellationToken)
    {
        int d = _rows[0].Units;
        _rows[0].Begin(results.Length, all: true);
        for (int i = 0; i < d; i++)
        {
            Span<double> row = Memory.AsSpan(_rows[0].Open(i), results.Length);
            for (int p = 0; p < row.Length; p++)
            {
                row[p] = points[(p * d) + i];
            }

            _ranges[i] = Range(row);
        }

        Run(results.Length, cancellationToken);
        _rows[^1].Values(0).CopyTo(results);
    }

    /// <summary>The output at one point.</summary>
    public double Evaluate(ReadOnlySpan<double> point)
    {
        _rows[0].Begin(1, all: true);
        for (int i = 0; i < point.Length; i++)
        {
            Memory[_rows[0].Open(i)] = point[i];
            _ranges[i] = (point[i], point[i]);
        }

        Run(1, CancellationToken.None);
        return _rows[^1].Values(0)[0];
    }

    /// <summary>The least and the greatest coordinate of the points of the chunk.</summary>
    public (double Low, double High) Range(int axis) => _ranges[axis];

    private static (double Low, double High) Range(ReadOnlySpan<double> row)
    {
        (double low, double high) = (row[0], row[0]);
        foreach (double u in row)
        {
            (low, high) = (Math.Min(low, u), Math.Max(high, u));
        }

        return (low, high);
    }

    private void Run(int points, CancellationToken cancellationToken)
    {
        foreach (StageRun run in _runs)
        {
            run.Evaluate(points, cancellationToken);
        }
    }
}
