using CsCheck;
using FluentAssertions;
using QuantRelu.Analysis;
using QuantRelu.Analysis.Functions;
using Xunit;

namespace QuantRelu.Tests.Analysis.Functions;

/// <summary>Everything that is done to functions, against what it means at one place.</summary>
public class PiecewiseLinearTests
{
    private static readonly Gen<Rational> Numbers = Gen.Select(Gen.Int[-12, 12], Gen.Int[1, 6]).Select((p, q) => Rational.Create(p, q));
    private static readonly Activation[] AllKinds = [Activation.Relu, Activation.Relu6, Activation.LeakyRelu(Rational.Create(1, 4))];
    private static readonly Gen<Activation> Activations = Gen.Int[0, AllKinds.Length - 1].Select(i => AllKinds[i]);

    private static readonly Gen<ValueRange> Domains = Gen.Select(Numbers, Gen.Int[1, 40])
        .Select((low, width) => new ValueRange(low, low + Rational.Create(width, 4)));

    // Of the identity, or of a line, on both kinds of domains.
    private static readonly Gen<Case> OnInterval = Domains.SelectMany(d => Combined(Gen.Const(new Case(PiecewiseLinear.Identity(d), t => t, d))));
    private static readonly Gen<Case> OnLine = Combined(Gen.Select(Numbers, Numbers)
        .Select((a, b) => new Case(PiecewiseLinear.Line(a, b), t => (a * t) + b, null)));
    private static readonly Gen<Case> Any = Gen.OneOf(OnInterval, OnLine);

    // Sums of bends, and bends of sums: what blocks compute of one value.
    private static Gen<Case> Combined(Gen<Case> start) => Gen.Select(start, start, Numbers.Array[6], Activations, Activations).Select((f, g, c, first, last) =>
    {
        Case one = f.Times(c[0]).Plus(c[1]).Bent(first), two = g.Times(c[2]).Plus(c[3]).Bent(first);
        return (one.Times(c[4]) + two + f).Bent(last) + two.Times(c[5]);
    });

    private static Gen<(Case F, Rational At)> WithPlace(Gen<Case> cases) => cases.SelectMany(f => Gen.Select(Numbers, Gen.Int[0, 60]).Select((t, k) =>
        (f, f.Domain is { } d ? d.Low + (Rational.Create(k, 60) * (d.High - d.Low)) : t)));

    [Fact]
    public void Sums_multiples_and_activations_are_exact_everywhere_on_an_interval_and_on_the_line() => WithPlace(Any).Sample((f, t) =>
        f.F.At(t) == f.Definition(t) && f.F.Knots.All(k => f.F.At(k) == f.Definition(k)) && f.F.Knots.Zip(f.F.Values).All(p => f.F.At(p.First) == p.Second)
        && f.F.Knots.Zip(f.F.Knots.Skip(1)).All(k => k.First < k.Second), iter: 2000);

    [Fact]
    public void A_composition_is_exact() => Gen.Select(WithPlace(OnInterval), OnLine).Sample((inner, f) =>
        f.F.Of(inner.F.F).At(inner.At) == f.Definition(inner.F.Definition(inner.At)), iter: 1000);

    [Fact]
    public void So_is_one_of_functions_on_the_line() => Gen.Select(WithPlace(OnLine), OnLine).Sample((inner, f) =>
        f.F.Of(inner.F.F).At(inner.At) == f.Definition(inner.F.Definition(inner.At)), iter: 1000);

    [Fact]
    public void So_is_one_of_functions_on_intervals() => WithPlace(OnInterval).Sample((inner, t) =>
    {
        if (inner.F.Range.IsPoint)
        {
            return true;
        }

        PiecewiseLinear bent = PiecewiseLinear.Identity(inner.F.Range).Plus(-1).Apply(Activation.Relu);
        return bent.Of(inner.F).At(t) == Activation.Relu.Apply(inner.Definition(t) - 1);
    }, iter: 500);

