using QuantRelu.Analysis.Collapsed;
using QuantRelu.Analysis.Functions;

namespace QuantRelu.Analysis.Ranges;

/// <summary>
/// Bounds the values of units from those of what they read, in all copies at once. A unit that is a function of one number is bounded by
/// that function, so that a tooth of a tooth stays in [0, 1]; a sum of functions of several numbers is bounded term by term, or as a product.
/// </summary>
/// <param name="activation">What units apply.</param>
/// <param name="open">What slots hold; null for units without slots.</param>
internal sealed class UnitRanges(Activation activation, OpenSums? open = null)
{
    private const int MostPieces = 128;
    private const int MostDenominatorBits = 256;

    // A shape that a coarser one follows to within a sixteenth of its range is made coarser, any other one a root.
    private static readonly Rational Coarse = Rational.Create(1, 16);

    /// <summary>The roots; those of the inputs first, one for each, in order.</summary>
    public RootTable Roots { get; } = new();

    /// <summary>A value that other values are functions of.</summary>
    /// <param name="input">Its range and its fraction bits.</param>
    public RangedValue Input(RangedValue input)
    {
        int root = Roots.Add(input.Range);
        return input.Range.IsPoint ? new(input.Range, input.Bits) : new(input.Range, input.Bits, root, PiecewiseLinear.Identity(input.Range));
    }

    /// <summary>The sum of a unit, and the range of all sums of some of its terms and its bias.</summary>
    public (RangedValue Sum, ValueRange Partial) Sum(CollapsedUnit unit, IReadOnlyList<RangedValue> before)
    {
        FractionBits bits = Bits(unit, before);
        bool isOpen = unit.Terms.Any(t => t.IsOpen);
        ValueRange partial = isOpen ? open!.Of(unit, before) : PartialSums(unit, before);
        return (isOpen ? Unknown(partial, bits) : Sum(unit, before, partial, bits), partial);
    }

    /// <summary>The value of a unit with this sum.</summary>
    public RangedValue Activated(RangedValue sum)
    {
        FractionBits bits = sum.Range.Low.Sign < 0 && !activation.NegativeSlope.IsZero
            ? sum.Bits.With(sum.Bits.Times(FractionBits.Coarseness(activation.NegativeSlope))) : sum.Bits;
        ValueRange range = sum.Range.Apply(activation);
        if (sum.Shape is null || range.IsPoint)
        {
            return new(range, bits);
        }

        // σ is monotone with slopes of at most 1: σ(f + b) is between σ(f) + min(b, 0) and σ(f) + max(b, 0).
        var value = new RangedValue(range, bits, sum.Root, sum.Shape.Apply(activation), sum.IsExact ? default : sum.Band.WithZero());
        return Shortened(value);
    }

    private RangedValue Unknown(ValueRange range, FractionBits bits) => range.IsPoint
        ? new(range, bits)
        : new(range, bits, Roots.Add(range), PiecewiseLinear.Identity(range));

    private FractionBits Bits(CollapsedUnit unit, IReadOnlyList<RangedValue> before) => unit.Terms
        .Select(t => before[t.Source].Bits.Times(Coarseness(t)))
        .Append(FractionBits.Of(unit.Bias))
        .Aggregate((a, b) => a.With(b));

    private int? Coarseness(Connection term)
    {
        int? own = term.Coefficient.IsZero ? FractionBits.Never : FractionBits.Coarseness(term.Coefficient);
        return !term.IsOpen ? own : own is { } e && open!.IsDyadic ? Math.Max(e, open.Coarseness) : null;
    }

    private static ValueRange PartialSums(CollapsedUnit unit, IReadOnlyList<RangedValue> before) => unit.Terms
        .Select(t => (t.Coefficient * before[t.Source].Range).WithZero())
        .Aggregate(new ValueRange(unit.Bias, unit.Bias).WithZero(), (a, b) => a + b);

