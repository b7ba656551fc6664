using System.Numerics;

namespace QuantRelu.Certification.OneDimension.Sweep;

/// <summary>A copy that is not off: the forms of its values and rows on the right of the place where a sweep is.</summary>
internal sealed class SweepCopy<T>
    where T : struct, IBinaryInteger<T>
{
    private SweepBlock<T> _block;
    private readonly AffineForm<T>[] _values;
    private readonly AffineForm<T>[] _rows;
    private readonly AffineForm<T>[] _told;
    private readonly ulong[] _dirty;
    private int _firstKink;
    private int _word;

    // How many inputs are not constant.
    private int _moving;

    /// <summary>Room for a copy of a block, or another block of its shape.</summary>
    public SweepCopy(SweepBlock<T> block)
    {
        _block = block;
        _values = new AffineForm<T>[block.Inputs + block.Kinks];
        _rows = new AffineForm<T>[block.Kinks + block.Outputs];
        _told = new AffineForm<T>[block.Outputs];
        _dirty = new ulong[(_rows.Length + 63) / 64];
    }

    /// <summary>True when all inputs are constant on the right: then nothing in it changes before one of them does.</summary>
    public bool IsAtRest => _moving == 0;

    /// <summary>Becomes a copy with its inputs as they are.</summary>
    /// <param name="block">The block.</param>
    /// <param name="firstKink">The number of its first kink among all of the network.</param>
    /// <param name="sources">The units that it reads.</param>
    /// <param name="units">The forms of all units.</param>
    /// <exception cref="OverflowException">The integers are too small.</exception>
    public void Begin(SweepBlock<T> block, int firstKink, ReadOnlySpan<int> sources, ReadOnlySpan<AffineForm<T>> units)
    {
        (_block, _firstKink, _word, _moving) = (block, firstKink, 0, 0);
        _values.AsSpan().Clear();
        _told.AsSpan().Clear();
        _block.Constants.CopyTo(_rows);
        _dirty.AsSpan().Fill(ulong.MaxValue);
        if (_rows.Length % 64 > 0)
        {
            _dirty[^1] = (1UL << (_rows.Length % 64)) - 1;
        }

        for (int i = 0; i < sources.Length; i++)
        {
            ChangeInput(i, units[sources[i]]);
        }
    }

    /// <summary>Says that a row, by its number in the block, may have another sign: a kink is at its root.</summary>
    public void Touch(int row) => _dirty[row / 64] |= 1UL << (row % 64);

    /// <summary>Changes the form of an input.</summary>
    /// <exception cref="OverflowException">The integers are too small.</exception>
    public void ChangeInput(int input, in AffineForm<T> form)
    {
        _moving += (T.IsZero(_values[input].Slope) ? 1 : 0) - (T.IsZero(form.Slope) ? 1 : 0);
        Change(input, form);
    }

    /// <summary>Finds the signs that the kinks that were touched have on the right of a point, and goes on to what reads them.</summary>
    /// <param name="at">The point.</param>
    /// <param name="end">No root above this is looked for.</param>
    /// <param name="events">Is told the next root of each.</param>
    /// <exception cref="OverflowException">The integers are too small.</exception>
    public void Advance(in SweepPoint<T> at, double end, EventQueue<T> events)
    {
        while (NextTouched(_block.Kinks) is >= 0 and int kink)
        {
            ref readonly AffineForm<T> form = ref _rows[kink];
            int sign = at.SignAfter(form);
            events.Expect(_firstKink + kink, sign, form, end);
            Change(_block.Inputs + kink, sign > 0 ? form : default);
        }
    }

    /// <summary>After all kinks were gone through, an output whose form is another than what was told of it; false when there is none.</summary>
    public bool TryTell(out int output, out AffineForm<T> before, out AffineForm<T> now)
    {
        while (NextTouched(_rows.Length) is >= 0 and int row)
        {
            output = row - _block.Kinks;
            (before, now) = (_told[output], _rows[row]);
            if (before != now)
            {
                _told[output] = now;
                return true;
            }
        }

        (output, before, now) = (-1, default, default);
        return false;
    }

    /// <summary>What was told of the outputs.</summary>
    public ReadOnlySpan<AffineForm<T>> Told => _told;

    private void Change(int value, in AffineForm<T> form)
    {
        ref AffineForm<T> known = ref _values[value];
        if (form == known)
        {
            return;
        }

        AffineForm<T> change = form.Minus(known);
        known = form;
        foreach (ref readonly (int Row, T Coefficient) reader in _block.Readers(value))
        {
            ref AffineForm<T> row = ref _rows[reader.Row];
            row = row.Plus(reader.Coefficient, change);
            Touch(reader.Row);
        }
    }

    // The first row below a number that was touched, which it is not any more; -1 for none. A kink touches only what stands behind it.
    private int NextTouched(int below)
    {
        for (; _word < _dirty.Length; _word++)
        {
            ulong word = _dirty[_word];
            if (word != 0)
            {
                int row = (64 * _word) + BitOperations.TrailingZeroCount(word);
                if (row >= below)
                {
                    return -1;
                }

                _dirty[_word] = word & (word - 1);
                return row;
            }
        }

        _word = 0;
        return -1;
    }
}
