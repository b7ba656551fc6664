using System.Numerics;
using CsCheck;
using FluentAssertions;
using QuantRelu.Analysis.Regions;
using Xunit;

namespace QuantRelu.Tests.Analysis.Regions;

public class ExactGeometryTests
{
    private static readonly Gen<UInt128> Wide = Gen.Select(Gen.ULong, Gen.ULong, Gen.Int[0, 127]).Select((a, b, shift) => new UInt128(a, b) >> shift);

    // Few bits, and as many as 64 bits hold no more.
    private static readonly Gen<Rational> Coordinates =
        Gen.OneOf(Gen.Select(Gen.Int[-9, 9], Gen.Int[1, 9]).Select((p, q) => Rational.Create(p, q)), Gen.Select(Gen.Long, Gen.Int[1, 99]).Select((p, q) =>
            Rational.Create(new BigInteger(p) * 12345678901, new BigInteger(q) << 70)));

    private static readonly Gen<SpaceForm<long>> Forms =
        Gen.Select(Gen.Int[-9, 9], Gen.Int[-9, 9], Gen.Int[-9, 9], Gen.Int[-9, 9]).Select((x, y, z, one) => new SpaceForm<long>(x, y, z, one));

    [Fact]
    public void The_greatest_common_divisor_of_wide_integers_is_the_usual_one() => Gen.Select(Wide, Wide, Wide).Sample((a, b, c) =>
    {
        (UInt128 p, UInt128 q) = ((a >> 64) * (c & ulong.MaxValue), (b >> 64) * (c & ulong.MaxValue));
        return (BigInteger)WideDivisor.Of(p, q) == BigInteger.GreatestCommonDivisor(p, q)
            && (BigInteger)WideDivisor.Of(a, b) == BigInteger.GreatestCommonDivisor(a, b);
    }, iter: 2000);

    [Fact]
    public void A_zero_lies_on_the_form_and_between_its_points_whatever_integers_are_used() =>
        Gen.Select(Coordinates.Array[3], Coordinates.Array[3], Forms).Sample((a, b, form) =>
        {
            var (p, q) = (HomogeneousPoint.Of(a), HomogeneousPoint.Of(b));
            if (form.SignAt(p) * form.SignAt(q) >= 0)
            {
                return true;
            }

            var zero = HomogeneousPoint.Zero(p, q, form);
            SpaceForm<BigInteger> exact = zero.Exact, large = HomogeneousPoint.Zero(p, q, form.To<BigInteger>()).Exact;
            Rational f = Value(form, a), g = Value(form, b), t = f / (f - g);
            return exact == large && exact.One.Sign > 0 && form.SignAt(zero) == 0
                && Enumerable.Range(0, 3).All(k => zero.Coordinate(k) == a[k] + (t * (b[k] - a[k])));
        }, iter: 3000);

    [Fact]
    public void Points_are_told_from_each_other_by_their_exact_places() => Gen.Select(Coordinates.Array[3], Coordinates).Sample((a, other) =>
    {
        HomogeneousPoint point = HomogeneousPoint.Of(a), again = HomogeneousPoint.Of(a), near = HomogeneousPoint.Of([a[0], a[1], a[2] + (other / (1 << 30))]);
        IEqualityComparer<HomogeneousPoint> places = HomogeneousPoint.ByPlace;
        return places.Equals(point, again) && places.GetHashCode(point) == places.GetHashCode(again) && places.Equals(point, near) == other.IsZero;
    });

    [Fact]
    public void Doubles_are_next_to_the_coordinates() => Coordinates.Array[3].Sample(c =>
    {
        var point = HomogeneousPoint.Of(c);
        return Enumerable.Range(0, 3).All(k => Rational.Abs(Dyadic.FromDouble(point.Near(k)) - c[k]) <= Rational.Abs(c[k]) * Dyadic.PowerOfTwo(-51));
    });

    [Fact]
    public void Parts_of_a_box_that_is_cut_again_and_again_have_its_volume_and_are_polyhedra() =>
        Gen.Select(Gen.Int[1, 3], Forms.Array[9]).Sample((dimension, forms) =>
        {
            ConvexCell box = ConvexCell.Box([.. Enumerable.Repeat(((Rational)(-1), (Rational)1), dimension)]);
            List<ConvexCell> parts = [box];
            foreach (SpaceForm<long> form in forms)
            {
                SpaceForm<long> f = form with { Y = dimension > 1 ? form.Y : 0, Z = dimension > 2 ? form.Z : 0 };
                parts = [.. parts.SelectMany(p => Cut(p, f))];
            }

            parts.Select(p => p.Measure()).Aggregate((a, b) => a + b).Should().Be(box.Measure());
            return parts.All(p => p.Measure().Sign > 0 && IsWhole(p));
        }, iter: 15);

    private static ConvexCell[] Cut(ConvexCell cell, SpaceForm<long> form)
    {
        sbyte[] signs = [.. cell.Vertices.Select(v => (sbyte)form.SignAt(v))];
        if (!signs.Contains((sbyte)1) || !signs.Contains((sbyte)-1))
        {
            return [cell];
        }

        (ConvexCell above, ConvexCell below) = cell.Cut(signs, form);
        above.Vertices.Should().OnlyContain(v => form.SignAt(v) >= 0);
        below.Vertices.Should().OnlyContain(v => form.SignAt(v) <= 0);
        return [above, below];
    }

    // Every face is a supporting plane, every edge of a polyhedron lies on two faces, and vertices - edges + faces = 2.
    private static bool IsWhole(ConvexCell cell)
    {
        bool supports = CellFace.Of(cell).All(f => cell.Vertices.Select(f.Plane.SignAt).Distinct().Count() == 2
            && f.Vertices.All(v => f.Plane.SignAt(v) == 0));
        if (cell is not Polyhedron solid)
        {
            return supports;
        }

        var edges = solid.Faces.SelectMany(f => f.Select((v, i) => (Math.Min(v, f[(i + 1) % f.Length]), Math.Max(v, f[(i + 1) % f.Length]))))
            .GroupBy(e => e).ToArray();
        return supports && edges.All(e => e.Count() == 2) && solid.Vertices.Length - edges.Length + solid.Faces.Length == 2;
    }

    private static Rational Value(SpaceForm<long> form, Rational[] at) =>
        (Rational.Create(form.X, 1) * at[0]) + (Rational.Create(form.Y, 1) * at[1]) + (Rational.Create(form.Z, 1) * at[2]) + Rational.Create(form.One, 1);
}