    private RangedValue Sum(CollapsedUnit unit, IReadOnlyList<RangedValue> before, ValueRange partial, FractionBits bits)
    {
        Rational constant = unit.Bias;
        var parts = new Dictionary<int, SumPart>();
        foreach (Connection term in unit.Terms)
        {
            RangedValue value = before[term.Source];
            if (value.Shape is null)
            {
                constant += term.Coefficient * value.Range.Low;
            }
            else if (parts.TryGetValue(value.Root, out SumPart? part))
            {
                part.Add(term.Coefficient, value);
            }
            else
            {
                parts[value.Root] = new SumPart(term.Coefficient, value);
            }
        }

        return Combined([.. parts.Values], constant, partial, bits);
    }

    private RangedValue Combined(SumPart[] parts, Rational constant, ValueRange partial, FractionBits bits)
    {
        // What depends on a shape that was too long is noise beside a shape that was not.
        bool allCut = parts.All(p => Roots.IsCut(p.Total.Root));
        SumPart[] kept = [.. parts.Where(p => !p.Total.Shape!.Range.IsPoint && (allCut || !Roots.IsCut(p.Total.Root)))];
        ValueRange noise = parts.Except(kept).Aggregate(new ValueRange(constant, constant), (sum, p) => sum + p.Range);
        ValueRange range = kept.Aggregate(noise, (sum, p) => sum + p.Range).Meet(partial).Rounded();
        if (kept.Length == 0)
        {
            return Unknown(range, bits);
        }

        if (kept.Length > 1)
        {
            return OfSum(kept, noise, range, bits, cut: false);
        }

        return OfOne(kept[0], noise, range, bits);
    }

    private RangedValue OfOne(SumPart part, ValueRange noise, ValueRange range, FractionBits bits)
    {
        PiecewiseLinear shape = part.Total.Shape!;
        ValueRange band = part.Total.Band + noise.Plus(-noise.Low);
        if (range.IsPoint)
        {
            return new(range, bits);
        }

        if (shape.Pieces > MostPieces)
        {
            (shape, ValueRange change) = shape.Coarser();
            if (change.Magnitude > Coarse * (range.High - range.Low))
            {
                return OfSum([part], noise, range, bits, cut: true);
            }

            band += change;
        }

        return new(range, bits, part.Total.Root, shape.Plus(noise.Low), band.Rounded());
    }

    // A function of the sum of the parts, which is a root; the noise is not part of it.
    private RangedValue OfSum(SumPart[] parts, ValueRange noise, ValueRange range, FractionBits bits, bool cut)
    {
        LinearSum sum = LinearSum.Of(parts.Select(p => ((Rational)1, p.Form(Roots))));
        Rational constant = parts.Aggregate((Rational)0, (sum, p) => sum + p.Constant(Roots));
        if (sum.IsZero)
        {
            return Unknown(range.Meet(noise.Plus(constant)), bits);
        }

        (Rational factor, LinearSum form) = sum.Normalized();
        int root = Roots.Find(form) ?? Roots.AddSum((1 / factor * SumRange(parts).Plus(-constant)).Rounded(), form, cut);
        if (Roots.Range(root).IsPoint)
        {
            return Unknown(noise.Plus((factor * Roots.Range(root).Low) + constant), bits);
        }

        PiecewiseLinear shape = (factor * PiecewiseLinear.Identity(Roots.Range(root))).Plus(constant + noise.Low);
        ValueRange band = noise.Plus(-noise.Low);
        range = range.Meet(shape.Range + band);
        return range.IsPoint ? new(range, bits) : new(range, bits, root, shape, band);
    }

    private ValueRange SumRange(SumPart[] parts)
    {
        ValueRange sum = parts.Aggregate(default(ValueRange), (total, p) => total + p.Range);
        bool bends = parts.Any(p => !p.Total.IsLinear);
        return bends && ProductBounds.Of([.. parts.Select(p => p.Total)], Roots) is { } product ? sum.Meet(product) : sum;
    }

    // A root of its own for what is noise alone, and for numbers that grow too long.
    private RangedValue Shortened(RangedValue value) => value.Shape!.Range.IsPoint || value.Shape.DenominatorBits > MostDenominatorBits
        ? new(value.Range, value.Bits, Roots.Add(value.Range, cut: true), PiecewiseLinear.Identity(value.Range))
        : value;
}
