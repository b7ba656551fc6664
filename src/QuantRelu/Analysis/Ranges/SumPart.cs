using QuantRelu.Analysis.Functions;

namespace QuantRelu.Analysis.Ranges;

/// <summary>The terms of a sum that are functions of one root, and their total.</summary>
internal sealed class SumPart
{
    private readonly List<(Rational Factor, RangedValue Value)> _terms = [];

    /// <summary>A part with one term.</summary>
    public SumPart(Rational factor, RangedValue value)
    {
        _terms.Add((factor, value));
        Total = value with { Shape = factor * value.Shape!, Band = factor * value.Band, Range = factor * value.Range };
    }

    /// <summary>The sum of the terms.</summary>
    public RangedValue Total { get; private set; }

    /// <summary>Where the total lies.</summary>
    public ValueRange Range => Total.Range.Meet(Total.Shape!.Range + Total.Band);

    /// <summary>Adds a term with the same root.</summary>
    public void Add(Rational factor, RangedValue value)
    {
        _terms.Add((factor, value));
        Total = Total with
        {
            Shape = Total.Shape! + (factor * value.Shape!),
            Band = Total.Band + (factor * value.Band),
            Range = Total.Range + (factor * value.Range),
        };
    }

    /// <summary>The part as a sum of atoms, without <see cref="Constant"/>.</summary>
    public LinearSum Form(RootTable roots) => Total.IsLinear
        ? roots.FormOf(Total)
        : LinearSum.Of(_terms.Select(t => (t.Factor, roots.FormOf(t.Value))));

    /// <summary>The constant of the part.</summary>
    public Rational Constant(RootTable roots) => Total.IsLinear
        ? roots.ConstantOf(Total)
        : _terms.Aggregate((Rational)0, (sum, t) => sum + (t.Factor * roots.ConstantOf(t.Value)));
}
