namespace QuantRelu.Circuits;

/// <summary>
/// Rewrites a circuit so that every coefficient and every bias can be made in one layer. A coefficient c that is too small
/// becomes c·2^k on a chain of units that scales the value by 2^-k with the powers of two of the codebook: 2^-k with k
/// written in radix q uses 2^-q^j as often as the digit k_j says (Proposition 3). A bias that is not in the codebook is
/// made from a unit that is always 1/2.
/// </summary>
internal sealed class Chains
{
    private const int LongestChain = 1 << 16;
    private readonly Circuit _result;
    private readonly Codebook _codebook;
    private readonly CoefficientCodes _codes;
    private readonly int[] _steps;
    private readonly List<LinearForm> _values = [];
    private readonly Dictionary<(int Node, int Power), LinearForm> _scaled = [];
    private LinearForm? _half;

    private Chains(Circuit source, CoefficientCodes codes)
    {
        _result = new Circuit(source.Inputs);
        _codebook = codes.Codebook;
        _codes = codes;
        _steps = _codebook.Values.Where(v => v.Numerator.IsOne && v.IsDyadic).Select(v => -v.ToDyadic().Exponent).Where(e => e > 0).OrderDescending().ToArray();
    }

    /// <summary>The rewritten circuit and the rewritten forms.</summary>
    /// <exception cref="RealizationException">A coefficient or bias that no chain of codebook values makes.</exception>
    public static (Circuit Circuit, LinearForm[] Forms) Expand(Circuit circuit, IReadOnlyList<LinearForm> forms, CoefficientCodes codes)
    {
        var chains = new Chains(circuit, codes);
        for (int i = 0; i < circuit.Inputs; i++)
        {
            chains._values.Add(chains._result.Input(i));
        }

        var layers = new Dictionary<int, int>();
        foreach (CircuitUnit unit in circuit.Units)
        {
            LinearForm form = chains.Rewrite(unit.Form, unit.Name);
            chains._values.Add(chains._result.Copy(unit, form, layers));
        }

        LinearForm[] rewritten = forms.Select((f, i) => chains.Rewrite(f, $"output {i}")).ToArray();
        return (chains._result, rewritten);
    }

    private LinearForm Rewrite(LinearForm form, string unit)
    {
        var parts = new List<LinearForm>();
        foreach ((int node, Rational c) in form.Terms)
        {
            parts.Add(Term(_values[node], c, unit, "coefficient"));
        }

        foreach ((int node, int number) in form.Switches)
        {
            parts.Add(LinearForm.Switched(_result, _values[node].Terms.Single().Key, number));
        }

        if (!form.Constant.IsZero)
        {
            parts.AddRange(Constant(form.Constant, unit));
        }

        return LinearForm.Sum(parts);
    }

    private LinearForm Term(LinearForm value, Rational coefficient, string unit, string what)
    {
        Rational scaled = coefficient;
        for (int k = 0; k <= LongestChain; k++, scaled *= 2)
        {
            if (_codes.Find(scaled) is not null)
            {
                return scaled * Scaled(value, k, unit);
            }

            // Once the scaled coefficient is a large integer, or a large number that never becomes one, more scaling cannot help.
            if (_steps.Length == 0 || (scaled.Denominator.IsOne ? (scaled.Numerator & 3).IsZero : !scaled.IsDyadic && Rational.Abs(scaled) > 2))
            {
                break;
            }
        }

        throw new RealizationException(unit, what, coefficient, _codebook);
    }

    private IEnumerable<LinearForm> Constant(Rational constant, string unit)
    {
        if (_codebook.CodeOf(constant) >= 0)
        {
            return [constant];
        }

        Rational bias = Rational.Abs(constant) > Dyadic.Half && _codebook.CodeOf(constant.Sign * Dyadic.Half) >= 0 ? constant.Sign * Dyadic.Half : default;
        if (_codebook.CodeOf(Dyadic.Half) < 0)
        {
            throw new RealizationException(unit, "bias", constant, _codebook);
        }

        _half ??= _result.Relu(Dyadic.Half, "one half");
        return [bias, Term(_half, 2 * (constant - bias), unit, "bias")];
    }

    // Chains of different lengths share nothing: a shared value would have to be held, which takes two copies a layer, where a chain of its own takes one.
    private LinearForm Scaled(LinearForm value, int power, string unit)
    {
        if (power == 0)
        {
            return value;
        }

        int node = value.Terms.Single().Key;
        if (_scaled.TryGetValue((node, power), out LinearForm? scaled))
        {
            return scaled;
        }

        scaled = value;
        int rest = power;
        foreach (int step in _steps)
        {
            for (; rest >= step; rest -= step)
            {
                scaled = _result.Relu(Dyadic.PowerOfTwo(-step) * scaled, $"{unit}, scaled by 2^{rest - power - step}");
            }
        }

        return _scaled[(node, power)] = scaled;
    }
}
