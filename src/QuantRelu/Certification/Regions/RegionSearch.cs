namespace QuantRelu.Certification.Regions;

/// <summary>
/// What is known of the greatest difference from the parts that were looked at: a lower bound with its part, an upper bound of those that change nothing,
/// and the parts that may change something.
/// </summary>
/// <param name="goal">What the search is for.</param>
/// <param name="start">A lower bound that is known before.</param>
/// <param name="blur">What values may be off by at no cost.</param>
internal sealed class RegionSearch(Goal goal, double start, double blur)
{
    private readonly double _claim = goal.Claim is { } most ? DirectedDown(most) : double.PositiveInfinity;

    /// <summary>The greatest difference that is proved somewhere.</summary>
    public double Lower { get; private set; } = start;

    /// <summary>The part of it; null when it was known before.</summary>
    public RegionPart? Lowest { get; private set; }

    /// <summary>An upper bound on the parts that change nothing.</summary>
    public double Settled { get; private set; }

    /// <summary>True when a part that cannot be told better is among them.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>A part of which no upper bound is found, however small it is; null when there is none.</summary>
    public RegionPart? Unbounded { get; private set; }

    /// <summary>The parts that were looked at.</summary>
    public long Parts { get; private set; }

    /// <summary>True when a difference above the claim is proved somewhere.</summary>
    public bool IsRefuted => Lowest is not null && (Lowest.Bounds.Peak?.Difference ?? Dyadic.FromDouble(Lower)) > goal.Claim;

    /// <summary>What values may be off by at no cost.</summary>
    public double Blur => blur;

    /// <summary>Upper bounds up to this change nothing, not even where the target is found exactly.</summary>
    public double Enough(bool isExact) => isExact && goal.Claim is null ? Lower : Threshold;

    /// <summary>Takes note of an upper bound of parts that change nothing.</summary>
    public void Settle(double upper)
    {
        Parts++;
        Settled = Math.Max(Settled, upper);
    }

    /// <summary>Looks at a part.</summary>
    public RegionPart Examine(Analysis.Regions.ConvexCell cell, RegionMap map, RegionTarget target, int level, double most = double.PositiveInfinity)
    {
        PartBounds bounds = target.Bound(cell, map, blur, Enough(target.IsExact));
        return new RegionPart(cell, map, target, level, bounds.Upper > most ? bounds with { Upper = most } : bounds);
    }

    /// <summary>Takes note of a part.</summary>
    /// <returns>True when it may change something.</returns>
    public bool Note(RegionPart part)
    {
        Parts++;
        if (IsGreater(part.Bounds))
        {
            (Lower, Lowest) = (part.Bounds.Lower, part);
        }

        return Matters(part);
    }

    /// <summary>Whether a part may change something; when not, its upper bound is remembered.</summary>
    public bool Matters(RegionPart part)
    {
        if (part.Bounds.Peak is null && part.Bounds.Upper > Threshold && !(Unbounded is not null && double.IsPositiveInfinity(part.Bounds.Upper)))
        {
            if (!part.IsExhausted)
            {
                return true;
            }

            GiveUp(part);
        }

        Settled = Math.Max(Settled, part.Bounds.Upper);
        return false;
    }

    /// <summary>Leaves a part as it is, though it matters: it cannot be told better.</summary>
    public void GiveUp(RegionPart part)
    {
        IsExhausted = true;
        Unbounded ??= double.IsPositiveInfinity(part.Bounds.Upper) ? part : null;
        Settled = Math.Max(Settled, part.Bounds.Upper);
    }

    /// <summary>Adds what a search of other parts knows.</summary>
    public void Add(RegionSearch other)
    {
        Parts += other.Parts;
        Settled = Math.Max(Settled, other.Settled);
        IsExhausted |= other.IsExhausted;
        Unbounded ??= other.Unbounded;
        if (other.Lowest is not null && IsGreater(other.Lowest.Bounds))
        {
            (Lower, Lowest) = (other.Lower, other.Lowest);
        }
    }

    // Of exact differences next to one double the greater one.
    private bool IsGreater(PartBounds bounds) => bounds.Lower > Lower || (bounds.Lower.Equals(Lower) && bounds.Peak is { } peak
        && (Lowest is null || peak.Difference > Lowest.Bounds.Peak?.Difference));

    // Upper bounds up to this change nothing.
    private double Threshold => goal.Claim is null ? Lower / (1 - goal.Accuracy) : _claim;

    // A double that is at most the claim.
    private static double DirectedDown(Rational claim) => Numerics.DirectedRounding.Down(claim);
}
