using QuantRelu.Analysis.Regions;

namespace QuantRelu.Analysis;

/// <summary>A convex polytope on which a network is one affine function: u ↦ Constant + Σ Slopes[k] u_k.</summary>
public sealed class LinearRegion
{
    internal LinearRegion(ConvexCell cell, Rational constant, ImmutableArray<Rational> slopes)
    {
        Cell = cell;
        Vertices = [.. cell.Vertices.Select(v => Enumerable.Range(0, cell.Dimension).Select(v.Coordinate).ToImmutableArray())];
        Constant = constant;
        Slopes = slopes;
    }

    /// <summary>The exact vertices; two ends from left to right, or the corners of a polygon in the order of its boundary.</summary>
    public ImmutableArray<ImmutableArray<Rational>> Vertices { get; }

    /// <summary>The polytope.</summary>
    internal ConvexCell Cell { get; }

    /// <summary>The value of the affine function at 0.</summary>
    public Rational Constant { get; }

    /// <summary>The gradient.</summary>
    public ImmutableArray<Rational> Slopes { get; }

    /// <summary>The affine function at a point.</summary>
    /// <param name="u">One coordinate for each slope.</param>
    /// <exception cref="ArgumentException">There are not as many.</exception>
    public Rational At(IReadOnlyList<Rational> u)
    {
        ArgumentNullException.ThrowIfNull(u);
        if (u.Count != Slopes.Length)
        {
            throw new ArgumentException($"A point of dimension {Slopes.Length} was expected, not {u.Count}.", nameof(u));
        }

        Rational value = Constant;
        for (int k = 0; k < Slopes.Length; k++)
        {
            value += Slopes[k] * u[k];
        }

        return value;
    }

    /// <summary>"4 vertices, 1/2 - u1 + 3 u2".</summary>
    public override string ToString() =>
        $"{Vertices.Length} vertices, {Constant}{string.Concat(Slopes.Select((s, k) => $" {(s.Sign < 0 ? '-' : '+')} {Rational.Abs(s)} u{k + 1}"))}";
}
