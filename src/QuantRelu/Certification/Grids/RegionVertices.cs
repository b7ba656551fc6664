using System.Numerics;
using QuantRelu.Analysis.Regions;

namespace QuantRelu.Certification.Grids;

/// <summary>
/// The vertices of all convex regions of a class of cells within a box, with the values of its functions there: on each region, and between its vertices,
/// all of them are affine.
/// </summary>
/// <param name="Vertices">The vertices τ, each once.</param>
/// <param name="Values">Function number i at vertex v, within 2^-48 of its size, at i·vertices + v.</param>
/// <param name="Sizes">For each function the greatest sum of magnitudes Σ|c_k τ_k| + |c_0| that its value is added up from.</param>
/// <param name="Reach">For each axis half the widest region.</param>
internal sealed record RegionVertices(HomogeneousPoint[] Vertices, double[] Values, double[] Sizes, double[] Reach)
{
    /// <summary>
    /// 2^-48. Doubles next to coefficients err by 2^-52 of themselves, next to coordinates by 2^-51, and next to the factor by 2^-53; two products and
    /// three sums by 2^-53 each: together 12·2^-53, less than 2^-49 of the size, which is itself rounded.
    /// </summary>
    public const double Doubt = 1.0 / (1L << 48);

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
            var known = new HashSet<HomogeneousPoint>(HomogeneousPoint.ByPlace);
            var table = new Table<TInteger>(Kinks, walk);
            double[] reach = new double[Box.Dimension];
            walk.Begin(Box);
            while (walk.MoveToCell(last, out ConvexCell cell))
            {
                if (++regions > Most)
                {
                    Rational ahead = walk.Ahead.Append(cell).Aggregate((Rational)0, (sum, c) => sum + c.Measure());
                    return (null, regions / (1 - (double)(ahead / Box.Measure())));
                }

                Cancellation.ThrowIfCancellationRequested();
                for (int k = 0; k < reach.Length; k++)
                {
                    reach[k] = Math.Max(reach[k], cell[k].Half);
                }

                table.Enter();
                foreach (HomogeneousPoint vertex in cell.Vertices)
                {
                    if (known.Add(vertex))
                    {
                        table.Add(vertex);
                    }
                }
            }

            return (new RegionVertices([.. table.Vertices], table.Values(), table.Sizes, reach), regions);
        }
    }

    /// <summary>The values that a walk finds, vertex by vertex.</summary>
    private sealed class Table<TInteger>(LocalKinks kinks, RegionWalk<TInteger> walk)
        where TInteger : struct, IBinaryInteger<TInteger>
    {
        private readonly int _count = kinks.Factors.Length;
        private readonly (double X, double Y, double Z, double One)[] _forms = new (double, double, double, double)[kinks.Factors.Length];
        private double[] _columns = new double[64 * kinks.Factors.Length];
        private bool _hasForms;

        public List<HomogeneousPoint> Vertices { get; } = [];

        public double[] Sizes { get; } = new double[kinks.Factors.Length];

        // The walk is at another cell.
        public void Enter() => _hasForms = false;

        public void Add(HomogeneousPoint vertex)
        {
            if (!_hasForms)
            {
                ReadForms();
                _hasForms = true;
            }

            int at = Vertices.Count * _count;
            Vertices.Add(vertex);
            if (_columns.Length < at + _count)
            {
                Array.Resize(ref _columns, 2 * _columns.Length);
            }

            Span<double> column = _columns.AsSpan(at, _count);
            for (int i = 0; i < column.Length; i++)
            {
                (double x, double y, double z, double one) = _forms[i];
                (x, y, z) = (x * vertex.NearX, y * vertex.NearY, z * vertex.NearZ);
                column[i] = x + y + z + one;
                Sizes[i] = Math.Max(Sizes[i], Math.Abs(x) + Math.Abs(y) + Math.Abs(z) + Math.Abs(one));
            }
        }

        public double[] Values()
        {
            double[] values = new double[_count * Vertices.Count];
            for (int v = 0; v < Vertices.Count; v++)
            {
                for (int i = 0; i < _count; i++)
                {
                    values[(i * Vertices.Count) + v] = _columns[(v * _count) + i];
                }
            }

            return values;
        }

        private void ReadForms()
        {
            for (int i = 0; i < _count; i++)
            {
                SpaceForm<TInteger> form = walk.FormOf(kinks.Count + i);
                double factor = kinks.Factors[i];
                _forms[i] = (factor * Near(form.X), factor * Near(form.Y), factor * Near(form.Z), factor * Near(form.One));
            }
        }

        private static double Near(TInteger value) => double.CreateTruncating(value);
    }
}
