using System.Numerics;
using CsCheck;
using FluentAssertions;
using QuantRelu.Numerics;
using Xunit;

namespace QuantRelu.Tests.Numerics;

/// <summary>
/// The oracle is Cauchy's integral: for f analytic in |z - a| &lt; R and 0 &lt; r &lt; R, f_n r^n is the mean of f(a + r w) w^(-n) over the
/// N-th roots of unity w, up to an error of order (r/R)^(N-n): values of f at complex points and no derivative of any kind.
/// </summary>
public class JetFunctionTests
{
    private const int Order = 10;

    private static readonly JetSpace Line = JetSpace.Create(1, Order);

    private static readonly Gen<double> Real = Gen.Double[-2, 2];
    private static readonly Gen<double> Positive = Gen.Double[0.1, 5];
    private static readonly Gen<double> Inside = Gen.Double[-0.95, 0.95];

    // Where to look, and how far from there the nearest singularity is (2 for entire functions).
    private static readonly (string Name,
        Func<JetAlgebra<double>, Jet<double>, Jet<double>> Jet, Func<Complex, Complex> Value, Gen<double> Points, Func<double, double> Radius)[] Functions =
    [
        ("exp", (j, a) => j.Exp(a), Complex.Exp, Real, _ => 2),
        ("log", (j, a) => j.Log(a), Complex.Log, Positive, a => a),
        ("sin", (j, a) => j.Sin(a), Complex.Sin, Real, _ => 2),
        ("cos", (j, a) => j.Cos(a), Complex.Cos, Real, _ => 2),
        ("tan", (j, a) => j.Tan(a), Complex.Tan, Gen.Double[-1.2, 1.2], a => (Math.PI / 2) - Math.Abs(a)),
        ("asin", (j, a) => j.Asin(a), Complex.Asin, Inside, a => 1 - Math.Abs(a)),
        ("acos", (j, a) => j.Acos(a), Complex.Acos, Inside, a => 1 - Math.Abs(a)),
        ("atan", (j, a) => j.Atan(a), ArcTangent, Real, a => Complex.Abs(new Complex(a, 1))),
        ("sinh", (j, a) => j.Sinh(a), Complex.Sinh, Real, _ => 2),
        ("cosh", (j, a) => j.Cosh(a), Complex.Cosh, Real, _ => 2),
        ("tanh", (j, a) => j.Tanh(a), Complex.Tanh, Real, a => Complex.Abs(new Complex(a, Math.PI / 2))),
        ("sqrt", (j, a) => j.Power(a, Rational.Create(1, 2)), Complex.Sqrt, Positive, a => a),
        ("power -7/3", (j, a) => j.Power(a, Rational.Create(-7, 3)), z => Complex.Exp(-7.0 / 3 * Complex.Log(z)), Positive, a => a),
        ("power -3", (j, a) => j.Power(a, -3), z => 1 / (z * z * z), Positive, a => a),
        ("erf", (j, a) => j.Erf(a), ErrorFunction, Real, _ => 2),
        ("sinc", (j, a) => j.Sinc(a, 0), z => z == 0 ? 1 : Complex.Sin(z) / z, Gen.Double[-9, 9], _ => 2),
        ("reciprocal", (j, a) => j.Divide(j.Constant(1.0), a), z => 1 / z, Positive, a => a),
    ];

    private static readonly JetAlgebra<double> OnLine = new(DoubleAlgebra.Instance, Line);

    private static readonly JetAlgebra<double> InSpace = new(DoubleAlgebra.Instance, JetSpace.Create(3, 4));

