using System.Numerics;

namespace QuantRelu.Certification.OneDimension;

/// <summary>A <see cref="ScaledRow{T}"/> over enclosures.</summary>
internal sealed class EnclosedRow
{
    private readonly (int Value, double Coefficient)[] _terms;
    private readonly (int Slot, int Value, double Multiplier)[] _open;
    private readonly OneNumberSum[] _sums;
    private readonly double _constant;

    /// <summary>The row with its integers rounded to doubles; the sums replace terms.</summary>
    public EnclosedRow((int Value, double Coefficient)[] terms, (int Slot, int Value, double Multiplier)[] open, OneNumberSum[] sums, double constant) =>
        (_terms, _open, _sums, _constant) = (terms, open, sums, constant);

    /// <summary>The row's enclosure, given those of the values, and of those that are rectified before they are.</summary>
    /// <remarks>A sum of n products of rounded numbers errs by less than (n + 4)·2^-53 times the sum of their magnitudes.</remarks>
    public Enclosure Evaluate(ReadOnlySpan<Enclosure> values, ReadOnlySpan<Enclosure> raw, ReadOnlySpan<ushort> codes, ReadOnlySpan<double> weights, double reach)
    {
        double value = _constant, slope = 0, radius = 0, size = Math.Abs(_constant);
        foreach ((int number, double coefficient) in _terms)
        {
            Enclosure v = values[number];
            value += coefficient * v.Value;
            slope += coefficient * v.Slope;
            radius += Math.Abs(coefficient) * v.Radius;
            size += Math.Abs(coefficient) * (Math.Abs(v.Value) + (Math.Abs(v.Slope) * reach) + v.Radius);
        }

        foreach ((int slot, int number, double multiplier) in _open)
        {
            double coefficient = multiplier * weights[codes[slot]];
            Enclosure v = number == OpenTerm.One ? new Enclosure(1, 0, 0) : values[number];
            value += coefficient * v.Value;
            slope += coefficient * v.Slope;
            radius += Math.Abs(coefficient) * v.Radius;
            size += Math.Abs(coefficient) * (Math.Abs(v.Value) + (Math.Abs(v.Slope) * reach) + v.Radius);
        }

        foreach (OneNumberSum sum in _sums)
        {
            Enclosure v = sum.Enclose(raw[sum.Driver], reach);
            value += v.Value;
            slope += v.Slope;
            radius += v.Radius;
            size += Math.Abs(v.Value) + (Math.Abs(v.Slope) * reach) + v.Radius;
        }

        return new Enclosure(value, slope, radius + (Enclosure.Rounding * (_terms.Length + _open.Length + _sums.Length + 4) * size));
    }
}
