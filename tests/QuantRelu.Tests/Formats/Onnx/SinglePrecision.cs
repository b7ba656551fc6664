using QuantRelu.Graph;

namespace QuantRelu.Tests.Formats.Onnx;

/// <summary>
/// What float32 arithmetic can make of a network at one point, in exact arithmetic and whatever the order of summation. With
/// γ = Σ terms and v = 2^-24, a computed sum of k products is within ((1 + v)^k - 1)·Σ|w||u| of the sum, with or without fused
/// multiplications, and σ is 1-Lipschitz; so errors e obey
/// e_i = Σ|w| e_j + ((1 + v)^k - 1)(Σ|w|(|u_j| + e_j) + |b|), and weights that are rounded add |w|v.
/// Nothing is rounded at all when each sum has Σ|w||u| + |b| ≤ 2^24·q for q the greatest power of two that divides all its terms.
/// </summary>
internal sealed record SinglePrecision(Rational[] Values, Rational[] Errors, bool IsExact)
{
    private const int Digits = 24;

    public static SinglePrecision Of(Network network, IReadOnlyList<Rational> point)
    {
        Rational[] values = [.. point];
        Rational[] errors = [.. values.Select(u => u - Rounded(u)).Select(Rational.Abs)];
        bool exact = errors.All(e => e.IsZero);
        FlatLayer[] layers = [.. network.Flatten()];
        foreach (FlatLayer layer in layers)
        {
            Unit[] units = [.. layer.Rows().Select(r => Sum(r, network.Codebook, values, errors))];
            exact &= units.All(u => u.IsExact);
            bool last = ReferenceEquals(layer, layers[^1]);
            values = [.. units.Select(u => last || u.Value.Sign > 0 ? u.Value : default)];
            errors = [.. units.Select(u => u.Error)];
        }

        return new SinglePrecision(values, errors, exact);
    }

    private static Unit Sum(FlatRow row, Codebook codebook, Rational[] values, Rational[] errors)
    {
        Rational sum = row.Bias == SparseLayer.NoBias ? 0 : codebook[row.Bias];
        Rational magnitude = Rational.Abs(sum), inherited = 0, computed = magnitude;
        bool exact = sum == Rounded(sum);
        int lowest = Lowest(sum);
        foreach (FlatConnection connection in row.Connections)
        {
            Rational weight = codebook[connection.Code], value = values[connection.Column];
            Rational size = Rational.Abs(weight);
            exact &= weight == Rounded(weight);
            sum += weight * value;
            magnitude += Rational.Abs(weight * value);
            computed += size * (Rational.Abs(value) + errors[connection.Column]);
            inherited += size * errors[connection.Column];
            lowest = Math.Min(lowest, Lowest(weight * value));
        }

        // One rounding for each product and each addition, and one for the weight: 3k more than cover them.
        int roundings = (3 * row.Connections.Length) + 3;
        Rational growth = Rational.Create(roundings, 1) * Dyadic.PowerOfTwo(-Digits) * Rational.Create(1001, 1000);
        bool fits = exact && (magnitude.IsZero || (lowest < int.MaxValue && magnitude <= (Rational)Dyadic.PowerOfTwo(Digits + lowest)));
        return new Unit(sum, fits && inherited.IsZero ? 0 : inherited + (growth * computed), fits);
    }

    private static int Lowest(Rational value) => value.IsZero ? int.MaxValue : value.IsDyadic ? value.ToDyadic().Exponent : int.MinValue / 2;

    private static Rational Rounded(Rational value) => Dyadic.FromDouble((float)(double)value);

    private readonly record struct Unit(Rational Value, Rational Error, bool IsExact);
}
