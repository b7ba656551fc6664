using System.Numerics;
using QuantRelu.Analysis.Regions;

namespace QuantRelu.Certification.Grids;

/// <summary>
/// The vertices of all convex regions of a class of cells within a box, with the values of its functions there: on each region, and between its vertices,
/// all of them are affine.
/// </summary>
/// <param name="Vertices">The vertices τ, each once.</param>
/// <param name="Values">Function number i at vertex v, within 2^-50 of itself, at i·vertices + v.</param>
/// <param name="Reach">For each axis half the widest region.</param>
internal sealed record RegionVertices(HomogeneousPoint[] Vertices, double[] Values, double[] Reach)
{
    /// <summary>Finds them.</summary>
    /// <param name="kinks">The kinks that there are on the box.</param>
    /// <param name="box">The box.</param>
    /// <param name="most">The most regions.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The vertices, or about how many regions there are when there are too many.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static (RegionVertices? Found, double Regions) Within(LocalKinks kinks, ConvexCell box, int most, CancellationToken cancellationToken) =>
        new IntegerWalks(kinks.ToNetwork()).Run(new Search(kinks, box, most, cancellationToken));

    private sealed record Search(LocalKinks Kinks, ConvexCell Box, int Most, CancellationToken Cancellation)
        : IWalkAction<(RegionVertices? Found, double Regions)>
    {
        public (RegionVertices? Found, double Regions) Run<TInteger>(RegionWalk<TInteger> walk)
            where TInteger : struct, IBinaryInteger<TInteger>
        {
            int last = walk.LastLevel, regions = 0;
            double measure = 0;
            var known = new HashSet<SpaceForm<BigInteger>>();
            var small = new HashSet<(long, long, long, long)>();
            var vertices = new List<HomogeneousPoint>();
            var columns = new List<double[]>();
            double[] reach = new double[Box.Dimension];
            walk.Begin(Box);
            while (walk.MoveToCell(last, out ConvexCell cell))
            {
                if (++regions > Most)
                {
                    return (null, regions * (double)Box.Measure() / measure);
                }

                Cancellation.ThrowIfCancellationRequested();
                measure += (double)cell.Measure();
                for (int k = 0; k < reach.Length; k++)
                {
                    reach[k] = Math.Max(reach[k], cell[k].Half);
                }

                SpaceForm<TInteger>[] forms = Array.ConvertAll(Kinks.Functions, f => Form(f, walk));
                foreach (HomogeneousPoint vertex in cell.Vertices)
                {
                    if (vertex.IsSmall ? small.Add((vertex.X, vertex.Y, vertex.Z, vertex.W)) : known.Add(vertex.Exact))
                    {
                        vertices.Add(vertex);
                        columns.Add([.. forms.Select((form, i) => form.IsZero ? 0 : Kinks.Functions[i].NearFactor * Quotient(form, vertex))]);
                    }
                }
            }

            double[] values = new double[Kinks.Functions.Length * columns.Count];
            for (int v = 0; v < columns.Count; v++)
            {
                for (int i = 0; i < Kinks.Functions.Length; i++)
                {
                    values[(i * columns.Count) + v] = columns[v][i];
                }
            }

            return (new RegionVertices([.. vertices], values, reach), regions);
        }

        // Of the cell at which the walk is.
        private static SpaceForm<TInteger> Form<TInteger>(LocalFunction function, RegionWalk<TInteger> walk)
            where TInteger : struct, IBinaryInteger<TInteger>
        {
            SpaceForm<TInteger> form = function.Form.To<TInteger>();
            foreach ((int kink, long weight) in function.Terms)
            {
                form = form.Plus(TInteger.CreateChecked(weight), walk.ValueOf(kink));
            }

            return form;
        }

        // A quotient of two converted integers errs by 3·2^-53 of itself, the factor and the product by 2^-53 each.
        private static double Quotient<TInteger>(SpaceForm<TInteger> form, HomogeneousPoint at)
            where TInteger : struct, IBinaryInteger<TInteger> => typeof(TInteger) == typeof(long) && at.IsSmall
            ? (double)form.TimesSmallWeight(at) / at.W
            : (double)Rational.Create(form.TimesWeight(at), at.Exact.One);
    }
}
