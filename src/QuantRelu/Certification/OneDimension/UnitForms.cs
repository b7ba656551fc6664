using System.Numerics;

namespace QuantRelu.Certification.OneDimension;

/// <summary>The closed interval between two breakpoints.</summary>
internal readonly record struct Cell(Breakpoint Low, Breakpoint High)
{
    /// <summary>A double near the middle.</summary>
    public double Middle => (Low.Approximation + High.Approximation) / 2;
}

/// <summary>The affine forms of the units between two stages, as far as they are known on the current cell.</summary>
internal sealed class UnitForms<T>
    where T : struct, IBinaryInteger<T>
{
    private readonly AffineForm<T>[] _forms;
    private readonly bool[] _known;

    /// <summary>Forms of which none is known.</summary>
    public UnitForms(int units) => (_forms, _known) = (new AffineForm<T>[units], new bool[units]);

    private UnitForms(UnitForms<T> other) => (_forms, _known) = ((AffineForm<T>[])other._forms.Clone(), (bool[])other._known.Clone());

    /// <summary>The same forms, for another walk to change.</summary>
    public UnitForms<T> Clone() => new(this);

    /// <summary>The form of a unit that is known.</summary>
    public AffineForm<T> this[int unit] => _forms[unit];

    /// <summary>True when the unit is affine on the cell.</summary>
    public bool IsKnown(int unit) => _known[unit];

    /// <summary>Says that a unit is affine on the cell.</summary>
    public void Set(int unit, AffineForm<T> form)
    {
        _forms[unit] = form;
        _known[unit] = true;
    }

    /// <summary>Says that units are not known to be affine on the cell.</summary>
    public void Forget(int first, int count) => _known.AsSpan(first, count).Clear();
}
