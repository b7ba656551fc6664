namespace QuantRelu.Evaluation.Exact;

/// <summary>Evaluates a form at many points, in parts on several threads where there is enough to do.</summary>
internal static class FormRun
{
    private const int PointsPerPart = 1 << 14;

    /// <summary>The values at points of the form's grid.</summary>
    /// <param name="form">The form.</param>
    /// <param name="d">Coordinates of a point.</param>
    /// <param name="points">The coordinates, point by point.</param>
    /// <param name="threads">The most threads.</param>
    /// <param name="progress">Is told the part that is done, 0 to 1.</param>
    /// <param name="cancellationToken">Stops the evaluation.</param>
    /// <exception cref="OperationCanceledException">The evaluation was stopped.</exception>
    public static double[] Evaluate(
        ExactForm form, int d, ReadOnlyMemory<double> points, int threads, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        int count = points.Length / d, parts = (count + PointsPerPart - 1) / PointsPerPart;
        double[] results = GC.AllocateUninitializedArray<double>(count);
        var done = new OrderedProgress(progress, count);
        if (parts <= 1 || threads == 1)
        {
            for (int part = 0; part < parts; part++)
            {
                Part(part);
            }
        }
        else
        {
            Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, Part);
        }

        return results;

        void Part(int number)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int first = number * PointsPerPart, own = Math.Min(PointsPerPart, count - first);
            form.At(points.Span.Slice(first * d, own * d), results.AsSpan(first, own));
            done.Add(own);
        }
    }
}
