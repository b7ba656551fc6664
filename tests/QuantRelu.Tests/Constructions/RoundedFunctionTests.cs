using CsCheck;
using FluentAssertions;
using QuantRelu.Constructions.Paper;
using Xunit;

namespace QuantRelu.Tests.Constructions;

public class RoundedFunctionTests
{
    private const int Fine = 14;
    private static readonly Gen<Func<Dyadic, Dyadic>> Functions = Gen.OneOf(LipschitzFunctions.Tame, LipschitzFunctions.Zigzags(6),
        LipschitzFunctions.Zigzags(9));
    private static readonly Gen<Dyadic> Points = Gen.Int[0, 1 << Fine].Select(k => Dyadic.Create(k, -Fine));

    [Fact]
    public void Statement_i_its_Lipschitz_constant_is_1() =>
        Gen.Select(Functions, Gen.Int[0, 7], Gen.Int[1, 5], Points.Array[40]).Sample((f, p, t, points) =>
        {
            var rounded = new RoundedFunction(f, p, t);
            Dyadic[] x = [.. points.Order()];
            return x.Zip(x.Skip(1))
                .All(pair => Dyadic.Abs(rounded.At(pair.First) - rounded.At(pair.Second)) <= (pair.Second - pair.First) + Dyadic.PowerOfTwo(-50));
        }, iter: 60);

    [Fact]
    public void Statement_ii_its_values_on_the_grid_are_those_of_f_rounded_up() =>
        Gen.Select(Functions, Gen.Int[0, 7], Gen.Int[1, 5]).Sample((f, p, t) =>
        {
            var rounded = new RoundedFunction(f, p, t);
            return Enumerable.Range(0, (1 << p) + 1).All(i =>
            {
                Dyadic x = Dyadic.Create(i, -p);
                Dyadic expected = Dyadic.Create((f(x) * Dyadic.PowerOfTwo(p + t)).ToCeiling(), -p - t);
                return rounded.AtGrid(i) == expected && rounded.At(x) == expected;
            });
        }, iter: 60);

    [Fact]
    public void Values_of_any_size_are_kept_exactly()
    {
        Dyadic far = Dyadic.PowerOfTwo(90);
        var rounded = new RoundedFunction(x => far + (Dyadic.Half * x), 3, 2);
        Enumerable.Range(0, 9).Select(rounded.AtGrid).Should().Equal(Enumerable.Range(0, 9).Select(i => far + Dyadic.Create(i, -4)));
        Enumerable.Range(0, 8).Select(rounded.Slope).Should().OnlyContain(slope => slope == 2);
    }

    [Fact]
    public void Statement_iii_it_is_nearer_than_2_to_the_minus_t_over_T() =>
        Gen.Select(Functions, Gen.Int[0, 7], Gen.Int[1, 5], Points.Array[60]).Sample((f, p, t, points) =>
        {
            var rounded = new RoundedFunction(f, p, t);
            return points.All(x => Dyadic.Abs(rounded.At(x) - f(x)) < Dyadic.PowerOfTwo(-p - t) + Dyadic.PowerOfTwo(-50));
        }, iter: 60);

    [Fact]
    public void Slopes_of_its_chords_are_multiples_of_2_to_the_minus_t_from_minus_1_to_1() =>
        Gen.Select(Functions, Gen.Int[0, 7], Gen.Int[1, 5]).Sample((f, p, t) =>
        {
            var rounded = new RoundedFunction(f, p, t);
            return Enumerable.Range(0, 1 << p).All(i => Math.Abs(rounded.Slope(i)) <= 1 << t
                && Dyadic.Create(rounded.Slope(i), -t) == (rounded.AtGrid(i + 1) - rounded.AtGrid(i)) * Dyadic.PowerOfTwo(p));
        }, iter: 60);

    [Fact]
    public void A_function_that_is_steeper_than_1_is_refused_with_the_place()
    {
        Action round = () => _ = new RoundedFunction(x => 2 * Dyadic.Max(0, x - Dyadic.Half), 2, 2);
        round.Should().Throw<ArgumentException>().WithMessage("*1-Lipschitz*between 0.5 and 0.75 its slope is 2*");
    }

    [Fact]
    public void A_point_outside_the_interval_is_refused()
    {
        Action at = () => new RoundedFunction(x => x, 2, 2).At(Dyadic.Create(5, -2));
        at.Should().Throw<ArgumentOutOfRangeException>();
    }
}
