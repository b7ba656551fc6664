using CsCheck;
using FluentAssertions;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Targets;

public class CodeEnclosureTests
{
    private static readonly Gen<Rational> Coefficient = Gen.Select(Gen.Int[-40, 40], Gen.Int[1, 30], (p, q) => Rational.Create(p, q));

    [Fact]
    public void Ranges_and_affine_functions_hold_the_exact_values_of_quadratics_of_two_variables_on_any_domain() =>
        Gen.Select(Coefficient.Array[3], Gen.Int[-9, 9].Array[2], Gen.Int[1, 40].Array[2], Gen.Int[0, 255].Array[2], Gen.Int[0, 8], Gen.Int[0, 16].Array[2])
            .Sample((c, low, width, corner, level, inside) =>
            {
                var domain = Domain.Create([.. low.Zip(width, (a, w) => (Rational.Create(a, 3), Rational.Create(a, 3) + Rational.Create(w, 7)))]);
                CodeEnclosure enclosure = CodeEnclosure.Of("quadratic", Function(c, Reach(domain)), domain)!;
                double side = Math.ScaleB(1, -level);
                double[] from = [.. corner.Select(k => (k & ((1 << level) - 1)) * side)], to = [.. from.Select(u => u + side)];
                double[] centre = [.. from.Select(u => u + (side / 2))], half = [side / 2, side / 2];
                Rational[] s = [.. inside.Select(i => Rational.Create(i - 8, 8))];
                Rational[] x = [.. s.Select((t, k) => domain.FromUnit(k, Exact(centre[k]) + (Exact(half[k]) * t)))];
                Rational value = At(c, x);

                AffineEnclosure affine = enclosure.Affine(from, to, centre, half)!.Value;
                Rational near = Exact(affine.Value) + (Exact(affine.Slopes[0]) * s[0]) + (Exact(affine.Slopes[1]) * s[1]);
                Interval range = enclosure.Range(
                    [.. from.Zip(to, (a, b) => Interval.Create(Dyadic.FromDouble(a), Dyadic.FromDouble(b)))], new IntervalAlgebra(64));
                Rational widest = Rational.Create(width.Max(), 7), bend = 4 * Largest(c) * widest * widest;
                return Rational.Abs(near - value) <= Exact(affine.Radius) && range.Contains(value)
                    && Exact(affine.Radius) <= (4 * bend * Exact(side) * Exact(side)) + Dyadic.PowerOfTwo(-20);
            }, iter: 3000);

    private static Rational Exact(double value) => Dyadic.FromDouble(value);

    private static Rational At(Rational[] c, Rational[] x) => (c[0] * x[0] * x[0]) + (c[1] * x[0] * x[1]) + (c[2] * x[1] * x[1]);

    private static Rational Largest(Rational[] numbers) => numbers.Select(Rational.Abs).Max();

    private static Rational Reach(Domain domain) => Largest([.. domain.Sides.SelectMany(s => new[] { s.Low, s.High })]);

    // Its doubles are wrong in their last places on purpose, by less than is stated.
    private static DelegateFunction Function(Rational[] c, Rational reach)
    {
        double[] rounded = [.. c.Select(v => (double)v)];
        double error = Math.ScaleB(Math.Max(1, (double)(Largest(c) * reach * reach)), -40);
        return new(x => (rounded[0] * x[0] * x[0]) + (rounded[1] * x[0] * x[1]) + (rounded[2] * x[1] * x[1]) + (error * 0.9 * Math.Sin(1e6 * (x[0] + x[1]))))
        {
            ValueError = error,
            DerivativeBounds = [DirectedRounding.Up(3 * Largest(c) * (reach + Rational.Create(1, 1 << 30))), DirectedRounding.Up(2 * Largest(c))],
        };
    }
}
