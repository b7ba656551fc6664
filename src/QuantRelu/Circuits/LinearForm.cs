using System.Runtime.InteropServices;

namespace QuantRelu.Circuits;

/// <summary>
/// Σ_i c_i·v_i + Σ_j s_j·v_j + b over values v of a circuit, with exact rational coefficients c_i and switches s_j, whose
/// coefficients are chosen later: what a ReLU unit is applied to. Formulas are written with ordinary operators,
/// <c>2 * x - 4 * y + 1</c>.
/// </summary>
/// <remarks>A form belongs to the circuit whose values it reads and to no other; a constant belongs to all.</remarks>
public sealed class LinearForm
{
    private LinearForm(Circuit? circuit, ImmutableArray<KeyValuePair<int, Rational>> terms, Rational constant, ImmutableArray<KeyValuePair<int, int>> switches)
    {
        Terms = terms;
        Switches = switches;
        Constant = constant;
        Circuit = IsConstant ? null : circuit;
    }

    /// <summary>The numbers of the circuit values that are read, ascending, each with its coefficient, none of them zero.</summary>
    public ImmutableArray<KeyValuePair<int, Rational>> Terms { get; }

    /// <summary>The numbers of the circuit values that stand under a switch, ascending, each with the number of its switch.</summary>
    public ImmutableArray<KeyValuePair<int, int>> Switches { get; }

    /// <summary>The constant b.</summary>
    public Rational Constant { get; }

    /// <summary>The circuit whose values the form reads; null for a constant.</summary>
    internal Circuit? Circuit { get; }

    /// <summary>All circuit values that the form reads.</summary>
    internal IEnumerable<int> Reads
    {
        get
        {
            foreach ((int node, _) in Terms)
            {
                yield return node;
            }

            foreach ((int node, _) in Switches)
            {
                yield return node;
            }
        }
    }

    /// <summary>True for c·v: one term, no constant, no switch.</summary>
    internal bool IsMultiple => Terms.Length == 1 && Constant.IsZero && Switches.IsEmpty;

    /// <summary>True for a constant form.</summary>
    internal bool IsConstant => Terms.IsEmpty && Switches.IsEmpty;

    /// <summary>A constant.</summary>
    public static implicit operator LinearForm(Rational value) => new(null, [], value, []);

    /// <summary>A constant.</summary>
    public static implicit operator LinearForm(Dyadic value) => new(null, [], value, []);

    /// <summary>A constant.</summary>
    public static implicit operator LinearForm(int value) => new(null, [], value, []);

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
        if (!a.Switches.IsEmpty)
        {
            throw new ArgumentException("A form with a switch cannot be scaled.", nameof(a));
        }

        if (factor.IsZero)
        {
            return 0;
        }

        var terms = new KeyValuePair<int, Rational>[a.Terms.Length];
        for (int i = 0; i < terms.Length; i++)
        {
            terms[i] = new(a.Terms[i].Key, factor * a.Terms[i].Value);
        }

        return new LinearForm(a.Circuit, ImmutableCollectionsMarshal.AsImmutableArray(terms), factor * a.Constant, []);
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
        List<KeyValuePair<int, Rational>> terms = [];
        List<KeyValuePair<int, int>> switches = [];
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
            terms.AddRange(form.Terms);
            switches.AddRange(form.Switches);
        }

        ImmutableArray<KeyValuePair<int, Rational>> sums = Added(terms);
        switches.Sort((a, b) => a.Key.CompareTo(b.Key));
        for (int i = 0, t = 0; i < switches.Count; i++)
        {
            int node = switches[i].Key;
            if (i > 0 && switches[i - 1].Key == node)
            {
                throw new ArgumentException($"Value {node} stands under two switches.", nameof(forms));
            }

            for (; t < sums.Length && sums[t].Key < node; t++)
            {
            }

            if (t < sums.Length && sums[t].Key == node)
            {
                throw new ArgumentException("A value stands under a switch and is read beside it.", nameof(forms));
            }
        }

        return new LinearForm(circuit, sums, constant, [.. switches]);
    }

    /// <summary>The value number <paramref name="node"/> of a circuit itself.</summary>
    internal static LinearForm Of(Circuit circuit, int node) => new(circuit, [new(node, 1)], default, []);

    /// <summary>The value number <paramref name="node"/> of a circuit under a switch.</summary>
    internal static LinearForm Switched(Circuit circuit, int node, int number) => new(circuit, [], default, [new(node, number)]);

    // Ascending, each number once, without zeros. Sums are exact, so that the order of equal numbers does not matter.
    private static ImmutableArray<KeyValuePair<int, Rational>> Added(List<KeyValuePair<int, Rational>> terms)
    {
        terms.Sort((a, b) => a.Key.CompareTo(b.Key));
        int kept = 0;
        for (int i = 0; i < terms.Count;)
        {
            (int node, Rational sum) = terms[i];
            for (i++; i < terms.Count && terms[i].Key == node; i++)
            {
                sum += terms[i].Value;
            }

            if (!sum.IsZero)
            {
                terms[kept++] = new(node, sum);
            }
        }

        terms.RemoveRange(kept, terms.Count - kept);
        return [.. terms];
    }
}
