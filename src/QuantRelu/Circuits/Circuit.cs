using System.Collections.ObjectModel;
using QuantRelu.Numerics;

namespace QuantRelu.Circuits;

/// <summary>
/// A construction as its formulas read: ReLU units of linear forms with arbitrary dyadic coefficients over inputs and
/// earlier units. It knows no codebook, no copies and no layers; <see cref="Realization"/> decides those.
/// </summary>
/// <example><code>
/// var c = new Circuit(1);
/// LinearForm tooth = 2 * c.Relu(c.Input(0)) - 4 * c.Relu(c.Input(0) - Dyadic.Half);   // equation (8)
/// </code></example>
public sealed class Circuit
{
    private readonly List<CircuitUnit> _units = [];

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

    /// <summary>How many switches the circuit has: coefficients that are chosen after realization, out of {-s, 0, s}.</summary>
    public int Switches { get; private set; }

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
    /// <exception cref="ArgumentException">The form reads another circuit.</exception>
    public LinearForm Relu(LinearForm form, string name = "unit")
    {
        MustOwn(form);
        _units.Add(new CircuitUnit(form, name));
        return LinearForm.Of(this, Inputs + _units.Count - 1);
    }

    /// <summary>A value under a new switch: a term whose coefficient is chosen out of {-s, 0, s} when the topology stands.</summary>
    /// <exception cref="ArgumentException">The form is not an input or a unit itself, or reads another circuit.</exception>
    public LinearForm Switch(LinearForm value)
    {
        MustOwn(value);
        return value.IsMultiple && value.Terms.Single().Value == Dyadic.One
            ? LinearForm.Switched(this, value.Terms.Single().Key, Switches++)
            : throw new ArgumentException("A switch is applied to an input or a unit itself.", nameof(value));
    }

    /// <summary>The exact values of forms at exact inputs, by the definition: the meaning of the circuit.</summary>
    /// <param name="inputs">A value per input.</param>
    /// <param name="forms">The forms to evaluate.</param>
    /// <param name="switches">The coefficient of each switch; may be left out when there are none.</param>
    /// <exception cref="ArgumentException">There is not a value per input or a coefficient per switch, or a form reads another circuit.</exception>
    public Dyadic[] Evaluate(IReadOnlyList<Dyadic> inputs, IReadOnlyList<LinearForm> forms, IReadOnlyList<Dyadic>? switches = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(forms);
        MustOwn(forms);
        if (inputs.Count != Inputs || (switches?.Count ?? 0) != Switches)
        {
            throw new ArgumentException($"{inputs.Count} inputs and {switches?.Count ?? 0} switches are given to a circuit with {Inputs} and {Switches}.", nameof(inputs));
        }

        var values = new List<Dyadic>(inputs);
        foreach (CircuitUnit unit in _units)
        {
            values.Add(Dyadic.Max(default, Value(unit.Form)));
        }

        return forms.Select(Value).ToArray();

        Dyadic Value(LinearForm form) => form.Switches.Aggregate(
            form.Terms.Aggregate(form.Constant, (sum, term) => sum + (term.Value * values[term.Key])),
            (sum, s) => sum + (switches![s.Value] * values[s.Key]));
    }

    /// <summary>A form of another circuit would read whatever stands under the same numbers here.</summary>
    /// <exception cref="ArgumentException">A form reads another circuit.</exception>
    internal void MustOwn(params IEnumerable<LinearForm> forms)
    {
        foreach (LinearForm form in forms)
        {
            ArgumentNullException.ThrowIfNull(form);
            if (form.Circuit is not null && form.Circuit != this)
            {
                throw new ArgumentException("The form reads values of another circuit; Embed writes one circuit into another.", nameof(forms));
            }
        }
    }
}

/// <summary>One unit of a circuit: σ of a linear form over earlier values.</summary>
public sealed record CircuitUnit(LinearForm Form, string Name);
