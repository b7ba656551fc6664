namespace QuantRelu.Numerics;

/// <summary>
/// Truncated Taylor polynomials in d variables over any scalar algebra (Taylor-mode differentiation): evaluating an
/// expression in jets gives all its partial derivatives up to the order of the space at once. Sums, products and quotients here;
/// elementary functions beside, f(u) = Σ_j f_j (u - u_0)^j with f_j the Taylor coefficients of f at u_0 = u(x).
/// Coefficients of order m never depend on those of a higher order, so a derivative that is infinite leaves the lower ones intact.
/// </summary>
/// <typeparam name="T">The kind of number of the coefficients.</typeparam>
internal sealed partial class JetAlgebra<T> : IAlgebra<Jet<T>>
{
    private readonly IAlgebra<T> _scalar;
    private readonly JetProductTable _products;
    private readonly T _zero;
    private readonly KinkRule _kinks;

    /// <summary>The jets of a space over a scalar algebra.</summary>
    /// <param name="scalar">The algebra of the coefficients.</param>
    /// <param name="space">Which derivatives.</param>
    /// <param name="kinks">Over sets, what is known of derivatives of abs, min and max where two branches may be equal.</param>
    /// <exception cref="ArgumentOutOfRangeException">A product of two jets would have more than 20 million terms.</exception>
    public JetAlgebra(IAlgebra<T> scalar, JetSpace space, KinkRule kinks = KinkRule.Unknown)
    {
        ArgumentNullException.ThrowIfNull(scalar);
        ArgumentNullException.ThrowIfNull(space);
        _scalar = scalar;
        _products = space.Products;
        _zero = scalar.Constant(0);
        _kinks = kinks;
        Space = space;
    }

    /// <summary>Which derivatives the jets carry.</summary>
    public JetSpace Space { get; }

    /// <inheritdoc/>
    public Jet<T> Pi => Constant(_scalar.Pi);

    /// <inheritdoc/>
    public Jet<T> Constant(Rational value) => Constant(_scalar.Constant(value));

    /// <summary>The jet of a constant function: the value, and derivatives zero.</summary>
    public Jet<T> Constant(T value) => Make(0, [value]);

    /// <summary>The jet of the function x ↦ x_i at a point whose i-th coordinate, counted from 0, is <paramref name="value"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Jet<T> Variable(int axis, T value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(axis);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(axis, Space.Dimension);
        if (Space.Order == 0)
        {
            return Constant(value);
        }

        // Lexicographic order puts the unit vector of the last axis first.
        T[] stored = new T[Space.Dimension + 1];
        Array.Fill(stored, _zero);
        stored[0] = value;
        stored[Space.Dimension - axis] = _scalar.Constant(1);
        return Make(1, stored);
    }

    /// <summary>The jet with given coefficients c_k, in the order of the space.</summary>
    /// <exception cref="ArgumentException">Their number is not that of the space.</exception>
    public Jet<T> FromCoefficients(ReadOnlySpan<T> coefficients) => coefficients.Length == Space.Count
        ? Make(Space.Order, coefficients.ToArray())
        : throw new ArgumentException($"{coefficients.Length} coefficients were given for {Space.Count}.", nameof(coefficients));

    /// <inheritdoc/>
    public Jet<T> Add(Jet<T> a, Jet<T> b) => Combine(a, b, _scalar.Add, x => x, y => y);

    /// <inheritdoc/>
    public Jet<T> Subtract(Jet<T> a, Jet<T> b) => Combine(a, b, _scalar.Subtract, x => x, _scalar.Negate);

    /// <inheritdoc/>
    public Jet<T> Negate(Jet<T> a) => Map(a, _scalar.Negate);

    /// <summary>Product: (ab)_k = Σ_{i+j=k} a_i b_j.</summary>
    public Jet<T> Multiply(Jet<T> a, Jet<T> b)
    {
        if (a.Degree == 0)
        {
            return Map(b, c => _scalar.Multiply(a.Value, c));
        }

        if (b.Degree == 0)
        {
            return Map(a, c => _scalar.Multiply(c, b.Value));
        }

        int degree = Math.Min(Space.Order, a.Degree + b.Degree);
        T[] product = new T[Space.CountUpTo(degree)];
        for (int k = 0; k < product.Length; k++)
        {
            product[k] = Convolve(_products[k], a.Stored, b.Stored);
        }

        return Make(degree, product);
    }

    /// <summary>Quotient: q_k = (a_k - Σ_{i+j=k, i≠0} b_i q_j) / b_0.</summary>
    public Jet<T> Divide(Jet<T> a, Jet<T> b)
    {
        if (b.Degree == 0)
        {
            return Map(a, c => _scalar.Divide(c, b.Value));
        }

        T[] quotient = new T[Space.Count];
        for (int k = 0; k < quotient.Length; k++)
        {
            T rest = k == 0 ? a.Value : _scalar.Subtract(a[k], Convolve(_products[k][1..], b.Stored, quotient));
            quotient[k] = _scalar.Divide(rest, b.Value);
        }

        return Make(Space.Order, quotient);
    }

    private Jet<T> Make(int degree, T[] stored) => new(Space, degree, stored, _zero);

    private Jet<T> Map(Jet<T> a, Func<T, T> apply)
    {
        T[] stored = new T[a.Stored.Length];
        for (int k = 0; k < stored.Length; k++)
        {
            stored[k] = apply(a.Stored[k]);
        }

        return Make(a.Degree, stored);
    }

    /// <summary>Coefficient by coefficient; where only one jet has a coefficient, the other's is zero and needs no arithmetic.</summary>
    private Jet<T> Combine(Jet<T> a, Jet<T> b, Func<T, T, T> both, Func<T, T> onlyFirst, Func<T, T> onlySecond)
    {
        T[] stored = new T[Math.Max(a.Stored.Length, b.Stored.Length)];
        for (int k = 0; k < stored.Length; k++)
        {
            stored[k] = k >= b.Stored.Length ? onlyFirst(a.Stored[k])
                : k >= a.Stored.Length ? onlySecond(b.Stored[k])
                : both(a.Stored[k], b.Stored[k]);
        }

        return Make(Math.Max(a.Degree, b.Degree), stored);
    }

    /// <summary>Σ a_i b_j over pairs (i, j); coefficients beyond the end of a span are zero.</summary>
    private T Convolve(ReadOnlySpan<(int Left, int Right)> pairs, ReadOnlySpan<T> a, ReadOnlySpan<T> b)
    {
        T sum = _zero;
        bool empty = true;
        foreach ((int left, int right) in pairs)
        {
            if (left < a.Length && right < b.Length)
            {
                T product = _scalar.Multiply(a[left], b[right]);
                sum = empty ? product : _scalar.Add(sum, product);
                empty = false;
            }
        }

        return sum;
    }
}
