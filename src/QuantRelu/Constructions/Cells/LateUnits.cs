using QuantRelu.Circuits;

namespace QuantRelu.Constructions.Cells;

/// <summary>Units of a circuit that stand as late as they can, and are halved, for one weight a layer, down to a scale rather than held.</summary>
/// <param name="circuit">The circuit.</param>
internal sealed class LateUnits(Circuit circuit)
{
    private readonly ConstantChains _constants = new(circuit);

    /// <summary>A constant of a row, as <see cref="ConstantChains.Of"/>.</summary>
    public LinearForm Constant(Dyadic value, string use) => _constants.Of(value, use);

    /// <summary>A unit.</summary>
    /// <param name="form">What it is the ReLU of.</param>
    /// <param name="name">What it is.</param>
    public LinearForm Late(LinearForm form, string name) => circuit.Relu(form, name, UnitPlacement.Late);

    /// <summary>A unit times 2^-times.</summary>
    public LinearForm Halved(LinearForm unit, int times)
    {
        for (int i = 0; i < times; i++)
        {
            unit = Late(Dyadic.Half * unit, "halved");
        }

        return unit;
    }

    /// <summary>A form 2^log·v as 2^target·v, target &lt; log.</summary>
    public LinearForm Scaled(LinearForm form, int log, int target) => target == log - 1
        ? Dyadic.Half * form
        : Dyadic.Half * Halved(Late(Dyadic.Half * form, "scaled"), log - target - 2);

    /// <summary>Of units that add up to 2^log·v: two that add up to 2^(log-2)·|2v - 1|.</summary>
    public ScaledUnits Fold(ScaledUnits units, string use)
    {
        LinearForm twice = (Dyadic.Half * units.Sum) - Constant(Dyadic.PowerOfTwo(units.Log - 2), use);
        return new([Late(twice, "fold"), Late(-twice, "fold")], units.Log - 2);
    }
}
