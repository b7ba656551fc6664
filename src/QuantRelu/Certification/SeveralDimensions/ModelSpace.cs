using QuantRelu.Numerics;

namespace QuantRelu.Certification.SeveralDimensions;

/// <summary>The polynomials of a degree in s ∈ [-1, 1]^d that models are made of: which product of two monomials is which monomial.</summary>
internal sealed class ModelSpace
{
    /// <summary>Stands in <see cref="Products"/> for a product of too high a degree.</summary>
    public const int TooHigh = -1;

    private readonly int[] _lower;

    private ModelSpace(JetSpace monomials)
    {
        Monomials = monomials;
        Count = monomials.Count;
        IsSquare = new bool[Count];
        Products = new int[Count * Count];
        for (int i = 0; i < Count; i++)
        {
            IsSquare[i] = !monomials[i].Entries.ContainsAnyExcept([.. Enumerable.Range(0, (monomials.Order / 2) + 1).Select(k => 2 * k)]);
            for (int j = 0; j < Count; j++)
            {
                Products[(i * Count) + j] = Product(i, j);
            }
        }

        Axes = [.. Enumerable.Range(0, monomials.Dimension).Select(k => monomials.IndexOf(Unit(k)))];
        _lower = new int[Count * Axes.Length];
        for (int i = 0; i < Count; i++)
        {
            for (int k = 0; k < Axes.Length; k++)
            {
                int product = Products[(i * Count) + Axes[k]];
                if (product != TooHigh)
                {
                    _lower[(product * Axes.Length) + k] = i;
                }
            }
        }
    }

    /// <summary>The monomials s^α.</summary>
    public JetSpace Monomials { get; }

    /// <summary>Number of monomials.</summary>
    public int Count { get; }

    /// <summary>True for a monomial that is a square, and so is in [0, 1].</summary>
    public bool[] IsSquare { get; }

    /// <summary>The monomial i·j at i·Count + j.</summary>
    public int[] Products { get; }

    /// <summary>The first monomial of degree 2.</summary>
    public int FirstBent => Monomials.CountUpTo(1);

    /// <summary>The monomial s_k of each axis.</summary>
    public int[] Axes { get; }

    /// <summary>Models in d variables, of a degree that keeps them small.</summary>
    public static ModelSpace Of(int dimension) => new(JetSpace.Create(dimension, dimension switch { 1 => 7, 2 => 5, 3 => 4, 4 => 3, _ => 2 }));

    /// <summary>The monomial divided by s_axis, which it must contain.</summary>
    public int Lower(int monomial, int axis) => _lower[(monomial * Axes.Length) + axis];

    private int Product(int i, int j)
    {
        if (Monomials[i].Total + Monomials[j].Total > Monomials.Order)
        {
            return TooHigh;
        }

        int[] sum = Monomials[i].Entries.ToArray();
        for (int k = 0; k < sum.Length; k++)
        {
            sum[k] += Monomials[j].Entries[k];
        }

        return Monomials.IndexOf(new MultiIndex(sum));
    }

    private MultiIndex Unit(int axis)
    {
        int[] entries = new int[Monomials.Dimension];
        entries[axis] = 1;
        return new MultiIndex(entries);
    }
}
