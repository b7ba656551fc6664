namespace QuantRelu.Studies.Sweeps;

/// <summary>Rows that come in any order, from any thread, and go into a table in theirs: each as soon as it and all before it are known.</summary>
/// <param name="table">The table.</param>
/// <param name="count">How many rows there will be.</param>
/// <param name="progress">Is told how many have come.</param>
internal sealed class RowsInOrder(SweepTable table, int count, IProgress<int>? progress)
{
    private readonly Lock _lock = new();
    private readonly SweepRow?[] _waiting = new SweepRow?[count];
    private int _come;
    private int _next;

    /// <summary>A row has come.</summary>
    public void Put(int index, SweepRow row)
    {
        lock (_lock)
        {
            _waiting[index] = row;
            progress?.Report(++_come);
            while (_next < _waiting.Length && _waiting[_next] is { } next)
            {
                table.Append(next);
                _waiting[_next++] = null;
            }
        }
    }

    /// <summary>No more will come: those that still wait are kept where a table that is continued puts them into their places.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            foreach (SweepRow row in _waiting.OfType<SweepRow>().TakeWhile(_ => table.IsContinued))
            {
                table.Append(row);
            }
        }
    }
}
