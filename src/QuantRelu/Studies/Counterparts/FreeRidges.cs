using QuantRelu.Constructions.Hinges;

namespace QuantRelu.Studies.Counterparts;

/// <summary>
/// Sums of piecewise linear functions of x, y, (x + y)/2 and (x - y + 1)/2 with the fewest pieces that are found: each function in the corridor that the
/// target and the other functions leave it, as hinges over few values find theirs (<see cref="TwoVariables"/>), and with bends anywhere.
/// </summary>
internal static class FreeRidges
{
    /// <summary>The sums, those of the fewest weights first.</summary>
    /// <param name="target">A function of two variables.</param>
    /// <param name="error">What they may be off by at the places of the grid.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static ImmutableArray<ImmutableArray<FreePolygon.Summand>> Of(Target target, Rational error, CancellationToken cancellationToken)
    {
        var plane = new TwoVariables(target, error);
        var found = new List<Ridge[]>();
        foreach ((int[] Order, RidgeFit Fit, double Share) attempt in plane.Attempts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.AddRange(plane.InTurn<Ridge>(attempt, (direction, corridor, _, _) => Fewest(direction, corridor), (ridge, t) => ridge.Function.At(t)));
        }

        return
        [
            .. found.OrderBy(ridges => ridges.Sum(r => r.Weights))
                .Select(ridges => (ImmutableArray<FreePolygon.Summand>)[.. ridges.Select(r => r.Summand)]),
        ];
    }

    private static Ridge? Fewest(int direction, Corridor corridor)
    {
        (double Z, double Low, double High)[] places = [.. corridor.Places];
        if (places.Any(p => !(p.Low < p.High)))
        {
            return null;
        }

        return new Ridge(Direction.OfPlane[direction], FewestPieces.Of(places));
    }

    // A function of a direction.
    private sealed record Ridge(Direction Direction, Polyline Function)
    {
        // Of each hinge: the direction's coefficients, the knot, the change of the slope.
        public int Weights => (Function.Knots.Length - 2) * (Direction.Row.Count(r => r != 0) + 2);

        // T = row·u + b is t, or 2t.
        public FreePolygon.Summand Summand
        {
            get
            {
                double stretch = Math.ScaleB(1, 1 - Direction.Scale);
                return new(Direction.Row, Direction.Bias, stretch, [.. Function.Knots.Select(k => stretch * k)], T => Function.At(T / stretch));
            }
        }
    }
}
