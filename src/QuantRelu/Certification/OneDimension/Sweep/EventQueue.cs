using System.Numerics;

namespace QuantRelu.Certification.OneDimension.Sweep;

/// <summary>The next root of each kink that has one, the least first: a heap in which a kink is found by its number.</summary>
internal sealed class EventQueue<T>(int kinks)
    where T : struct, IBinaryInteger<T>
{
    private const int FewestEvents = 16;

    // Where a kink is in the heap, plus 1; 0 for nowhere.
    private readonly int[] _place = new int[kinks];
    private int[] _heap = new int[FewestEvents];
    private SweepPoint<T>[] _points = new SweepPoint<T>[FewestEvents];
    private int _count;

    /// <summary>The kink with the least root; -1 when there is none.</summary>
    public int First => _count > 0 ? _heap[0] : -1;

    /// <summary>The least root, when there is one.</summary>
    public ref readonly SweepPoint<T> FirstPoint => ref _points[0];

    /// <summary>Says that no kink has a root.</summary>
    public void Clear()
    {
        foreach (int kink in _heap.AsSpan(0, _count))
        {
            _place[kink] = 0;
        }

        _count = 0;
    }

    /// <summary>Sets the next root of a kink that has a form of some sign on the right of a place, or says that it has none up to an end.</summary>
    /// <exception cref="OverflowException">The integers are too small for the root.</exception>
    public void Expect(int kink, int sign, in AffineForm<T> form, double end)
    {
        if (SweepPoint<T>.TryRootAfter(sign, form, out SweepPoint<T> root) && root.Approximation <= end)
        {
            Expect(kink, root);
        }
        else
        {
            Cancel(kink);
        }
    }

    /// <summary>Sets the root of a kink.</summary>
    public void Expect(int kink, in SweepPoint<T> point)
    {
        int place = _place[kink] - 1;
        if (place < 0)
        {
            if (_count == _heap.Length)
            {
                Array.Resize(ref _heap, 2 * _count);
                Array.Resize(ref _points, 2 * _count);
            }

            place = _count++;
        }

        Down(Up(place, kink, point), kink, point);
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
            SweepPoint<T> point = _points[_count];
            Down(Up(place, last, point), last, point);
        }
    }

    private int Up(int place, int kink, in SweepPoint<T> point)
    {
        while (place > 0)
        {
            int parent = (place - 1) / 2;
            if (!point.IsBelow(_points[parent]))
            {
                break;
            }

            Put(place, _heap[parent], _points[parent]);
            place = parent;
        }

        Put(place, kink, point);
        return place;
    }

    private void Down(int place, int kink, in SweepPoint<T> point)
    {
        for (int child = (2 * place) + 1; child < _count; child = (2 * place) + 1)
        {
            if (child + 1 < _count && _points[child + 1].IsBelow(_points[child]))
            {
                child++;
            }

            if (!_points[child].IsBelow(point))
            {
                break;
            }

            Put(place, _heap[child], _points[child]);
            place = child;
        }

        Put(place, kink, point);
    }

    private void Put(int place, int kink, in SweepPoint<T> point)
    {
        (_heap[place], _points[place], _place[kink]) = (kink, point, place + 1);
    }
}
