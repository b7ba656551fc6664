using System.Numerics;

namespace QuantRelu.Certification.OneDimension.Sweep;

/// <summary>
/// Goes through the linear pieces of a network with one input from left to right. Every kink has an affine form that holds on the right of the current
/// place, and a sign there; the next place is the least root of all forms. There only the kinks that are 0 change their sign, and only what reads them,
/// directly or not, changes its form, by a difference that is passed on: a piece costs what changes at its end, not what the network has. Copies all of whose
/// inputs are constant are at rest: nothing is kept of them until one of these changes, since their state follows from the inputs.
/// </summary>
/// <remarks>
/// Why this is exact: all values are continuous, so that a form that changes at t keeps its value there. A kink that is not 0 at t has the same sign on
/// both sides; one that is 0 there either has its root at t, or its form changed, and then the sign on the right is that of the slope. All forms are
/// integers with checked arithmetic, and roots are compared as fractions where doubles do not decide.
/// </remarks>
internal sealed class PieceSweep<T>
    where T : struct, IBinaryInteger<T>
{
    private readonly SweepNetwork<T> _network;
    private readonly AffineForm<T>[] _units;
    private readonly AffineForm<T>[] _sums;
    private readonly SweepCopy<T>?[] _copies;

    // Room of copies that were turned off or came to rest, by its shape; and which copies are at rest.
    private readonly Stack<SweepCopy<T>>[] _free;
    private readonly bool[] _isAtRest;
    private readonly bool[] _isDue;
    private readonly List<int>[] _due;
    private readonly bool[] _isSumDue;
    private readonly List<int>[] _sumsDue;

    // How many of the gates of a copy are 0.
    private readonly int[] _closed;
    private readonly EventQueue<T> _events;
    private double _end;
    private SweepPoint<T> _at;

    /// <summary>Room for a sweep, which is to be begun.</summary>
    public PieceSweep(SweepNetwork<T> network)
    {
        _network = network;
        int stages = network.Scaled.Stages.Count;
        _units = new AffineForm<T>[network.Units];
        _sums = new AffineForm<T>[network.Units];
        _copies = new SweepCopy<T>?[network.Copies];
        _free = [.. Enumerable.Range(0, network.Arrays.Max(a => a.Shape) + 1).Select(_ => new Stack<SweepCopy<T>>())];
        _isAtRest = new bool[network.Copies];
        _closed = new int[network.Copies];
        _isDue = new bool[network.Copies];
        _isSumDue = new bool[network.Units];
        _due = [.. Enumerable.Range(0, stages).Select(_ => new List<int>())];
        _sumsDue = [.. Enumerable.Range(0, stages).Select(_ => new List<int>())];
        _events = new EventQueue<T>(network.Kinks);
    }

    /// <summary>Begins anew, also after an overflow.</summary>
    /// <param name="from">Where it begins.</param>
    /// <param name="end">No root above this is looked for.</param>
    /// <exception cref="OverflowException">The integers are too small; the sweep is of no use before it is begun anew.</exception>
    public void Begin(SweepPoint<T> from, double end)
    {
        (_at, _end) = (from, end);
        for (int c = 0; c < _copies.Length; c++)
        {
            if (_copies[c] is { } copy)
            {
                Leave(c, copy, ArrayOf(c));
            }
        }

        _events.Clear();
        _isAtRest.AsSpan().Clear();
        _isDue.AsSpan().Clear();
        _isSumDue.AsSpan().Clear();
        Array.ForEach(_due, d => d.Clear());
        Array.ForEach(_sumsDue, d => d.Clear());
        _units.AsSpan().Clear();
        _sums.AsSpan().Clear();
        _network.Gates.CopyTo(_closed);
        for (int c = 0; c < _closed.Length; c++)
        {
            if (_closed[c] == 0)
            {
                Call(c, ArrayOf(c).Stage);
            }
        }

        Set(0, 0, new AffineForm<T>(T.Zero, T.One));
        Propagate();
    }

    /// <summary>The form of the network's first output on the right of the current place.</summary>
    public ref readonly AffineForm<T> Output => ref _units[_network.Output];

    /// <summary>How many copies are neither off nor at rest.</summary>
    public int Moving => _copies.Count(copy => copy is not null);

    /// <summary>False when the network bends nowhere any more.</summary>
    public bool HasNext => _events.First >= 0;

    /// <summary>Where the network may bend next, if anywhere.</summary>
    public ref readonly SweepPoint<T> Next => ref _events.FirstPoint;

    /// <summary>Goes there.</summary>
    /// <exception cref="OverflowException">The integers are too small; the sweep is of no use before it is begun anew.</exception>
    public void Step()
    {
        _at = _events.FirstPoint;
        while (_events.First is >= 0 and int kink && !_at.IsBelow(_events.FirstPoint))
        {
            _events.Cancel(kink);
            if (_network.CopyOfKink(kink) is >= 0 and int c)
            {
                SweepArray<T> array = ArrayOf(c);
                _copies[c]!.Touch(kink - array.KinkOf(c));
                Call(c, array.Stage);
            }
            else
            {
                TouchSum(kink);
            }
        }

        Propagate();
    }

    private void TouchSum(int kink)
    {
        for (int s = 0; s < _due.Length; s++)
        {
            if (_network.IsRectifiedSum(s) && kink >= _network.FirstSum(s) && kink < _network.FirstSum(s) + _network.Scaled.Stages[s].Units)
            {
                CallSum(s, _network.FirstUnit(s) + kink - _network.FirstSum(s));
            }
        }
    }

    private void Propagate()
    {
        for (int s = 0; s < _due.Length; s++)
        {
            foreach (int c in _due[s])
            {
                _isDue[c] = false;
                Advance(c);
            }

            _due[s].Clear();
            foreach (int unit in _sumsDue[s])
            {
                _isSumDue[unit] = false;
                FinishSum(s, unit);
            }

            _sumsDue[s].Clear();
        }
    }

    private void Advance(int c)
    {
        SweepArray<T> array = ArrayOf(c);
        if (_closed[c] > 0)
        {
            TurnOff(c, array);
            return;
        }

        SweepCopy<T> copy = _copies[c] ??= Begun(c, array);
        copy.Advance(_at, _end, _events);
        while (copy.TryTell(out int output, out AffineForm<T> before, out AffineForm<T> now))
        {
            Tell(array, array.UnitOf(c) + output, before, now);
        }

        // Another weight in each copy makes it too dear to begin again.
        if (copy.IsAtRest && array.Shared is not null)
        {
            _isAtRest[c] = true;
            Leave(c, copy, array);
        }
    }

    private SweepArray<T> ArrayOf(int copy) => _network.Arrays[_network.ArrayOf(copy)];

    // A copy with its inputs as they are, of which nothing is told yet.
    private SweepCopy<T> Begun(int c, SweepArray<T> array)
    {
        SweepBlock<T> block = _network.BlockOf(array, c);
        SweepCopy<T> copy = _free[array.Shape].TryPop(out SweepCopy<T>? used) ? used : new SweepCopy<T>(block);
        copy.Begin(block, array.KinkOf(c), _network.Sources(array, c), _units);
        return copy;
    }

    // A copy that was at rest, with all as it was: its inputs are still what they were when everything was told of it.
    private SweepCopy<T> Woken(int c)
    {
        SweepCopy<T> copy = _copies[c] = Begun(c, ArrayOf(c));
        _isAtRest[c] = false;
        copy.Advance(_at, _end, _events);
        while (copy.TryTell(out _, out _, out _))
        {
        }

        return copy;
    }

    private void TurnOff(int c, SweepArray<T> array)
    {
        if (_copies[c] is not { } copy)
        {
            return;
        }

        for (int kink = 0; kink < array.Kinks; kink++)
        {
            _events.Cancel(array.KinkOf(c) + kink);
        }

        for (int o = 0; o < array.Outputs; o++)
        {
            if (!copy.Told[o].IsZero)
            {
                Tell(array, array.UnitOf(c) + o, copy.Told[o], default);
            }
        }

        Leave(c, copy, array);
    }

    private void Leave(int c, SweepCopy<T> copy, SweepArray<T> array)
    {
        _copies[c] = null;
        _free[array.Shape].Push(copy);
    }

    private void Tell(SweepArray<T> array, int unit, in AffineForm<T> before, in AffineForm<T> now)
    {
        if (array.Sums)
        {
            ref AffineForm<T> sum = ref _sums[unit];
            sum = sum.Plus(now.Minus(before));
            CallSum(array.Stage, unit);
        }
        else
        {
            Set(array.Stage + 1, unit, now);
        }
    }

    private void FinishSum(int stage, int unit)
    {
        AffineForm<T> form = _sums[unit];
        if (_network.IsRectifiedSum(stage))
        {
            int sign = _at.SignAfter(form);
            _events.Expect(_network.FirstSum(stage) + unit - _network.FirstUnit(stage), sign, form, _end);
            form = sign > 0 ? form : default;
        }

        if (form != _units[unit])
        {
            Set(stage + 1, unit, form);
        }
    }

    // The copies of a stage that read a unit; one that is off stays so unless the last of its gates opens, and one at rest begins from what was.
    private void Set(int stage, int unit, AffineForm<T> form)
    {
        int change = (form.IsZero ? 1 : 0) - (_units[unit].IsZero ? 1 : 0);
        foreach (CopyReader reader in _network.Readers(unit))
        {
            int c = reader.Copy;
            _closed[c] += reader.Gates * change;
            if ((_copies[c] ?? (_isAtRest[c] ? Woken(c) : null)) is { } copy)
            {
                copy.ChangeInput(reader.Input, form);
                Call(c, stage);
            }
            else if (_closed[c] == 0)
            {
                Call(c, stage);
            }
        }

        _units[unit] = form;
    }

    private void Call(int copy, int stage)
    {
        if (!_isDue[copy])
        {
            _isDue[copy] = true;
            _due[stage].Add(copy);
        }
    }

    private void CallSum(int stage, int unit)
    {
        if (!_isSumDue[unit])
        {
            _isSumDue[unit] = true;
            _sumsDue[stage].Add(unit);
        }
    }
}