    [Fact]
    public void A_sum_of_many_functions_has_no_knot_at_which_it_does_not_bend() =>
        Gen.Select(OnLine, OnLine, Gen.Int[1, 5], Numbers).Sample((f, g, copies, t) =>
    {
        var sum = PiecewiseLinear.Sum([.. Enumerable.Repeat(f.F, copies), g.F, -1 * g.F]);
        return sum.At(t) == copies * f.Definition(t) && (sum.IsStraight || sum.Slopes.Zip(sum.Slopes.Skip(1)).All(s => s.First != s.Second));
    }, iter: 500);

    [Fact]
    public void The_values_on_a_part_are_bounded_by_values_that_are_taken() =>
        Gen.Select(WithPlace(OnInterval), Gen.Int[0, 60], Gen.Int[0, 60]).Sample((f, i, j) =>
    {
        (Case c, Rational t) = f;
        var part = new ValueRange(Place(c, Math.Min(i, j)), Place(c, Math.Max(i, j)));
        ValueRange values = c.F.RangeOn(part);
        Rational[] seen = [.. c.F.Knots.Where(k => k > part.Low && k < part.High).Append(part.Low).Append(part.High).Select(c.Definition)];
        return values == new ValueRange(seen.Min(), seen.Max()) && (t < part.Low || t > part.High || (c.F.At(t) >= values.Low && c.F.At(t) <= values.High));
    }, iter: 1000);

    [Fact]
    public void Outside_of_its_support_a_function_is_0() => WithPlace(OnInterval).Sample((f, t) =>
        f.Definition(t).IsZero || (f.F.Support() is { } support && t >= support.Low && t <= support.High), iter: 1000);

    [Fact]
    public void A_preimage_holds_every_place_at_which_the_value_is_in_between() =>
        Gen.Select(WithPlace(OnInterval), Numbers, Gen.Int[0, 20]).Sample((f, low, width) =>
    {
        var values = new ValueRange(low, low + width);
        bool between = f.F.Definition(f.At) > values.Low && f.F.Definition(f.At) < values.High;
        return !between || (f.F.F.Preimage(values) is { } places && f.At >= places.Low && f.At <= places.High);
    }, iter: 2000);

    [Fact]
    public void A_coarser_function_differs_by_what_it_says() => WithPlace(OnInterval).Sample((f, t) =>
    {
        (PiecewiseLinear coarse, ValueRange change) = f.F.Coarser();
        Rational difference = f.Definition(t) - coarse.At(t);
        return coarse.Pieces == (f.F.Pieces + 1) / 2 && difference >= change.Low && difference <= change.High;
    }, iter: 1000);

    [Fact]
    public void A_function_on_the_line_has_no_range()
    {
        var line = PiecewiseLinear.Line(1, 0);
        Func<object?>[] questions = [() => line.Range, () => line.Domain, () => line.Pieces, () => line.Support(), () => line.Coarser(),
            () => line.Preimage(default)];
        foreach (Func<object?> ask in questions)
        {
            ask.Should().Throw<InvalidOperationException>();
        }

        FluentActions.Invoking(() => line + PiecewiseLinear.Identity(ValueRange.Unit)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => PiecewiseLinear.Identity(ValueRange.Unit) + line).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => PiecewiseLinear.Identity(ValueRange.Unit).At(2)).Should().Throw<InvalidOperationException>();
    }

    private static Rational Place(Case f, int k) => f.Domain!.Value.Low + (Rational.Create(k, 60) * (f.Domain.Value.High - f.Domain.Value.Low));

    /// <summary>A function beside what it means.</summary>
    private sealed record Case(PiecewiseLinear F, Func<Rational, Rational> Definition, ValueRange? Domain)
    {
        public static Case operator +(Case f, Case g) => new(f.F + g.F, t => f.Definition(t) + g.Definition(t), f.Domain);

        public Case Times(Rational c) => new(c * F, t => c * Definition(t), Domain);

        public Case Plus(Rational c) => new(F.Plus(c), t => Definition(t) + c, Domain);

        public Case Bent(Activation activation) => new(F.Apply(activation), t => activation.Apply(Definition(t)), Domain);
    }
}
