namespace QuantRelu.Certification;

/// <summary>
/// Cells that wait to be looked at: the one with the least key first, and from a number of cells on the latest one first, so that memory is bounded
/// however long the work takes.
/// </summary>
/// <param name="most">How many cells are kept in order.</param>
/// <param name="order">The order of the keys.</param>
internal sealed class Frontier<TCell, TKey>(int most, IComparer<TKey>? order = null)
{
    private readonly IComparer<TKey> _order = order ?? Comparer<TKey>.Default;
    private readonly PriorityQueue<TCell, TKey> _first = new(order);
    private readonly Stack<(TCell Cell, TKey Key)> _latest = [];

    /// <summary>Number of cells.</summary>
    public int Count => _first.Count + _latest.Count;

    /// <summary>Adds a cell.</summary>
    public void Add(TCell cell, TKey key)
    {
        if (_first.Count < most)
        {
            _first.Enqueue(cell, key);
        }
        else
        {
            _latest.Push((cell, key));
        }
    }

    /// <summary>Takes the cell whose turn it is.</summary>
    public bool TryTake(out TCell cell)
    {
        bool isLate = _latest.TryPop(out (TCell Cell, TKey Key) late);
        cell = late.Cell;
        return isLate || _first.TryDequeue(out cell!, out _);
    }

    /// <summary>The cell with the least key of all.</summary>
    public bool TryPeek(out TCell cell)
    {
        bool found = _first.TryPeek(out cell!, out TKey? least);
        foreach ((TCell late, TKey key) in _latest)
        {
            if (!found || _order.Compare(key, least) < 0)
            {
                (found, cell, least) = (true, late, key);
            }
        }

        return found;
    }
}
