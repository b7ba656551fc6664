using System.Numerics;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Cells;

/// <summary>
/// The local polynomials of a target, in multiples of 2^s, and their coefficients as whole numbers of steps.
/// </summary>
/// <remarks>
/// <para>
/// Around the centre c of a cell, with g_i(t) = f(c + t e_i) and its interpolant I_i g_i at the Chebyshev nodes of the cell's reach along axis i as far as
/// that is in the domain: P = Σ_i I_i g_i - (d-1) f(c) + Σ_{|k|&lt;n, k of two or more axes} D^k f(c)/k! t^k; for n = 1, P = f(c).
/// </para>
/// <para>
/// <b>Theorem.</b> If |D^k f| ≤ M for |k| = n and |t_i| ≤ s for all i, then |f - P| ≤ M (d/2^{n-1} + d^n - d) s^n/n!.
/// <b>Proof.</b> For n = 1 the path along the axes from c gives dMs. Let n ≥ 2. By the same path,
/// f(c + t) - f(c) = Σ_i [g_i(t_i) - f(c)] + Σ_i ∫_0^{t_i} [F_i(b, τ) - F_i(0, τ)] dτ, where F_i(b, τ) is the derivative along axis i at the
/// point with the coordinates b = (t_1, ..., t_{i-1}), then τ, then 0. Taylor's formula in b of order n - 1, then in τ for the derivatives that it takes
/// at b = 0, makes F_i(b, τ) - F_i(0, τ) the polynomial Σ_{|l| ≥ 1, |l|+m &lt; n-1} D^l ∂_i^{m+1} f(c) b^l τ^m/(l! m!), up to
/// M Σ_{|l| ≥ 1, |l|+m = n-1} |b|^l |τ|^m/(l! m!). Integrated and summed over i, the polynomials are the terms of two or more axes of P, each k once,
/// where i is its last axis, and the rest is at most M Σ_{|k|=n, two or more axes} s^n/k! = M (d^n - d) s^n/n!. Interpolation errs by at most
/// M s^n/(2^{n-1} n!) along each axis. ∎
/// </para>
/// <para>
/// The coefficients are enclosed as closely as <see cref="CellBounds.LogEnclosureSteps"/> says. Those of features are rounded to the nearest multiple of
/// their step; the constant makes up for the middle of what the features then differ by on the cell, and is rounded last.
/// </para>
/// </remarks>
internal sealed class CellPolynomials
{
    private readonly Target _target;
    private readonly CellParameters _p;
    private readonly CellBasis _basis;
    private readonly int _fractionBits;
    private readonly Dyadic _tolerance;
    private readonly (CellNodes Nodes, Dyadic[][] Weights) _inside;
    private readonly (CellNodes Nodes, Dyadic[][] Weights) _left;
    private readonly (CellNodes Nodes, Dyadic[][] Weights) _right;
    private readonly Dyadic[] _middles;
    private readonly Dyadic[] _widths;
    private readonly TaylorEnclosure _values;
    private readonly TaylorEnclosure? _centre;

    /// <summary>The polynomials of a target; for one thread.</summary>
    public CellPolynomials(Target target, CellParameters parameters)
    {
        (_target, _p, _basis) = (target, parameters, parameters.Basis);
        CellNodes[] nodes = [.. CellBounds.Nodes(_p.Smoothness, _p.Grid, _p.LogMargin)];
        double gain = Gain(nodes);
        _fractionBits = _p.LogSteps[0] - CellBounds.LogEnclosureSteps + 6 + (int)Math.Ceiling(Math.Log2(gain * _p.Dimension));
        _tolerance = Dyadic.PowerOfTwo(4 - _fractionBits + _p.LogScale);
        (_inside, _left, _right) = (Fixed(nodes[0]), Fixed(nodes[_p.Grid > 2 ? 1 : 0]), Fixed(nodes[^1]));
        double w = (double)_p.Reach;
        _middles = [.. Enumerable.Range(0, _basis.Features.Length).Select(k => _basis.Range(k, w))
            .Select(r => Round(Dyadic.FromDouble((r.Lower + r.Upper) / 2)))];
        _widths = [.. Enumerable.Range(0, _p.Smoothness).Select(j => Round(Rational.Create(1, BigInteger.Pow(_p.Grid, j))))];
        _values = new TaylorEnclosure(target, JetSpace.Create(_p.Dimension, 0));
        _centre = _p.Dimension > 1 ? new TaylorEnclosure(target, _p.Smoothness > 2 ? _basis.Monomials : JetSpace.Create(_p.Dimension, 0)) : null;
    }

