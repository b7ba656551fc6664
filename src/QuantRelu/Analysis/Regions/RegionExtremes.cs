using System.Numerics;

namespace QuantRelu.Analysis.Regions;

/// <summary>The number of regions, the greatest and the least value with their vertices, and the greatest slopes: doubles decide where they can.</summary>
/// <param name="stretch">For each axis a positive integer by which slopes are multiplied before they are compared.</param>
internal sealed class RegionExtremes(BigInteger[] stretch) : IRegionVisitor
{
    private const double Doubt = 1.0 / (1L << 48);
    private readonly double[] _nearStretch = [.. stretch.Select(s => (double)s)];
    private double _high = double.NegativeInfinity;
    private double _low = double.PositiveInfinity;
    private double _steepness;
    private double _square;

    /// <summary>The regions.</summary>
    public long Count { get; private set; }

    /// <summary>The greatest value times Scale, the first vertex at which it is attained.</summary>
    public (Rational Value, HomogeneousPoint At) Most { get; private set; }

    /// <summary>The least value times Scale, and the first vertex at which it is attained.</summary>
    public (Rational Value, HomogeneousPoint At) Least { get; private set; }

    /// <summary>The greatest |slope| along an axis, times Scale and the axis' stretch.</summary>
    public BigInteger Steepest { get; private set; }

    /// <summary>The greatest Σ slope², each times Scale and the axis' stretch.</summary>
    public BigInteger GreatestSquare { get; private set; }

    /// <inheritdoc/>
    public void Visit<TInteger>(ConvexCell cell, SpaceForm<TInteger> map)
        where TInteger : struct, IBinaryInteger<TInteger>
    {
        Count++;
        double fx = double.CreateTruncating(map.X), fy = double.CreateTruncating(map.Y), fz = double.CreateTruncating(map.Z);
        double one = double.CreateTruncating(map.One);
        foreach (HomogeneousPoint at in cell.Vertices)
        {
            double x = fx * at.NearX, y = fy * at.NearY, z = fz * at.NearZ, value = x + y + z + one;
            double doubt = Doubt * (Math.Abs(x) + Math.Abs(y) + Math.Abs(z) + Math.Abs(one));
            if (!(value + doubt < _high && value - doubt > _low))
            {
                Compare(Rational.Create(map.TimesWeight(at), at.Exact.One), at, (value - doubt, value + doubt));
            }
        }

        (fx, fy, fz) = (Math.Abs(fx * Near(0)), Math.Abs(fy * Near(1)), Math.Abs(fz * Near(2)));
        double steepness = Math.Max(fx, Math.Max(fy, fz)), square = (fx * fx) + (fy * fy) + (fz * fz);
        if (steepness >= _steepness * (1 - Doubt) || square >= _square * (1 - Doubt))
        {
            (_steepness, _square) = (Math.Max(_steepness, steepness), Math.Max(_square, square));
            Compare(map.To<BigInteger>());
        }
    }

    /// <summary>Adds what was found in a later subtree.</summary>
    public void Add(RegionExtremes later)
    {
        Most = Count == 0 || (later.Count > 0 && later.Most.Value > Most.Value) ? later.Most : Most;
        Least = Count == 0 || (later.Count > 0 && later.Least.Value < Least.Value) ? later.Least : Least;
        Steepest = BigInteger.Max(Steepest, later.Steepest);
        GreatestSquare = BigInteger.Max(GreatestSquare, later.GreatestSquare);
        Count += later.Count;
    }

    private double Near(int axis) => axis < _nearStretch.Length ? _nearStretch[axis] : 0;

    private void Compare(Rational value, HomogeneousPoint at, (double Low, double High) near)
    {
        if (double.IsNegativeInfinity(_high) || value > Most.Value)
        {
            (Most, _high) = ((value, at), near.Low);
        }

        if (double.IsPositiveInfinity(_low) || value < Least.Value)
        {
            (Least, _low) = ((value, at), near.High);
        }
    }

    private void Compare(SpaceForm<BigInteger> map)
    {
        BigInteger square = 0;
        for (int k = 0; k < stretch.Length; k++)
        {
            BigInteger slope = BigInteger.Abs(stretch[k] * (k == 0 ? map.X : k == 1 ? map.Y : map.Z));
            Steepest = BigInteger.Max(Steepest, slope);
            square += slope * slope;
        }

        GreatestSquare = BigInteger.Max(GreatestSquare, square);
    }
}
