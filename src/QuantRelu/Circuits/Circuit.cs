using System.Collections.ObjectModel;
using QuantRelu.Graph;

namespace QuantRelu.Circuits;

/// <summary>
/// A construction as its formulas read: ReLU units of linear forms with arbitrary rational coefficients over inputs and
/// earlier units. It knows no codebook, no copies and no layers; <see cref="Realization"/> decides those.
/// </summary>
/// <example><code>
/// var c = new Circuit(1);
/// LinearForm tooth = 2 * c.Relu(c.Input(0)) - 4 * c.Relu(c.Input(0) - Dyadic.Half);   // equation (8)
/// </code></example>
public sealed class Circuit
{
    private readonly List<CircuitUnit> _units = [];
    private readonly List<SwitchKind> _switches = [];
    private int _layers;

    /// <summary>A circuit with the given number of inputs, each a value ≥ 0.</summary>
    public Circuit(int inputs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inputs);
        Inputs = inputs;
    }

    /// <summary>Number of inputs; they are the circuit values 0..Inputs-1.</summary>
    public int Inputs { get; }

    /// <summary>The units; unit k is the circuit value Inputs + k.</summary>
    public ReadOnlyCollection<CircuitUnit> Units => _units.AsReadOnly();

    /// <summary>The switches of the circuit, in the order in which they were made: coefficients that are chosen after realization.</summary>
    public ReadOnlyCollection<SwitchKind> Switches => _switches.AsReadOnly();

    /// <summary>The input number <paramref name="index"/>.</summary>
    public LinearForm Input(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Inputs);
        return LinearForm.Of(this, index);
    }

    /// <summary>A new unit σ(form).</summary>
    /// <param name="form">What it is applied to.</param>
    /// <param name="name">How messages call the unit.</param>
    /// <param name="placement">In which layer it stands, as far as there is a choice.</param>
    /// <exception cref="ArgumentException">The form reads another circuit.</exception>
    public LinearForm Relu(LinearForm form, string name = "unit", UnitPlacement placement = UnitPlacement.Early) => Add(form, name, placement, layer: 0);

    /// <summary>New units that stand in one layer, whatever each of them alone would do: their sources then are needed in one layer alone.</summary>
    /// <param name="forms">What σ is applied to, none of them reading another.</param>
    /// <param name="name">How messages call the units.</param>
    /// <param name="placement">In which layer they stand, as far as there is a choice.</param>
    /// <exception cref="ArgumentException">A form reads another circuit.</exception>
    public LinearForm[] Layer(IEnumerable<LinearForm> forms, string name = "unit", UnitPlacement placement = UnitPlacement.Early)
    {
        ArgumentNullException.ThrowIfNull(forms);
        LinearForm[] all = [.. forms];
        int layer = NewLayer();
        return [.. all.Select(form => Add(form, name, placement, layer))];
    }

    /// <summary>A value under a new switch: a term whose coefficient is chosen when the topology stands.</summary>
    /// <param name="value">An input or a unit.</param>
    /// <param name="kind">What the coefficient is chosen out of.</param>
    /// <exception cref="ArgumentException">The form is not an input or a unit itself, or reads another circuit.</exception>
    public LinearForm Switch(LinearForm value, SwitchKind kind = SwitchKind.Ternary)
    {
        MustOwn(value);
        if (!value.IsMultiple || value.Terms.Single().Value != 1)
        {
            throw new ArgumentException("A switch is applied to an input or a unit itself.", nameof(value));
        }

        _switches.Add(kind);
        return LinearForm.Switched(this, value.Terms.Single().Key, _switches.Count - 1);
    }

    /// <summary>A value under a new sign: a term whose coefficient is chosen out of {-s, s} when the topology stands.</summary>
    /// <inheritdoc cref="Switch"/>
    public LinearForm Sign(LinearForm value) => Switch(value, SwitchKind.Sign);

    /// <summary>The exact values of forms at exact inputs, by the definition: the meaning of the circuit.</summary>
    /// <param name="inputs">A value per input.</param>
    /// <param name="forms">The forms to evaluate.</param>
    /// <param name="switches">The coefficient of each switch; may be left out when there are none.</param>
    /// <exception cref="ArgumentException">There is not a value per input or a coefficient per switch, or a form reads another circuit.</exception>
    public Rational[] Evaluate(IReadOnlyList<Rational> inputs, IReadOnlyList<LinearForm> forms, IReadOnlyList<Rational>? switches = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(forms);
        MustOwn(forms);
        if (inputs.Count != Inputs || (switches?.Count ?? 0) != Switches.Count)
        {
            throw new ArgumentException(
                $"{inputs.Count} inputs and {switches?.Count ?? 0} switches are given to a circuit with {Inputs} and {Switches.Count}.", nameof(inputs));
        }

        var values = new List<Rational>(inputs);
        foreach (CircuitUnit unit in _units)
        {
            Rational value = Value(unit.Form);
            values.Add(value.Sign < 0 ? 0 : value);
        }

        return forms.Select(Value).ToArray();

        Rational Value(LinearForm form) => form.Switches.Aggregate(
            form.Terms.Aggregate(form.Constant, (sum, term) => sum + (term.Value * values[term.Key])),
            (sum, s) => sum + (switches![s.Value] * values[s.Key]));
    }

    /// <summary>A number for a layer that units share.</summary>
    internal int NewLayer() => ++_layers;

    /// <summary>A unit like one of another circuit, over values of this one.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="form">What σ is applied to here.</param>
    /// <param name="layers">The numbers here of the layers there.</param>
    internal LinearForm Copy(CircuitUnit unit, LinearForm form, Dictionary<int, int> layers)
    {
        if (unit.Layer != 0 && !layers.ContainsKey(unit.Layer))
        {
            layers[unit.Layer] = NewLayer();
        }

        return Add(form, unit.Name, unit.Placement, layers.GetValueOrDefault(unit.Layer));
    }

    /// <summary>A form of another circuit would read whatever stands under the same numbers here.</summary>
    /// <exception cref="ArgumentException">A form reads another circuit.</exception>
    internal void MustOwn(IEnumerable<LinearForm> forms)
    {
        foreach (LinearForm form in forms)
        {
            MustOwn(form);
        }
    }

    /// <inheritdoc cref="MustOwn(IEnumerable{LinearForm})"/>
    internal void MustOwn(LinearForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (form.Circuit is not null && form.Circuit != this)
        {
            throw new ArgumentException("The form reads values of another circuit; Embed writes one circuit into another.", nameof(form));
        }
    }

    private LinearForm Add(LinearForm form, string name, UnitPlacement placement, int layer)
    {
        MustOwn(form);
        _units.Add(new CircuitUnit(form, name) { Placement = placement, Layer = layer });
        return LinearForm.Of(this, Inputs + _units.Count - 1);
    }
}

/// <summary>One unit of a circuit: σ of a linear form over earlier values.</summary>
/// <param name="Form">What σ is applied to.</param>
/// <param name="Name">How messages call it.</param>
public sealed record CircuitUnit(LinearForm Form, string Name)
{
    /// <summary>In which layer it stands, as far as there is a choice.</summary>
    public UnitPlacement Placement { get; init; }

    /// <summary>The number of the layer that it shares with others of this number; 0 when it stands for itself.</summary>
    public int Layer { get; init; }
}
