using QuantRelu.Analysis.Functions;

namespace QuantRelu.Analysis.Ranges;

/// <summary>The terms of a sum that are functions of one root, and their total.</summary>
internal sealed class SumPart
{
    private readonly List<(Rational Factor, RangedValue Value)> _terms = [];
    private RangedValue? _total;

    /// <summary>A part with one term.</summary>
    public SumPart(Rational factor, RangedValue value) => Add(factor, value);

    /// <summary>The sum of the terms.</summary>
    public RangedValue Total => _total ??= _terms.Count == 1 ? One(_terms[0].Factor, _terms[0].Value) : All();

    /// <summary>Where the total lies.</summary>
    public ValueRange Range => Total.Range.Meet(Total.Shape!.Range + Total.Band);

    /// <summary>Adds a term with the same root.</summary>
    public void Add(Rational factor, RangedValue value)
    {
        _terms.Add((factor, value));
        _total = null;
    }

    /// <summary>The part as a sum of atoms, without <see cref="Constant"/>.</summary>
    public LinearSum Form(RootTable roots) => Total.IsLinear
        ? roots.FormOf(Total)
        : LinearSum.Of(_terms.Select(t => (t.Factor, roots.FormOf(t.Value))));

    /// <summary>The constant of the part.</summary>
    public Rational Constant(RootTable roots) => Total.IsLinear
        ? roots.ConstantOf(Total)
        : _terms.Aggregate((Rational)0, (sum, t) => sum + (t.Factor * roots.ConstantOf(t.Value)));

    private static RangedValue One(Rational factor, RangedValue value) =>
        value with { Shape = factor * value.Shape!, Band = factor * value.Band, Range = factor * value.Range };

    // Together, as a sum of many shapes takes less than adding one after the other.
    private RangedValue All()
    {
        RangedValue[] terms = [.. _terms.Select(t => One(t.Factor, t.Value))];
        return terms[0] with
        {
            Shape = PiecewiseLinear.Sum([.. terms.Select(t => t.Shape!)]),
            Band = terms.Aggregate(default(ValueRange), (sum, t) => sum + t.Band),
            Range = terms.Aggregate(default(ValueRange), (sum, t) => sum + t.Range),
        };
    }
}
