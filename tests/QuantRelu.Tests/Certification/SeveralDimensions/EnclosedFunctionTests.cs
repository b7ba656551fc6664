using CsCheck;
using QuantRelu.Analysis.Functions;
using QuantRelu.Certification.SeveralDimensions;
using Xunit;

namespace QuantRelu.Tests.Certification.SeveralDimensions;

public class EnclosedFunctionTests
{
    private static readonly Gen<Rational> Numbers = Gen.Select(Gen.Int[-12, 12], Gen.Int[1, 6]).Select((p, q) => Rational.Create(p, q));

    // Sums of kinks, and kinks of sums: what blocks compute of one value.
    private static readonly Gen<(PiecewiseLinear F, Func<Rational, Rational> Definition)> Functions =
        Gen.Select(Numbers, Numbers, Numbers, Numbers, Numbers, Numbers).Select((a, b, c, d, e, f) =>
        {
            PiecewiseLinear first = Rectified(PiecewiseLinear.Line(a, b)), second = Rectified(PiecewiseLinear.Line(c, d));
            var sum = PiecewiseLinear.Sum([e * first, f * second, PiecewiseLinear.Line(a, d)]);
            return (PiecewiseLinear.Sum([2 * Rectified(sum), -1 * second]).Plus(b), (Func<Rational, Rational>)Definition);

            Rational Definition(Rational t)
            {
                Rational one = Positive((a * t) + b), two = Positive((c * t) + d);
                return (2 * Positive((e * one) + (f * two) + (a * t) + d)) - two + b;
            }
        });

    private static Rational Positive(Rational value) => value.Sign > 0 ? value : 0;

    private static PiecewiseLinear Rectified(PiecewiseLinear function) => function.Apply(Activation.Relu);

    [Fact]
    public void A_parabola_encloses_the_function_on_every_interval() =>
        Gen.Select(Functions, Numbers, Numbers, Gen.Int[0, 16]).Sample((f, a, b, k) =>
        {
            (double low, double high) = ((double)(a < b ? a : b), (double)(a < b ? b : a));
            Parabola p = new EnclosedFunction(f.F).Enclose(low, high);
            Rational t = Exact(low) + ((Exact(high) - Exact(low)) * Rational.Create(k, 16)), x = t - Exact(p.Center);
            Rational parabola = Exact(p.A) + (x * (Exact(p.B) + (x * Exact(p.Q))));
            return Rational.Abs(f.Definition(t) - parabola) <= Exact(p.Radius);
        }, iter: 2000);

    [Fact]
    public void A_squarer_is_a_parabola_but_for_half_of_its_error()
    {
        // f_s^r = t - Σ g^i(t)/4^i on [0, 1], as a block computes it.
        const int r = 6;
        PiecewiseLinear tooth = Rectified(PiecewiseLinear.Line(1, 0));
        List<PiecewiseLinear> terms = [PiecewiseLinear.Line(1, 0)];
        for (int i = 1; i <= r; i++)
        {
            PiecewiseLinear bent = Rectified(tooth.Plus(-(Rational)Dyadic.Half));
            tooth = PiecewiseLinear.Sum([2 * tooth, -4 * bent]);
            terms.Add(-(Rational)Dyadic.PowerOfTwo(-2 * i) * tooth);
        }

        Parabola p = new EnclosedFunction(PiecewiseLinear.Sum(terms)).Enclose(0, 1);
        Xunit.Assert.InRange(p.Radius, Math.ScaleB(1, (-2 * (r + 1)) - 1), Math.ScaleB(1.001, (-2 * (r + 1)) - 1));
        Xunit.Assert.Equal(1, p.Q, 1e-3);
    }

    private static Rational Exact(double value) => Dyadic.FromDouble(value);
}
