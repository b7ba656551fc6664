using CsCheck;
using FluentAssertions;
using QuantRelu.Evaluation.Fast;
using Xunit;

namespace QuantRelu.Tests.Evaluation;

public class RoundedFormTests
{
    private static readonly Gen<double> Numbers = Gen.Select(Gen.Int[-64, 64], Gen.Int[-6, 6]).Select((k, e) => Math.ScaleB(k, e));

    // A range of doubles, and places in it.
    private static readonly Gen<(double Low, double High, double[] Inside)> Ranges = Gen.Select(Numbers, Gen.Double[0, 8], Gen.Double[0, 1].Array[20])
        .Select((low, width, at) => (low, low + width, at.Select(t => low + (t * width)).Concat([low, low + width]).ToArray()));

    [Fact]
    public void A_sum_that_is_said_not_to_be_rounded_is_not_rounded_and_every_value_is_in_its_range()
    {
        int exact = 0;
        Gen.Select(Ranges, Gen.Int[-3, 3], Numbers, Numbers).Sample((range, log, first, second) =>
        {
            var forms = new RoundedForms();
            double scale = Math.ScaleB(1, log);
            RoundedForm form = forms.Root(range.Low, range.High);
            RoundedForm product = forms.Times(scale, form), once = forms.Plus(product, RoundedForm.Constant(first));
            RoundedForm sum = forms.Plus(once, RoundedForm.Constant(second));
            bool isExact = sum.Root == form.Root && !form.IsConstant && second != 0;
            Interlocked.Add(ref exact, isExact ? 1 : 0);
            return range.Inside.Where(w => w >= range.Low && w <= range.High).All(w =>
            {
                double value = (scale * w) + first;
                value += second;
                Dyadic real = (Dyadic.FromDouble(scale) * Dyadic.FromDouble(w)) + Dyadic.FromDouble(first) + Dyadic.FromDouble(second);
                return value >= sum.Low && value <= sum.High && (!isExact || Dyadic.FromDouble(value) == real);
            });
        }, iter: 3000);
        exact.Should().BeGreaterThan(300, "the property must have been tested");
    }

    [Fact]
    public void What_cancels_is_a_constant_although_every_value_was_rounded()
    {
        // 1 - (z - 1) + (z - 2) = 0 for z = 3v of any v from 1 on, rounded.
        var forms = new RoundedForms();
        RoundedForm z = forms.Times(3, forms.Root(1, 1000));
        RoundedForm first = forms.Plus(z, RoundedForm.Constant(-1)), second = forms.Plus(forms.Times(3, forms.Root(1, 1000)), RoundedForm.Constant(-2));
        forms.Plus(forms.Plus(second, forms.Times(-1, first)), RoundedForm.Constant(1)).IsConstant.Should().BeFalse("these are two values v");
        second = forms.Plus(z, RoundedForm.Constant(-2));
        forms.Plus(forms.Plus(second, forms.Times(-1, first)), RoundedForm.Constant(1)).Should().Be(RoundedForm.Constant(0));
    }

    [Fact]
    public void A_sum_that_may_be_rounded_is_a_value_of_its_own()
    {
        var forms = new RoundedForms();
        RoundedForm w = forms.Root(0.25, 0.75);
        forms.Plus(w, RoundedForm.Constant(1)).Root.Should().NotBe(w.Root, "1.25 + 2^-54 is no double, and 0.25 + 2^-54 is");
        forms.Plus(w, RoundedForm.Constant(-0.125)).Root.Should().Be(w.Root);
        forms.Plus(w, RoundedForm.Constant(-0.5)).Root.Should().Be(w.Root, "w - 1/2 is a multiple of 2^-54 of at most 1/4");
    }
}
