using System.Numerics;

namespace QuantRelu.Certification.OneDimension.Sweep;

/// <summary>A copy that is not off: the forms of its values and rows on the right of the place where a sweep is.</summary>
internal sealed class SweepCopy
{
    private readonly SweepBlock _block;
    private readonly AffineForm<long>[] _values;
    private readonly AffineForm<long>[] _rows;
    private readonly AffineForm<long>[] _told;
    private readonly ulong[] _dirty;
    private int _firstKink;
    private int _word;

    /// <summary>Room for a copy of a block.</summary>
    public SweepCopy(SweepBlock block)
    {
        _block = block;
        _values = new AffineForm<long>[block.Inputs + block.Kinks];
        _rows = new AffineForm<long>[block.Kinks + block.Outputs];
        _told = new AffineForm<long>[block.Outputs];
        _dirty = new ulong[(_rows.Length + 63) / 64];
    }

    /// <summary>The block.</summary>
    public SweepBlock Block => _block;

    /// <summary>Becomes a copy with its inputs as they are.</summary>
    /// <param name="place">The copy.</param>
    /// <param name="units">The forms of all units.</param>
    /// <exception cref="OverflowException">The integers are too small.</exception>
    public void Begin(CopyPlace place, ReadOnlySpan<AffineForm<long>> units)
    {
        (_firstKink, _word) = (place.FirstKink, 0);
        _values.AsSpan().Clear();
        _told.AsSpan().Clear();
        _block.Constants.CopyTo(_rows);
        for (int row = 0; row < _rows.Length; row++)
        {
            Touch(row);
        }

        for (int i = 0; i < place.Sources.Length; i++)
        {
            Change(i, units[place.Sources[i]]);
        }
    }

    /// <summary>Says that a row, by its number in the block, may have another sign: a kink is at its root.</summary>
    public void Touch(int row) => _dirty[row / 64] |= 1UL << (row % 64);

    /// <summary>Changes the form of a value, by its number in the block; an input is changed from outside.</summary>
    /// <exception cref="OverflowException">The integers are too small.</exception>
    public void Change(int value, AffineForm<long> form)
    {
        AffineForm<long> before = _values[value];
        if (form == before)
        {
            return;
        }

        _values[value] = form;
        AffineForm<long> change = form.Plus(-1, before);
        foreach ((int row, long coefficient) in _block.Readers(value))
        {
            _rows[row] = _rows[row].Plus(coefficient, change);
            Touch(row);
        }
    }

    /// <summary>Finds the signs that the kinks that were touched have on the right of a point, and goes on to what reads them.</summary>
    /// <param name="at">The point.</param>
    /// <param name="end">No root above this is looked for.</param>
    /// <param name="events">Is told the next root of each.</param>
    /// <exception cref="OverflowException">The integers are too small.</exception>
    public void Advance(in SweepPoint at, double end, EventQueue events)
    {
        while (NextTouched(_block.Kinks) is >= 0 and int kink)
        {
            AffineForm<long> form = _rows[kink];
            int sign = at.SignAfter(form);
            events.Expect(_firstKink + kink, SweepPoint.RootAfter(sign, form), end);
            Change(_block.Inputs + kink, sign > 0 ? form : default);
        }
    }

    /// <summary>After all kinks were gone through, an output whose form is another than what was told of it; false when there is none.</summary>
    public bool TryTell(out int output, out AffineForm<long> before, out AffineForm<long> now)
    {
        while (NextTouched(_rows.Length) is >= 0 and int row)
        {
            output = row - _block.Kinks;
            (before, now) = (_told[output], _rows[row]);
            _told[output] = now;
            if (before != now)
            {
                return true;
            }
        }

        (output, before, now) = (-1, default, default);
        return false;
    }

    /// <summary>What was told of the outputs.</summary>
    public ReadOnlySpan<AffineForm<long>> Told => _told;

    // The first row below a number that was touched, which it is not any more; -1 for none. A kink touches only what stands behind it.
    private int NextTouched(int below)
    {
        for (; _word < _dirty.Length; _word++)
        {
            if (_dirty[_word] != 0)
            {
                int row = (64 * _word) + BitOperations.TrailingZeroCount(_dirty[_word]);
                if (row >= below)
                {
                    return -1;
                }

                _dirty[_word] &= _dirty[_word] - 1;
                return row;
            }
        }

        _word = 0;
        return -1;
    }
}
