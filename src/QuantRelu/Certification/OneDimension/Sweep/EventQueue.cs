using System.Numerics;
using System.Runtime.CompilerServices;

namespace QuantRelu.Certification.OneDimension.Sweep;

/// <summary>The next root of each kink that has one, the least first: a heap in which a kink is found by its number.</summary>
internal sealed class EventQueue<T>(int kinks)
    where T : struct, IBinaryInteger<T>
{
    private const int FewestEvents = 16;

    // The number of a kink's event, plus 1; 0 for none.
    private readonly int[] _event = new int[kinks];

    // Of each event: its kink, its root, and where it is in the heap. Numbers of events that are over are used again.
    private int[] _kink = new int[FewestEvents];
    private SweepPoint<T>[] _root = new SweepPoint<T>[FewestEvents];
    private int[] _place = new int[FewestEvents];
    private int[] _free = new int[FewestEvents];
    private Entry[] _heap = new Entry[FewestEvents];
    private int _count;
    private int _freeCount;
    private int _known;

    /// <summary>The kink with the least root; -1 when there is none.</summary>
    public int First => _count > 0 ? _kink[_heap[0].Number] : -1;

    /// <summary>The least root, when there is one.</summary>
    public ref readonly SweepPoint<T> FirstPoint => ref _root[_heap[0].Number];

    /// <summary>Says that no kink has a root.</summary>
    public void Clear()
    {
        foreach (Entry entry in _heap.AsSpan(0, _count))
        {
            _event[_kink[entry.Number]] = 0;
        }

        (_count, _freeCount, _known) = (0, 0, 0);
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
    public void Expect(int kink, in SweepPoint<T> root)
    {
        int number = _event[kink] - 1;
        if (number >= 0)
        {
            _root[number] = root;
            var changed = new Entry(root.Approximation, number);
            Down(Up(_place[number], changed), changed);
            return;
        }

        number = _freeCount > 0 ? _free[--_freeCount] : Begun();
        (_event[kink], _kink[number], _root[number]) = (number + 1, kink, root);
        Up(_count++, new Entry(root.Approximation, number));
    }

    /// <summary>Says that a kink has no root.</summary>
    public void Cancel(int kink)
    {
        int number = _event[kink] - 1;
        if (number < 0)
        {
            return;
        }

        _event[kink] = 0;
        _free[_freeCount++] = number;
        Entry last = _heap[--_count];
        if (last.Number != number)
        {
            // The last one belongs near the leaves: the hole sinks there before it is compared with anything.
            Up(Sunk(_place[number]), last);
        }
    }

    private int Begun()
    {
        if (_known == _kink.Length)
        {
            int room = 2 * _known;
            Array.Resize(ref _kink, room);
            Array.Resize(ref _root, room);
            Array.Resize(ref _place, room);
            Array.Resize(ref _free, room);
            Array.Resize(ref _heap, room);
        }

        return _known++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsBelow(in Entry a, in Entry b)
    {
        double difference = b.Key - a.Key;
        return Math.Abs(difference) > SweepPoint<T>.Doubt ? difference > 0 : _root[a.Number].IsBelow(_root[b.Number]);
    }

    private int Up(int place, Entry entry)
    {
        Entry[] heap = _heap;
        while (place > 0)
        {
            int parent = (place - 1) / 2;
            if (!IsBelow(entry, heap[parent]))
            {
                break;
            }

            Put(place, heap[parent]);
            place = parent;
        }

        Put(place, entry);
        return place;
    }

    private void Down(int place, Entry entry)
    {
        Entry[] heap = _heap;
        for (int child = (2 * place) + 1; child < _count; child = (2 * place) + 1)
        {
            child += child + 1 < _count && IsBelow(heap[child + 1], heap[child]) ? 1 : 0;
            if (!IsBelow(heap[child], entry))
            {
                break;
            }

            Put(place, heap[child]);
            place = child;
        }

        Put(place, entry);
    }

    // Where a hole comes to that sinks below the lesser of its children.
    private int Sunk(int place)
    {
        Entry[] heap = _heap;
        for (int child = (2 * place) + 1; child < _count; child = (2 * place) + 1)
        {
            child += child + 1 < _count && IsBelow(heap[child + 1], heap[child]) ? 1 : 0;
            Put(place, heap[child]);
            place = child;
        }

        return place;
    }

    private void Put(int place, in Entry entry)
    {
        _heap[place] = entry;
        _place[entry.Number] = place;
    }

    private readonly record struct Entry(double Key, int Number);
}
