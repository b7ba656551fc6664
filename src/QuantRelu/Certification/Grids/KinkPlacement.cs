using System.Numerics;
using QuantRelu.Analysis.Regions;

namespace QuantRelu.Certification.Grids;

/// <summary>
/// Puts kinks that have one sign on a box in where they are read. Which ones have is decided in exact arithmetic, with 2^31 times all values; doubles
/// decide first where they are certain.
/// </summary>
/// <remarks>
/// A row's range is from f(c) + Σ min(w_j, 0) M_j to f(c') + Σ max(w_j, 0) M_j with the corners c, c' at which the form f is least and greatest and the
/// upper bounds M_j of kinks. In doubles n such terms err by less than (n + 16)·2^-52 of the magnitudes, and by what the M_j err.
/// </remarks>
internal sealed class KinkPlacement<TWhole, TWide>
    where TWhole : struct, IBinaryInteger<TWhole>
    where TWide : struct, IBinaryInteger<TWide>
{
    private const int Places = 31;
    private const double Epsilon = 1.0 / (1L << 52);
    private readonly double[] _low;
    private readonly double[] _high;
    private readonly List<KinkRow<TWhole>> _kinks = [];
    private readonly List<NearRange> _near = [];
    private readonly List<TWide?> _most = [];
    private readonly List<int> _touched = [];
    private TWhole[] _weights = new TWhole[64];

    /// <summary>Prepares a box.</summary>
    /// <param name="low">The lower ends, multiples of 2^-31.</param>
    /// <param name="high">The upper ends.</param>
    public KinkPlacement(double[] low, double[] high) => (_low, _high) = (low, high);

    /// <summary>The kinks that are left, of which functions depend on all, and the functions of them.</summary>
    /// <exception cref="OverflowException">The integers are too small for what is put in.</exception>
    public (KinkRow<TWhole>[] Kinks, KinkRow<TWhole>[] Functions) Placed(
        KinkRow<TWhole>[] rows, bool[] rectified, KinkRow<TWhole>[] functions)
    {
        var values = new KinkRow<TWhole>[rows.Length];
        for (int i = 0; i < values.Length; i++)
        {
            KinkRow<TWhole> row = Sum(rows[i], values);
            values[i] = rectified[i] ? Rectified(row) : row;
        }

        return Read(Array.ConvertAll(functions, f => Sum(f, values)));
    }

    private KinkRow<TWhole> Rectified(KinkRow<TWhole> row)
    {
        NearRange near = NearOf(row);
        bool isKink = near.Least < -near.Doubt && near.Most > near.Doubt;
        if (!isKink)
        {
            bool isOn = near.Least > near.Doubt, isOff = near.Most < -near.Doubt;
            if (isOn || (!isOff && RangeOf(row).Least >= TWide.Zero))
            {
                return row;
            }

            if (isOff || RangeOf(row).Most <= TWide.Zero)
            {
                return new KinkRow<TWhole>(default, []);
            }
        }

        _kinks.Add(row);
        _near.Add(near);
        _most.Add(null);
        return new KinkRow<TWhole>(default, [(_kinks.Count - 1, TWhole.One)]);
    }

    private KinkRow<TWhole> Sum(KinkRow<TWhole> row, KinkRow<TWhole>[] values)
    {
        if (_weights.Length < _kinks.Count)
        {
            Array.Resize(ref _weights, 2 * _kinks.Count);
        }

        SpaceForm<TWhole> form = row.Form;
        foreach ((int kink, TWhole weight) in row.Terms)
        {
            ref KinkRow<TWhole> value = ref values[kink];
            form = form.Plus(weight, value.Form);
            foreach ((int k, TWhole w) in value.Terms)
            {
                if (TWhole.IsZero(_weights[k]))
                {
                    _touched.Add(k);
                }

                _weights[k] = checked(_weights[k] + (weight * w));
            }
        }

        return new KinkRow<TWhole>(form, Touched());
    }

    // One that was 0 in between is there twice.
    private (int Kink, TWhole Weight)[] Touched()
    {
        int count = 0;
        foreach (int k in _touched)
        {
            count += TWhole.IsZero(_weights[k]) ? 0 : 1;
        }

        var terms = count == 0 ? [] : new (int, TWhole)[count];
        count = 0;
        foreach (int k in _touched)
        {
            if (!TWhole.IsZero(_weights[k]))
            {
                terms[count++] = (k, _weights[k]);
                _weights[k] = TWhole.Zero;
            }
        }

        _touched.Clear();
        return count == terms.Length ? terms : terms[..count];
    }

    private NearRange NearOf(KinkRow<TWhole> row)
    {
        double least = Near(row.Form.One), most = least, size = Math.Abs(least), doubt = 0;
        for (int k = 0; k < _low.Length; k++)
        {
            double c = Near(Coefficient(row.Form, k)), a = c * _low[k], b = c * _high[k];
            least += Math.Min(a, b);
            most += Math.Max(a, b);
            size += Math.Abs(c);
        }

        foreach ((int kink, TWhole weight) in row.Terms)
        {
            double w = Near(weight), reach = w * _near[kink].Most;
            least += Math.Min(reach, 0);
            most += Math.Max(reach, 0);
            size += Math.Abs(reach);
            doubt += Math.Abs(w) * _near[kink].Doubt;
        }

        return new NearRange(least, most, (doubt + ((row.Terms.Length + 16) * Epsilon * size)) * (1 + ((row.Terms.Length + 16) * Epsilon)));
    }

    private (TWide Least, TWide Most) RangeOf(KinkRow<TWhole> row)
    {
        TWide least = checked(TWide.CreateChecked(row.Form.One) * TWide.CreateChecked(1L << Places)), most = least;
        for (int k = 0; k < _low.Length; k++)
        {
            TWide c = TWide.CreateChecked(Coefficient(row.Form, k)), a = checked(c * Scaled(_low[k])), b = checked(c * Scaled(_high[k]));
            (least, most) = checked((least + TWide.Min(a, b), most + TWide.Max(a, b)));
        }

        foreach ((int kink, TWhole weight) in row.Terms)
        {
            TWide reach = checked(TWide.CreateChecked(weight) * MostOf(kink));
            (least, most) = checked((least + TWide.Min(reach, TWide.Zero), most + TWide.Max(reach, TWide.Zero)));
        }

        return (least, most);
    }

    private TWide MostOf(int kink) => _most[kink] ??= RangeOf(_kinks[kink]).Most;

    private static TWhole Coefficient(SpaceForm<TWhole> form, int axis) => axis == 0 ? form.X : axis == 1 ? form.Y : form.Z;

    private static TWide Scaled(double end) => TWide.CreateChecked((long)(end * (1L << Places)));

    private static double Near(TWhole value) => double.CreateTruncating(value);

    // The kinks that functions depend on.
    private (KinkRow<TWhole>[] Kinks, KinkRow<TWhole>[] Functions) Read(KinkRow<TWhole>[] functions)
    {
        int[] number = new int[_kinks.Count];
        foreach (KinkRow<TWhole> function in functions)
        {
            Mark(function, number);
        }

        int count = 0;
        for (int i = number.Length - 1; i >= 0; i--)
        {
            if (number[i] != 0)
            {
                Mark(_kinks[i], number);
                count++;
            }
        }

        var kinks = new KinkRow<TWhole>[count];
        count = 0;
        for (int i = 0; i < number.Length; i++)
        {
            if (number[i] != 0)
            {
                kinks[count] = Renumbered(_kinks[i], number);
                number[i] = count++;
            }
        }

        return (kinks, Array.ConvertAll(functions, f => Renumbered(f, number)));
    }

    private static void Mark(KinkRow<TWhole> row, int[] read)
    {
        foreach ((int kink, _) in row.Terms)
        {
            read[kink] = 1;
        }
    }

    private static KinkRow<TWhole> Renumbered(KinkRow<TWhole> row, int[] number) =>
        row with { Terms = Array.ConvertAll(row.Terms, t => (number[t.Kink], t.Weight)) };

    /// <summary>A range in doubles whose ends err by at most a doubt.</summary>
    private readonly record struct NearRange(double Least, double Most, double Doubt);
}
