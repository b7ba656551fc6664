using System.Numerics;

namespace QuantRelu.Analysis.Regions;

/// <summary>
/// What is known of a network on a cell on which some kinks have two signs, without cutting it: one affine form that it is near to. Each such kink is taken
/// to be on, or off, whichever is less wrong, and intervals around the forms hold what is.
/// </summary>
/// <remarks>
/// Let kink i be V = max(F, 0), and F - A in [l, h] on the cell with l ≤ 0 ≤ h for its exact form A as the walk has it, with values in [m, M] there. If
/// m + l ≥ 0, V - A is F - A; if M + h ≤ 0, V is 0; otherwise V - A is in [l, max(h, -m)] where it is taken to be on, and V in [0, M + h] where it is taken
/// to be off. The intervals of those that read it are sums of multiples of these. All of them hold 0, so that no sum of doubles cancels: every bound errs by
/// less than 2^-51 of itself in each operation, and is made larger by 2^-50.
/// </remarks>
internal sealed class Relaxation<TInteger>(WalkState<TInteger> state, int levels)
    where TInteger : struct, IBinaryInteger<TInteger>
{
    private const double Wider = 1 + (1.0 / (1L << 50));

    // Middles beyond are not taken out.
    private const double MostMiddle = 1L << 60;
    private readonly double[] _low = new double[state.Count];
    private readonly double[] _high = new double[state.Count];
    private readonly bool[] _isTouched = new bool[state.Count];
    private readonly List<int>[] _touched = [.. Enumerable.Range(0, levels).Select(_ => new List<int>())];

    /// <summary>How much was done.</summary>
    public long Work { get; private set; }

    /// <summary>A form that the output is near to on a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="level">The kinks of all levels before are decided on it.</param>
    /// <param name="open">The kinks of this level that are not; they and all of higher levels are left on or off.</param>
    /// <returns>The form, and how far the output is from it at most.</returns>
    /// <exception cref="OverflowException">The integers are too small for a form.</exception>
    public (SpaceForm<TInteger> Form, double Radius) Of(ConvexCell cell, int level, ReadOnlySpan<int> open)
    {
        foreach (int kink in open)
        {
            Relax(kink, cell);
        }

        for (int l = level; l < levels - 1; l++)
        {
            if (l > level)
            {
                RelaxAll(l, cell);
            }

            state.Pass(l);
            Spread(l);
        }

        int output = state.Count - 1;
        double middle = Math.Round((_low[output] + _high[output]) / 2);
        middle = Math.Abs(middle) <= MostMiddle ? middle : 0;
        double radius = Math.Max(_high[output] - middle, middle - _low[output]) * Wider;
        SpaceForm<TInteger> form = state[output];
        form = form with { One = checked(form.One + TInteger.CreateChecked((long)middle)) };
        Forget();
        return (form, radius);
    }

    private void RelaxAll(int level, ConvexCell cell)
    {
        state.Refresh(level);
        ReadOnlySpan<int> bent = state.Bent(level);
        Work += bent.Length;
        foreach (int kink in bent)
        {
            Relax(kink, cell);
        }

        foreach (int kink in _touched[level])
        {
            if (state.IsStraight(kink))
            {
                RelaxStraight(kink);
            }
        }
    }

    // A kink whose form is not constant.
    private void Relax(int kink, ConvexCell cell)
    {
        (double low, double high) = (_low[kink], _high[kink]);
        (double least, double most) = state.BoxRange(kink, cell);
        if (!(least + low >= 0) && !(most + high <= 0))
        {
            Work += cell.Vertices.Length;
            (least, most) = state.VertexRange(kink, cell);
        }

        bool isOn = least + low >= 0 || (!(most + high <= 0) && Math.Max(high, -least) - low < most + high);
        state.Set(kink, isOn);
        Leave(kink, isOn, least, most);
    }

    // A kink whose form is constant is on or off by its sign; nothing sets it otherwise.
    private void RelaxStraight(int kink)
    {
        double one = double.CreateTruncating(state[kink].One), doubt = Math.Abs(one) * (Wider - 1);
        Leave(kink, one > 0, one - doubt, one + doubt);
    }

    private void Leave(int kink, bool isOn, double least, double most)
    {
        (double low, double high) = (_low[kink], _high[kink]);
        (low, high) = isOn ? (low, least + low >= 0 ? high : Math.Max(high, -least)) : (0, Math.Max(0, (most + high) * Wider));
        if (low != 0 || high != 0 || _isTouched[kink])
        {
            Touch(kink);
            (_low[kink], _high[kink]) = (low, high);
        }
    }

    private void Spread(int level)
    {
        foreach (int kink in _touched[level])
        {
            (double low, double high) = (_low[kink], _high[kink]);
            if (low == 0 && high == 0)
            {
                continue;
            }

            ReadOnlySpan<(int Reader, TInteger Weight)> readers = state.ReadersOf(kink);
            Work += readers.Length;
            foreach ((int reader, TInteger weight) in readers)
            {
                double w = double.CreateTruncating(weight);
                Touch(reader);
                (double below, double above) = w > 0 ? (w * low, w * high) : (w * high, w * low);
                _low[reader] = (_low[reader] + below) * Wider;
                _high[reader] = (_high[reader] + above) * Wider;
            }
        }
    }

    private void Touch(int kink)
    {
        if (!_isTouched[kink])
        {
            _isTouched[kink] = true;
            _touched[state.LevelOf(kink)].Add(kink);
        }
    }

    private void Forget()
    {
        foreach (List<int> touched in _touched)
        {
            foreach (int kink in touched)
            {
                (_low[kink], _high[kink], _isTouched[kink]) = (0, 0, false);
            }

            touched.Clear();
        }
    }
}