    /// <summary>
    /// The codes of a cell: the constant as 0 ≤ B &lt; 2^t with 1 + constant = 2^-e B - C + Σ_k 2^(t_k-1-e_k), and the coefficient of feature k as
    /// 0 ≤ B &lt; 2^t_k with (B - 2^(t_k-1)) 2^-e_k.
    /// </summary>
    /// <param name="parities">The class of the cell.</param>
    /// <param name="place">Its place in the class along each axis.</param>
    /// <exception cref="TargetException">The target is not of the class, or cannot be evaluated.</exception>
    public BigInteger[] Codes(int[] parities, long[] place)
    {
        Dyadic[] polynomial = Polynomial(parities, place);
        var codes = new BigInteger[_p.Planes.Length];
        Dyadic constant = Dyadic.One + Row(0, polynomial) + _p.Offset;
        for (int k = 1; k < codes.Length; k++)
        {
            int log = _p.LogStepOf(k);
            Dyadic wanted = Row(k, polynomial);
            BigInteger half = BigInteger.One << (_p.Planes[k] - 1);
            BigInteger steps = ((Rational)wanted.Scale(log)).Round();
            codes[k] = steps + half;
            constant += ((wanted - Dyadic.Create(steps, -log)) * _middles[k - 1]) - Dyadic.Create(half, -log);
        }

        codes[0] = ((Rational)constant.Scale(_p.LogSteps[0])).Round();
        bool fits = Enumerable.Range(0, codes.Length).All(k => codes[k].Sign >= 0 && codes[k].GetBitLength() <= _p.Planes[k]);
        return fits ? codes : throw Beyond(parities, place);
    }

    // The class has room for every function of its norm.
    private TargetException Beyond(int[] parities, long[] place)
    {
        double[] centre = [.. place.Select((i, axis) => (CellPlaces.Number(parities[axis], i) + 0.5) / _p.Grid)];
        return new($"{_target.Name} varies by more near {PlaceText.Of(_target, centre)} than a function whose norm at order {_p.Smoothness} is at most "
            + $"{BigInteger.One << _p.LogScale}: its greatest derivatives were not found.");
    }

    // How much the coefficients and the constant together move on a cell when every value moves by 1.
    private double Gain(CellNodes[] nodes)
    {
        double[] monomials = [.. Enumerable.Range(0, _basis.Monomials.Count).Select(j => OfMonomial(nodes, _basis.Monomials[j]))];
        double sum = 1;
        for (int k = 0; k < _basis.Inverse.Length; k++)
        {
            double top = k == 0 ? 1 : _basis.Range(k - 1, (double)_p.Reach).Upper;
            sum += top * _basis.Inverse[k].Select((c, j) => Math.Abs((double)c) * monomials[j]).Sum();
        }

        return sum;
    }

    private double OfMonomial(CellNodes[] nodes, MultiIndex k)
    {
        double weights = nodes.Max(v => v.Weights[Math.Min(k.Total, _p.Smoothness - 1)].Sum(c => Math.Abs((double)c)));
        return k.Total == 0 ? (_p.Dimension * weights) + _p.Dimension - 1 : k.IsOfOneAxis ? weights : 1;
    }

