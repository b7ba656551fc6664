namespace QuantRelu.Certification.OneDimension.Sweep;

/// <summary>The next root of each kink that has one, the least first: a heap in which a kink is found by its number.</summary>
internal sealed class EventQueue(int kinks)
{
    private readonly SweepPoint[] _points = new SweepPoint[kinks];

    // Where a kink is in the heap, plus 1; 0 for nowhere.
    private readonly int[] _place = new int[kinks];
    private readonly int[] _heap = new int[kinks];
    private int _count;

    /// <summary>The kink with the least root; -1 when there is none.</summary>
    public int First => _count > 0 ? _heap[0] : -1;

    /// <summary>The root of a kink that has one.</summary>
    public ref readonly SweepPoint this[int kink] => ref _points[kink];

    private void Schedule(int kink, SweepPoint point)
    {
        _points[kink] = point;
        int place = _place[kink] - 1;
        if (place < 0)
        {
            place = _count++;
        }

        Down(Up(place, kink), kink);
    }

    /// <summary>Says that no kink has a root.</summary>
    public void Clear()
    {
        foreach (int kink in _heap.AsSpan(0, _count))
        {
            _place[kink] = 0;
        }

        _count = 0;
    }

    /// <summary>Sets the root of a kink, or says that it has none up to an end.</summary>
    public void Expect(int kink, SweepPoint? point, double end)
    {
        if (point is { } p && p.Approximation <= end)
        {
            Schedule(kink, p);
        }
        else
        {
            Cancel(kink);
        }
    }

    /// <summary>Says that a kink has no root.</summary>
    public void Cancel(int kink)
    {
        int place = _place[kink] - 1;
        if (place < 0)
        {
            return;
        }

        _place[kink] = 0;
        int last = _heap[--_count];
        if (last != kink)
        {
            Down(Up(place, last), last);
        }
    }

    private int Up(int place, int kink)
    {
        while (place > 0)
        {
            int parent = (place - 1) / 2;
            if (!_points[kink].IsBelow(_points[_heap[parent]]))
            {
                break;
            }

            Put(place, _heap[parent]);
            place = parent;
        }

        Put(place, kink);
        return place;
    }

    private void Down(int place, int kink)
    {
        for (int child = (2 * place) + 1; child < _count; child = (2 * place) + 1)
        {
            if (child + 1 < _count && _points[_heap[child + 1]].IsBelow(_points[_heap[child]]))
            {
                child++;
            }

            if (!_points[_heap[child]].IsBelow(_points[kink]))
            {
                break;
            }

            Put(place, _heap[child]);
            place = child;
        }

        Put(place, kink);
    }

    private void Put(int place, int kink)
    {
        _heap[place] = kink;
        _place[kink] = place + 1;
    }
}
