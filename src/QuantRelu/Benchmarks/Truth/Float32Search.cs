using QuantRelu.Analysis;
using QuantRelu.Evaluation;
using QuantRelu.Formats.Onnx;
using QuantRelu.Formats.VnnLib;

namespace QuantRelu.Benchmarks.Truth;

/// <summary>Looks for inputs of float32 numbers that answer a question, near an exact answer.</summary>
internal static class Float32Search
{
    /// <summary>
    /// An exact answer of such numbers is the nearest. Of one input every linear piece is looked at, so that the nearest is found or none exists. Of several,
    /// the corners of the cell of float32 numbers around the exact answer are, the corners of regions, and points within the regions that meet there.
    /// </summary>
    public static (Float32Knowledge Knowledge, Witness? Found) Of(KnownRange range, VerificationQuery query, ImmutableArray<Rational> at)
    {
        if (at.All(Float32.Holds))
        {
            return (Float32Knowledge.Nearest, At(range, at));
        }

        IEnumerable<LinearRegion> regions = LinearRegions.Of(range.Model, range.Box).Enumerate();
        if (at.Length == 1)
        {
            Rational? nearest = Nearest(regions.SelectMany(r => Parts(r, query)), at[0]);
            return nearest is { } u ? (Float32Knowledge.Nearest, At(range, [u])) : (Float32Knowledge.NoneExists, null);
        }

        foreach (ImmutableArray<Rational> u in Around(range.Box, at).Concat(regions.SelectMany(r => Within(r, query, at))))
        {
            Witness witness = At(range, u);
            if (query.Holds(witness.Input, [witness.Output]))
            {
                return (Float32Knowledge.Found, witness);
            }
        }

        return (Float32Knowledge.NotFound, null);
    }

    private static Witness At(KnownRange range, ImmutableArray<Rational> u) => new(u, ExactEvaluator.Evaluate(range.Model, u)[0]);

    // The parts of a linear piece on which the conditions of an alternative hold, none of which is strict where there is an answer.
    private static IEnumerable<(Rational From, Rational To)> Parts(LinearRegion piece, VerificationQuery query)
    {
        foreach (ImmutableArray<OutputCondition> conditions in query.Alternatives)
        {
            Rational from = piece.Vertices[0][0], to = piece.Vertices[1][0];
            foreach (OutputCondition condition in conditions)
            {
                Rational sign = condition.IsFromBelow ? 1 : -1, slope = sign * piece.Slopes[0], rest = sign * (condition.Bound - piece.Constant);
                if (slope.IsZero)
                {
                    to = rest.Sign <= 0 ? to : from - 1;
                }
                else if (slope.Sign > 0)
                {
                    from = from > rest / slope ? from : rest / slope;
                }
                else
                {
                    to = to < rest / slope ? to : rest / slope;
                }
            }

            if (from <= to)
            {
                yield return (from, to);
            }
        }
    }

    private static Rational? Nearest(IEnumerable<(Rational From, Rational To)> parts, Rational at)
    {
        Rational? best = null;
        foreach ((Rational from, Rational to) in parts)
        {
            (Rational least, Rational most) = (Float32.AtLeast(from), Float32.AtMost(to));
            if (least > most)
            {
                continue;
            }

            foreach (Rational u in new[] { Clamp(Float32.AtMost(at), least, most), Clamp(Float32.AtLeast(at), least, most) })
            {
                best = best is { } known && Rational.Abs(known - at) <= Rational.Abs(u - at) ? best : u;
            }
        }

        return best;
    }

    private static Rational Clamp(Rational u, Rational least, Rational most) => u < least ? least : u > most ? most : u;

    // The corners of the cell of float32 numbers around a point, the nearest first; the box's own ends are such numbers.
    private static IEnumerable<ImmutableArray<Rational>> Around(Domain box, ImmutableArray<Rational> at) =>
        at.Aggregate(
                new[] { ImmutableArray<Rational>.Empty }.AsEnumerable(),
                (points, u) => points.SelectMany(p => new[] { Float32.AtMost(u), Float32.AtLeast(u) }.Distinct().Select(p.Add)))
            .Where(p => box.Sides.Select((s, k) => s.Low <= p[k] && p[k] <= s.High).All(inside => inside))
            .OrderBy(p => p.Select((u, k) => (u - at[k]) * (u - at[k])).Aggregate((a, b) => a + b));

    // Corners that are float32 numbers and answers; and, of a region with the exact witness as a corner, points on the way to its centre.
    private static IEnumerable<ImmutableArray<Rational>> Within(LinearRegion region, VerificationQuery query, ImmutableArray<Rational> at)
    {
        foreach (ImmutableArray<Rational> corner in region.Vertices.Where(v => v.All(Float32.Holds) && query.Holds(v, [region.At(v)])))
        {
            yield return corner;
        }

        if (!region.Vertices.Any(v => v.SequenceEqual(at)))
        {
            yield break;
        }

        Rational[] centre = [.. at.Select((_, k) => region.Vertices.Aggregate((Rational)0, (sum, v) => sum + v[k]) / region.Vertices.Length)];
        for (Rational part = Rational.Create(1, 2); part > Rational.Create(1, 1 << 24); part /= 2)
        {
            yield return [.. at.Select((u, k) => Float32.Near(u + (part * (centre[k] - u))))];
        }
    }
}
