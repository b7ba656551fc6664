namespace QuantRelu.Evaluation;

/// <summary>Tells the part of a number of things that is done by several threads, each time more than before.</summary>
internal sealed class OrderedProgress(IProgress<double>? progress, long all)
{
    private readonly Lock _gate = new();
    private long _done;

    /// <summary>So many more are done.</summary>
    public void Add(long count)
    {
        if (progress is null)
        {
            return;
        }

        lock (_gate)
        {
            _done += count;
            progress.Report((double)_done / all);
        }
    }
}