    private (CellNodes Nodes, Dyadic[][] Weights) Fixed(CellNodes nodes) => (nodes, [.. nodes.Weights.Select(row => Array.ConvertAll(row, Round))]);

    private Dyadic Round(Rational value) => Dyadic.Create((value * Dyadic.PowerOfTwo(_fractionBits + 8)).Round(), -_fractionBits - 8);

    private Dyadic Row(int k, Dyadic[] polynomial)
    {
        Dyadic sum = default;
        for (int j = 0; j < polynomial.Length; j++)
        {
            sum += _basis.Inverse[k][j] * polynomial[j];
        }

        return sum;
    }

    // The coefficients of the monomials a^k, in multiples of 2^s.
    private Dyadic[] Polynomial(int[] parities, long[] place)
    {
        var polynomial = new Dyadic[_basis.Monomials.Count];
        long[] cells = [.. place.Select((i, axis) => CellPlaces.Number(parities[axis], i))];
        Dyadic[] centre = [.. cells.Select(cell => Place(cell, default))];
        if (_centre is not null)
        {
            AddMixed(polynomial, centre);
        }

        for (int axis = 0; axis < cells.Length; axis++)
        {
            AddInterpolant(polynomial, axis, cells[axis], centre);
        }

        for (int k = 0; k < polynomial.Length; k++)
        {
            bool odd = Enumerable.Range(0, cells.Length).Count(i => _basis.Monomials[k][i] % 2 == 1
                && CellPlaces.Direction(_p.Grid, parities[i], place[i]) < 0) % 2 == 1;
            polynomial[k] = odd ? -polynomial[k] : polynomial[k];
        }

        return polynomial;
    }

    private void AddMixed(Dyadic[] polynomial, Dyadic[] centre)
    {
        Dyadic[] taylor = Enclosed(_centre!, centre);
        polynomial[0] = (1 - _p.Dimension) * taylor[0];
        for (int k = 1; k < polynomial.Length && taylor.Length > 1; k++)
        {
            MultiIndex index = _basis.Monomials[k];
            if (!index.IsOfOneAxis)
            {
                polynomial[k] = taylor[k] * _widths[index.Total];
            }
        }
    }

    private void AddInterpolant(Dyadic[] polynomial, int axis, long cell, Dyadic[] centre)
    {
        (CellNodes nodes, Dyadic[][] weights) = cell == 0 ? _left : cell == _p.Grid - 1 ? _right : _inside;
        var entries = new int[_p.Dimension];
        for (int i = 0; i < nodes.At.Length; i++)
        {
            Dyadic[] at = [.. centre];
            at[axis] = Place(cell, nodes.At[i]);
            Dyadic value = Enclosed(_values, at)[0];
            for (int j = 0; j < weights.Length; j++)
            {
                entries[axis] = j;
                polynomial[_basis.Monomials.IndexOf(new MultiIndex(entries))] += weights[j][i] * value;
            }
        }
    }

    // A point of the unit interval, to within 2^-fractionBits.
    private Dyadic Place(long cell, Dyadic t)
    {
        Rational place = (Dyadic.Create(cell, 0) + Dyadic.Half + t) / Rational.Create(_p.Grid, 1);
        return Dyadic.Create((place * Dyadic.PowerOfTwo(_fractionBits)).Round(), -_fractionBits);
    }

    private Dyadic[] Enclosed(TaylorEnclosure enclosure, Dyadic[] u)
    {
        foreach (Interval[] coefficients in enclosure.At(u, _fractionBits + 16))
        {
            if (Array.TrueForAll(coefficients, c => c.IsBounded && c.Width <= _tolerance))
            {
                return Array.ConvertAll(coefficients, c => c.Midpoint.Scale(-_p.LogScale).Round(_fractionBits + 8));
            }
        }

        string where = PlaceText.Of(_target, Array.ConvertAll(u, v => (double)v));
        throw new TargetException($"The values of {_target.Name} cannot be computed at {where}: it or a derivative may be undefined or infinite there.");
    }
}
