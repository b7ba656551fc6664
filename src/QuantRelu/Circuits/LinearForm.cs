using System.Collections.ObjectModel;

namespace QuantRelu.Circuits;

/// <summary>
/// Σ_i c_i·v_i + Σ_j s_j·v_j + b over values v of a circuit, with exact rational coefficients c_i and switches s_j, whose
/// coefficients are chosen later: what a ReLU unit is applied to. Formulas are written with ordinary operators,
/// <c>2 * x - 4 * y + 1</c>.
/// </summary>
/// <remarks>A form belongs to the circuit whose values it reads and to no other; a constant belongs to all.</remarks>
public sealed class LinearForm
{
    private static readonly SortedDictionary<int, int> NoSwitches = [];
    private readonly SortedDictionary<int, Rational> _terms;
    private readonly SortedDictionary<int, int> _switches;

    private LinearForm(Circuit? circuit, SortedDictionary<int, Rational> terms, Rational constant, SortedDictionary<int, int>? switches = null)
    {
        _terms = terms;
        _switches = switches ?? NoSwitches;
        Constant = constant;
        Circuit = IsConstant ? null : circuit;
    }

    /// <summary>The coefficients by the number of the circuit value, none of them zero.</summary>
    public ReadOnlyDictionary<int, Rational> Terms => _terms.AsReadOnly();

    /// <summary>The number of the switch by the number of the circuit value that it is applied to.</summary>
    public ReadOnlyDictionary<int, int> Switches => _switches.AsReadOnly();

    /// <summary>The constant b.</summary>
    public Rational Constant { get; }

    /// <summary>The circuit whose values the form reads; null for a constant.</summary>
    internal Circuit? Circuit { get; }

    /// <summary>All circuit values that the form reads.</summary>
    internal IEnumerable<int> Reads => _terms.Keys.Concat(_switches.Keys);

    /// <summary>True for c·v: one term, no constant, no switch.</summary>
    internal bool IsMultiple => _terms.Count == 1 && Constant.IsZero && _switches.Count == 0;

    /// <summary>True for a constant form.</summary>
    internal bool IsConstant => _terms.Count == 0 && _switches.Count == 0;

    /// <summary>A constant.</summary>
    public static implicit operator LinearForm(Rational value) => new(null, [], value);

    /// <summary>A constant.</summary>
    public static implicit operator LinearForm(Dyadic value) => new(null, [], value);

    /// <summary>A constant.</summary>
    public static implicit operator LinearForm(int value) => new(null, [], value);

    /// <summary>Sum.</summary>
    /// <exception cref="ArgumentException">
    /// The forms read different circuits, or a value stands under a switch on one side and is read on the other, too.
    /// </exception>
    public static LinearForm operator +(LinearForm a, LinearForm b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return Sum([a, b]);
    }

    /// <summary>Negative.</summary>
    /// <exception cref="ArgumentException">The form holds a switch.</exception>
    public static LinearForm operator -(LinearForm a) => -1 * a;

    /// <summary>Difference.</summary>
    public static LinearForm operator -(LinearForm a, LinearForm b) => a + -b;

    /// <summary>Product with a coefficient.</summary>
    /// <exception cref="ArgumentException">The form holds a switch: its coefficient is the switch's own.</exception>
    public static LinearForm operator *(Rational factor, LinearForm a)
    {
        ArgumentNullException.ThrowIfNull(a);
        if (a._switches.Count > 0)
        {
            throw new ArgumentException("A form with a switch cannot be scaled.", nameof(a));
        }

        return factor.IsZero ? 0 : new LinearForm(a.Circuit, new(a._terms.ToDictionary(t => t.Key, t => factor * t.Value)), factor * a.Constant);
    }

    /// <summary>Product with a coefficient.</summary>
    /// <exception cref="ArgumentException">The form holds a switch.</exception>
    public static LinearForm operator *(Dyadic factor, LinearForm a) => (Rational)factor * a;

    /// <summary>Product with a coefficient.</summary>
    /// <exception cref="ArgumentException">The form holds a switch.</exception>
    public static LinearForm operator *(int factor, LinearForm a) => (Rational)factor * a;

    /// <summary>The sum of many forms.</summary>
    /// <exception cref="ArgumentException">The forms read different circuits, or a value stands under a switch and is read beside it, too.</exception>
    public static LinearForm Sum(IEnumerable<LinearForm> forms)
    {
        ArgumentNullException.ThrowIfNull(forms);
        var terms = new SortedDictionary<int, Rational>();
        var switches = new SortedDictionary<int, int>();
        Rational constant = default;
        Circuit? circuit = null;
        foreach (LinearForm form in forms)
        {
            circuit ??= form.Circuit;
            if (form.Circuit is not null && form.Circuit != circuit)
            {
                throw new ArgumentException("The forms read values of different circuits.", nameof(forms));
            }

            constant += form.Constant;
            foreach ((int node, Rational c) in form._terms)
            {
                terms[node] = terms.GetValueOrDefault(node) + c;
            }

            foreach ((int node, int number) in form._switches)
            {
                if (!switches.TryAdd(node, number))
                {
                    throw new ArgumentException($"Value {node} stands under two switches.", nameof(forms));
                }
            }
        }

        foreach (int node in terms.Where(t => t.Value.IsZero).Select(t => t.Key).ToArray())
        {
            terms.Remove(node);
        }

        return switches.Keys.Any(terms.ContainsKey)
            ? throw new ArgumentException("A value stands under a switch and is read beside it.", nameof(forms))
            : new LinearForm(circuit, terms, constant, switches);
    }

    /// <summary>The value number <paramref name="node"/> of a circuit itself.</summary>
    internal static LinearForm Of(Circuit circuit, int node) => new(circuit, new SortedDictionary<int, Rational> { [node] = 1 }, default);

    /// <summary>The value number <paramref name="node"/> of a circuit under a switch.</summary>
    internal static LinearForm Switched(Circuit circuit, int node, int number) => new(circuit, [], default, new SortedDictionary<int, int> { [node] = number });
}
