using CsCheck;
using QuantRelu.Certification.SeveralDimensions;
using Xunit;

namespace QuantRelu.Tests.Certification.SeveralDimensions;

public class PolynomialModelTests
{
    private static readonly ModelSpace Plane = ModelSpace.Of(2);
    private static readonly Gen<double> Coefficients = Gen.Double[-2, 2];
    private static readonly Gen<PolynomialModel> Models = Gen.Select(Coefficients.Array[Plane.Count], Gen.Double[0, 0.01], Gen.Bool.Array[Plane.Count])
        .Select((c, r, kept) => PolynomialModel.Of(Plane, [.. c.Select((x, i) => kept[i] ? x : 0)], r));

    private static readonly Gen<Rational[]> Points = Gen.Int[-8, 8].Array[2].Select(s => s.Select(k => Rational.Create(k, 8)).ToArray());

    // Parts of which are residues that others have too.
    private static readonly Gen<PolynomialModel> WithResidues = Gen.Select(Models, Models, Coefficients.Array[3]).Select((a, b, c) =>
    {
        var sum = new PolynomialModel.Sum(Plane);
        sum.Add(new Weight(c[0], 0), a.Compose(new Parabola(0, 0, 1, c[2], 0.01), 0));
        sum.Add(new Weight(c[1], 0), b.Compose(new Parabola(0, 0, 1, 0, 0.02), 2));
        return sum.Total();
    });

    private static readonly Gen<Rational[]> Residues = Gen.Int[-4, 4].Array[4].Select(r => r.Select(k => Rational.Create(k, 4)).ToArray());

    private static Rational Exact(double value) => Dyadic.FromDouble(value);

    private static Rational At(PolynomialModel model, Rational[] s)
    {
        Rational sum = 0;
        for (int i = 0; i < Plane.Count; i++)
        {
            Rational term = Exact(model.Coefficients[i]);
            for (int k = 0; k < s.Length; k++)
            {
                for (int e = 0; e < Plane.Monomials[i].Entries[k]; e++)
                {
                    term *= s[k];
                }
            }

            sum += term;
        }

        return sum;
    }

    // A function of the model: its polynomial, off by some part of the radius.
    private static Rational Value(PolynomialModel model, Rational[] s, int part) => At(model, s) + (Exact(model.Radius) * Rational.Create(part, 4));

    private static Rational Residual(PolynomialModel model, Rational[] residues) =>
        model.Residues.ToArray().Select((c, j) => Exact(c) * residues[j]).Aggregate((Rational)0, (sum, c) => sum + c);

    [Fact]
    public void Residues_that_models_have_in_common_stay_the_same_functions_in_parabolas_and_sums() =>
        Gen.Select(WithResidues, WithResidues, Coefficients.Array[6], Points, Residues, Gen.Int[-4, 4]).Sample((a, b, p, s, rho, part) =>
        {
            Rational x = Value(a, s, part) + Residual(a, rho), y = Value(b, s, -part) + Residual(b, rho);
            var parabola = new Parabola(p[0], p[1], p[2], p[3], 0.001);
            PolynomialModel composed = a.Compose(parabola, 3), inRadius = a.Compose(parabola);
            Rational at = x - Exact(p[0]), exact = Exact(p[1]) + (at * (Exact(p[2]) + (at * Exact(p[3]))));
            Rational left = Rational.Abs(exact - At(inRadius, s) - Residual(inRadius, rho)) + Exact(0.001);
            var sum = new PolynomialModel.Sum(Plane);
            sum.Add(new Weight(p[4], 1e-3), a);
            sum.Add(new Weight(p[5], 0), b);
            PolynomialModel total = sum.Total();
            Rational added = ((Exact(p[4]) + (Exact(1e-3) * Rational.Create(part, 4))) * x) + (Exact(p[5]) * y);
            (double low, double high) = total.Range();
            return Rational.Abs(exact + (Exact(0.001) * rho[3]) - At(composed, s) - Residual(composed, rho)) <= Exact(composed.Radius)
                && left <= Exact(inRadius.Radius) && Rational.Abs(added - At(total, s) - Residual(total, rho)) <= Exact(total.Radius)
                && Exact(low) <= added && added <= Exact(high);
        }, iter: 300);