    public static TheoryData<string> Names => [.. Functions.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Taylor_coefficients_are_those_of_Cauchys_integral(string name)
    {
        (_, var jet, var value, Gen<double> points, var radius) = Functions.Single(f => f.Name == name);
        points.Sample(a =>
        {
            const int roots = 128;
            double r = 0.6 * radius(a);
            Complex[] turns = [.. Enumerable.Range(0, roots).Select(i => Complex.FromPolarCoordinates(1, 2 * Math.PI * i / roots))];
            Complex[] values = [.. turns.Select(w => value(a + (r * w)))];
            double tolerance = 1e-13 * values.Max(Complex.Abs);
            Jet<double> actual = jet(OnLine, OnLine.Variable(0, a));
            for (int n = 0; n <= Order; n++)
            {
                Complex mean = turns.Select((w, i) => values[i] / turns[i * n % roots]).Aggregate(Complex.Add) / roots;
                (actual[n] * Math.Pow(r, n)).Should().BeApproximately(mean.Real, tolerance, "{0} at {1}, order {2}", name, a, n);
            }
        }, iter: 60);
    }

    /// <summary>For u = b·x + c: D^k f(u) / k! = f_|k| |k|!/k! b^k.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Mixed_derivatives_along_a_linear_form_are_those_of_one_variable(string name)
    {
        (_, var jet, _, Gen<double> points, _) = Functions.Single(f => f.Name == name);
        Gen.Select(points, Gen.Double[-2, 2].Array[3]).Sample((a, b) =>
        {
            // Below the normal doubles an error is no longer relative.
            const double smallest = 1e-300;
            JetSpace space = InSpace.Space;
            Jet<double> u = Enumerable.Range(0, 3).Aggregate(InSpace.Constant(a), (sum, axis) =>
                InSpace.Add(sum, InSpace.Multiply(InSpace.Constant(b[axis]), InSpace.Variable(axis, 0))));
            Jet<double> actual = jet(InSpace, u);
            Jet<double> series = jet(OnLine, OnLine.Variable(0, a));
            for (int i = 0; i < space.Count; i++)
            {
                MultiIndex k = space[i];
                double multinomial = Factorial(k.Total) / (double)k.Factorial;
                double expected = series[k.Total] * multinomial * Enumerable.Range(0, 3).Aggregate(1.0, (p, axis) => p * Math.Pow(b[axis], k[axis]));
                actual[i].Should().BeApproximately(expected, (1e-13 * Math.Abs(expected)) + smallest, "{0} at {1}, derivative {2}", name, a, k);
            }
        }, iter: 30);
    }

    public static TheoryData<string> Identities => [.. IdentityTable.Select(i => i.Name)];

    private static readonly (string Name, double Low, double High,
        Func<JetAlgebra<double>, Jet<double>, Jet<double>> Left, Func<JetAlgebra<double>, Jet<double>, Jet<double>> Right)[] IdentityTable =
    [
        ("sin^2+cos^2=1", -3, 3, (j, a) => j.Add(j.Power(j.Sin(a), 2), j.Power(j.Cos(a), 2)), (j, _) => j.Constant(1.0)),
        ("cosh^2-sinh^2=1", -1, 1, (j, a) => j.Subtract(j.Power(j.Cosh(a), 2), j.Power(j.Sinh(a), 2)), (j, _) => j.Constant(1.0)),
        ("exp(log)=id", 0.5, 3, (j, a) => j.Exp(j.Log(a)), (_, a) => a),
        ("log(exp)=id", -2, 2, (j, a) => j.Log(j.Exp(a)), (_, a) => a),
        ("sqrt^2=id", 0.5, 3, (j, a) => j.Power(j.Power(a, Rational.Create(1, 2)), 2), (_, a) => a),
        ("sin(asin)=id", -0.7, 0.7, (j, a) => j.Sin(j.Asin(a)), (_, a) => a),
        ("cos(acos)=id", -0.7, 0.7, (j, a) => j.Cos(j.Acos(a)), (_, a) => a),
        ("tan(atan)=id", -2, 2, (j, a) => j.Tan(j.Atan(a)), (_, a) => a),
        ("tan=sin/cos", -1, 1, (j, a) => j.Tan(a), (j, a) => j.Divide(j.Sin(a), j.Cos(a))),
        ("tanh=sinh/cosh", -2, 2, (j, a) => j.Tanh(a), (j, a) => j.Divide(j.Sinh(a), j.Cosh(a))),
        ("a^(5/3)=exp(5/3 log a)", 0.5, 3, (j, a) => j.Power(a, Rational.Create(5, 3)), (j, a) =>
            j.Exp(j.Multiply(j.Constant(Rational.Create(5, 3)), j.Log(a)))),
        ("asin+acos=pi/2", -0.7, 0.7, (j, a) => j.Add(j.Asin(a), j.Acos(a)), (j, _) => j.Divide(j.Pi, j.Constant(2.0))),
    ];

    [Theory]
    [MemberData(nameof(Identities))]
    public void Identities_hold_for_any_inner_function_of_three_variables(string name)
    {
        (_, double low, double high, var left, var right) = IdentityTable.Single(i => i.Name == name);
        Gen.Select(Gen.Double[low, high], Gen.Double[-0.5, 0.5].Array[InSpace.Space.Count]).Sample((value, coefficients) =>
        {
            coefficients[0] = value;
            Jet<double> a = InSpace.FromCoefficients(coefficients);
            (Jet<double> l, Jet<double> r) = (left(InSpace, a), right(InSpace, a));
            return Enumerable.Range(0, InSpace.Space.Count).All(i => Math.Abs(l[i] - r[i]) <= 1e-10 * (1 + Math.Abs(r[i])));
        }, iter: 200);
    }

    [Fact]
    public void Derivatives_below_an_exponent_vanish_at_zero_and_those_above_are_infinite()
    {
        Jet<double> root = OnLine.Power(OnLine.Variable(0, 0), Rational.Create(5, 2));
        (root[0], root[1], root[2]).Should().Be((0, 0, 0));
        Enumerable.Range(3, Order - 2).Should().OnlyContain(n => double.IsInfinity(root[n]));
        Jet<double> logarithm = OnLine.Log(OnLine.Variable(0, 0));
        Enumerable.Range(0, Order + 1).Should().OnlyContain(n => double.IsInfinity(logarithm[n]));
    }

    [Fact]
    public void Derivatives_of_a_choice_need_an_algebra_with_comparison()
    {
        var algebra = new JetAlgebra<Jet<double>>(OnLine, Line);
        Jet<Jet<double>> x = algebra.Variable(0, OnLine.Constant(1.0));
        ((Action)(() => algebra.Abs(x))).Should().Throw<NotSupportedException>();
        algebra.Abs(algebra.Constant(OnLine.Constant(-3.0))).Value.Value.Should().Be(3);
    }

    // By its Maclaurin series.
    private static Complex ErrorFunction(Complex z)
    {
        Complex power = z, sum = 0;
        for (int n = 0; n < 150; n++)
        {
            sum += power / ((2 * n) + 1);
            power *= -z * z / (n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    private static Complex ArcTangent(Complex z) =>
        (Complex.Log(1 + (Complex.ImaginaryOne * z)) - Complex.Log(1 - (Complex.ImaginaryOne * z))) / (2 * Complex.ImaginaryOne);

    private static double Factorial(int n) => (double)new MultiIndex(n).Factorial;
}
