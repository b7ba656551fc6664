using System.Numerics;
using QuantRelu.Analysis.Regions;

namespace QuantRelu.Evaluation.Exact;

/// <summary>A polygon on which a network is one affine function.</summary>
internal readonly record struct PlanePart(ConvexCell Cell, PlaneMap Map);

/// <summary>
/// A square of the 2^m by 2^m that the unit square is cut into, and the parts of it on which a network is affine, which cover it.
/// </summary>
/// <remarks>
/// A continuous function that is one of two affine functions A and B at every point of a square is max(A, B) = (A + B)/2 + |A - B|/2 on it, or
/// min(A, B) = (A + B)/2 - |A - B|/2: where A ≠ B are two convex sets, and on each of them the closed sets where it is A and where it is B do not meet, so
/// that it is A on all of the set or B. If both occur, it is A on one side of the line A = B and B on the other. A point of B's side tells which: it is
/// max(A, B) if B > A there.
/// </remarks>
/// <param name="Level">m.</param>
/// <param name="Column">From x = Column 2^-m on.</param>
/// <param name="Row">From y = Row 2^-m on.</param>
/// <param name="Parts">The parts.</param>
internal sealed record PlaneSquare(int Level, int Column, int Row, IReadOnlyList<PlanePart> Parts)
{
    /// <summary>True when it has at most two affine functions.</summary>
    public bool IsSimple => Parts.All(p => p.Map == Parts[0].Map) || Parts.Select(p => p.Map).Distinct().Count() == 2;

    /// <summary>What a network is on a simple square.</summary>
    /// <param name="bits">All coefficients are multiples of 2^-bits, and their sums and differences need no rounding.</param>
    public PlanePiece Piece(int bits)
    {
        PlaneMap a = Parts[0].Map;
        if (Parts.FirstOrDefault(p => p.Map != a) is not { Cell: not null } other)
        {
            return new PlanePiece(a, default, isAdded: true);
        }

        PlaneMap above = other.Map - a;
        SpaceForm<BigInteger> form = above.Times(bits);
        bool isMost = other.Cell.Vertices.Select(form.SignAt).First(sign => sign != 0) > 0;
        return new PlanePiece((a + other.Map).Half(), above.Half(), isMost);
    }

    /// <summary>Its four quarters.</summary>
    public IEnumerable<PlaneSquare> Quarters()
    {
        int scale = 1 << (Level + 1);
        var (left, right) = Cut(Parts, new(scale, 0, 0, -((2 * Column) + 1)));
        foreach (var (parts, column) in new[] { (left, 2 * Column), (right, (2 * Column) + 1) })
        {
            var (low, high) = Cut(parts, new(0, scale, 0, -((2 * Row) + 1)));
            yield return new PlaneSquare(Level + 1, column, 2 * Row, low);
            yield return new PlaneSquare(Level + 1, column, (2 * Row) + 1, high);
        }
    }

    private static (List<PlanePart> Below, List<PlanePart> Above) Cut(IReadOnlyList<PlanePart> parts, SpaceForm<long> form)
    {
        List<PlanePart> below = [], above = [];
        foreach (PlanePart part in parts)
        {
            sbyte[] signs = [.. part.Cell.Vertices.Select(v => (sbyte)form.SignAt(v))];
            if (Array.TrueForAll(signs, s => s <= 0))
            {
                below.Add(part);
            }
            else if (Array.TrueForAll(signs, s => s >= 0))
            {
                above.Add(part);
            }
            else
            {
                (ConvexCell up, ConvexCell down) = part.Cell.Cut(signs, form);
                above.Add(part with { Cell = up });
                below.Add(part with { Cell = down });
            }
        }

        return (below, above);
    }
}