    [Fact]
    public void What_two_models_have_of_one_residue_cancels_in_their_difference() => WithResidues.Sample(model =>
    {
        var sum = new PolynomialModel.Sum(Plane);
        sum.Add(new Weight(1, 0), model);
        sum.Add(new Weight(-1, 0), model);
        (double low, double high) = sum.Total().Range();
        return high - low <= (4 * model.Radius * (1 + 1e-9)) + 1e-12;
    }, iter: 100);

    [Fact]
    public void A_parabola_of_a_model_encloses_the_parabola_of_every_function_of_the_model() =>
        Gen.Select(Models, Coefficients.Array[4], Points, Gen.Int[-4, 4]).Sample((model, p, s, part) =>
        {
            PolynomialModel composed = model.Compose(new Parabola(p[0], p[1], p[2], p[3], 0.001));
            Rational x = Value(model, s, part) - Exact(p[0]);
            Rational exact = Exact(p[1]) + (x * (Exact(p[2]) + (x * Exact(p[3]))));
            return Rational.Abs(exact - At(composed, s)) + Exact(0.001) <= Exact(composed.Radius);
        }, iter: 500);

    [Fact]
    public void A_sum_encloses_the_sum_with_any_weights_within_their_errors() =>
        Gen.Select(Models, Models, Coefficients.Array[3], Points, Gen.Int[-4, 4]).Sample((a, b, w, s, part) =>
        {
            var sum = new PolynomialModel.Sum(Plane);
            sum.Add(new Weight(w[0], 1e-3), a);
            sum.Add(new Weight(w[1], 0), b);
            sum.Add(new Weight(w[2], 1e-4));
            PolynomialModel total = sum.Total();
            Rational exact = ((Exact(w[0]) + (Exact(1e-3) * Rational.Create(part, 4))) * Value(a, s, part)) + (Exact(w[1]) * Value(b, s, -part)) + Exact(w[2])
                + Exact(1e-4);
            return Rational.Abs(exact - At(total, s)) <= Exact(total.Radius);
        }, iter: 500);

    [Fact]
    public void The_range_contains_every_value_and_is_attained_by_products_of_hats() =>
        Gen.Select(Models, Points, Gen.Int[-4, 4]).Sample((model, s, part) =>
        {
            (double low, double high) = model.Range();
            Rational value = Value(model, s, part);
            return Exact(low) <= value && value <= Exact(high);
        }, iter: 500);

    [Fact]
    public void The_range_of_a_product_of_two_hats_is_from_0_to_1()
    {
        var c = new double[Plane.Count];
        c[0] = c[Plane.Axes[0]] = c[Plane.Axes[1]] = c[Plane.Products[(Plane.Axes[0] * Plane.Count) + Plane.Axes[1]]] = 0.25;
        (double low, double high) = PolynomialModel.Of(Plane, c, 0).Range();
        Assert.InRange(low, -1e-12, 0);
        Assert.InRange(high, 1, 1 + 1e-12);
    }

    [Fact]
    public void A_model_on_a_smaller_box_is_the_same_function() =>
        Gen.Select(Models, Gen.Int[-3, 3].Array[2], Gen.Int[1, 5].Array[2], Points, Gen.Int[-4, 4]).Sample((model, shift, scale, s, part) =>
        {
            double[] a = [.. shift.Select(k => k / 10.0)], b = [.. scale.Select(k => k / 9.0)];
            PolynomialModel restricted = model.Restrict(a, b);
            Rational[] outer = [.. s.Select((x, k) => Exact(a[k]) + (Exact(b[k]) * x))];
            return Rational.Abs(Value(model, outer, part) - At(restricted, s)) <= Exact(restricted.Radius);
        }, iter: 300);

    [Fact]
    public void A_value_at_a_point_is_within_its_slack() =>
        Gen.Select(Models, Points).Sample((model, s) =>
            Rational.Abs(At(model, s) - Exact(model.At([.. s.Select(x => (double)x)]))) <= Exact(model.PointSlack()), iter: 300);
}
