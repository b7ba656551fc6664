using QuantRelu.Circuits;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;

namespace QuantRelu.Studies.Counterparts;

/// <summary>
/// The monomials x^k, |k| &lt; n, of x in [0, 1]^d as networks of free weights: x_i itself, squares with r teeth (Proposition 1), and products
/// uv = ((u+v)/2)² - ((u-v)/2)² of two monomials of lower degree.
/// </summary>
/// <remarks>
/// A square is made as v² + [0, q], q = 4^-(r+1), from v in [0, 1], grows with v and stays in [0, 1]; so a product is made within q of that of its factors, and
/// in [0, 1] as well. If factors are made as a + [a₀, a₁] and b + [b₀, b₁], a₀, b₀ ≤ 0 ≤ a₁, b₁, then their product is ab + [a₀ + b₀ - q, a₁ + b₁ + q], as
/// uv - ab = (u - a)v + a(v - b) with v and a in [0, 1]; and the square of a is made as a² + [2a₀, 2a₁ + q].
/// </remarks>
internal sealed class FreeFeatures
{
    private readonly (int First, int Second)[] _factors;
    private readonly (double Low, double High)[] _off;
    private readonly int _teeth;

    /// <summary>The monomials.</summary>
    /// <param name="dimension">d.</param>
    /// <param name="smoothness">n.</param>
    /// <param name="teeth">r.</param>
    public FreeFeatures(int dimension, int smoothness, int teeth)
    {
        Monomials = JetSpace.Create(dimension, smoothness - 1);
        _teeth = teeth;
        _factors = [.. Enumerable.Range(0, Monomials.Count).Select(k => Monomials[k].Total > 1 ? Split(Monomials[k]) : (-1, -1))];
        _off = new (double, double)[Monomials.Count];
        double q = Math.ScaleB(1, -2 * (teeth + 1));
        for (int k = 0; k < _off.Length; k++)
        {
            (int first, int second) = _factors[k];
            if (first >= 0)
            {
                ((double a, double A), (double b, double B)) = (_off[first], _off[second]);
                _off[k] = first == second ? (2 * a, (2 * A) + q) : (a + b - q, A + B + q);
            }
        }
    }

    /// <summary>The monomials, by degree; the first one is 1.</summary>
    public JetSpace Monomials { get; }

    /// <summary>The middle of what a monomial is made too large by.</summary>
    public double Shift(int k) => (_off[k].Low + _off[k].High) / 2;

    /// <summary>What it is within of that.</summary>
    public double Error(int k) => (_off[k].High - _off[k].Low) / 2;

    /// <summary>Adds all of them to a circuit.</summary>
    /// <param name="circuit">The circuit, whose inputs are x.</param>
    public LinearForm[] Add(Circuit circuit)
    {
        var made = new LinearForm[Monomials.Count];
        made[0] = Dyadic.One;
        for (int k = 1; k < made.Length; k++)
        {
            (int first, int second) = _factors[k];
            made[k] = first < 0 ? circuit.Input(Enumerable.Range(0, Monomials.Dimension).Single(i => Monomials[k][i] == 1))
                : first == second ? circuit.Relu(circuit.Square(made[first], _teeth), "square")
                : circuit.Relu(Product(circuit, made[first], made[second]), "product");
        }

        return made;
    }

    private LinearForm Product(Circuit circuit, LinearForm u, LinearForm v) =>
        circuit.Square(Dyadic.Half * (u + v), _teeth) - circuit.Square(circuit.AbsoluteValue(Dyadic.Half * (u - v)), _teeth);

    // Twice the half where all exponents are even; else the first half of the coordinates, in the order of the axes, and the rest.
    private (int First, int Second) Split(MultiIndex k)
    {
        var first = new int[k.Dimension];
        bool even = Enumerable.Range(0, k.Dimension).All(i => k[i] % 2 == 0);
        int left = (k.Total + 1) / 2;
        for (int i = 0; i < first.Length; i++)
        {
            first[i] = even ? k[i] / 2 : Math.Min(left, k[i]);
            left -= first[i];
        }

        return (Monomials.IndexOf(new MultiIndex(first)), Monomials.IndexOf(new MultiIndex([.. first.Select((e, i) => k[i] - e)])));
    }
}
