using System.Numerics;
using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Interpolation;

/// <summary>
/// What piecewise linear interpolation on a grid is made with, for a class of functions whose derivatives of order at most 2 are at most M = 2^s: cells, the
/// step δ that values are counted in, and how the coordinate and the sum are laid out. It depends on the class, ε and the weight values, never on a target.
/// </summary>
internal abstract record InterpolationParameters
{
    /// <summary>s ≥ 0: M = 2^s bounds every derivative of order at most 2.</summary>
    public required int LogNorm { get; init; }

    /// <summary>o, odd: δ = o·2^-E.</summary>
    public int StepFactor { get; init; } = 1;

    /// <summary>E: δ = o·2^-E.</summary>
    public required int LogStep { get; init; }

    /// <summary>log b: digits are odd numbers from -(b-1) to b-1.</summary>
    public int LogBase { get; init; } = 1;

    /// <summary>s, the coefficient of the greatest digit; its odd part divides o.</summary>
    public Dyadic Sign { get; init; } = Dyadic.Half;

    /// <summary>What a coordinate is multiplied by, layer by layer, in halves: 3, 5 or 7, whose product is the odd part of N, or 4.</summary>
    public required ImmutableArray<int> Factors { get; init; }

    /// <summary>k: N = 2^k · the product of the odd factors.</summary>
    public required int LogCells { get; init; }

    /// <summary>Layers in which a coordinate is held beyond the fewest.</summary>
    public int Slack { get; init; }

    /// <summary>The most copies of a unit in the sum.</summary>
    public int MostHalves { get; init; } = 16;

    /// <summary>The most layers; null for no limit.</summary>
    public int? MostDepth { get; init; }

    /// <summary>The odd factor of the sum of the planes: o(b-1) by the odd part of s.</summary>
    public long SumFactor => StepFactor / (long)Sign.Mantissa * ((1L << LogBase) - 1);

    /// <summary>N, the cells along each side.</summary>
    public long Cells => Factors.Where(f => f % 2 == 1).Aggregate(1L << LogCells, (n, f) => n * f);

    /// <summary>δ.</summary>
    public Dyadic Step => Dyadic.Create(StepFactor, -LogStep);

    /// <summary>M.</summary>
    public Dyadic Norm => Dyadic.PowerOfTwo(LogNorm);

    /// <summary>Where X = ξx, ξ the product of all factors/2 and 1/2, a cell has the length 2^{-this}.</summary>
    public int LogCell => Factors.Length + 1 + LogCells - (2 * Factors.Count(f => f == 4));

    /// <summary>About how many weights the network has: close enough to choose whom to count.</summary>
    public abstract double Estimate { get; }

    /// <summary>Whether there are more cells than are looked at.</summary>
    public abstract bool IsTooFine { get; }

    /// <summary>Of how many networks the best are refined.</summary>
    public virtual int Followed => 5;

    /// <summary>M with what a norm may exceed it by, which <see cref="Targets.UnitBall"/> allows.</summary>
    protected Rational Most => Norm * (1 + Dyadic.PowerOfTwo(-29));

    /// <summary>What the network errs by at most for a function with second derivatives ≤ κ, and what its nodal values are not known by.</summary>
    public Rational Bound(Rational secondDerivative) => InterpolationError(secondDerivative) + (Step * NodalRounding.Reach);

    /// <summary>What the interpolant errs by at most.</summary>
    protected abstract Rational InterpolationError(Rational secondDerivative);

    /// <summary>The least t with a magnitude below b^t + 1: so many digits has an odd number of it.</summary>
    protected int DigitsOf(Rational magnitude)
    {
        int t = 1;
        while (magnitude >= Rational.Create((BigInteger.One << (LogBase * t)) + 1, 1))
        {
            t++;
        }

        return t;
    }

    /// <summary>The network, or null when a constant cannot be had where it is wanted or the layers do not suffice.</summary>
    public abstract InterpolationNetwork? ToNetwork();

    /// <summary>The same once N is settled.</summary>
    public virtual InterpolationParameters Settled() => this;

    /// <summary>The layouts that are counted at first.</summary>
    public virtual IEnumerable<InterpolationParameters> Layouts() => [this, Gained()];

    /// <summary>Other shapes of what is between the coordinate and the planes.</summary>
    public virtual IEnumerable<InterpolationParameters> Shapes() => [];

    /// <summary>Other sums.</summary>
    public IEnumerable<InterpolationParameters> Sums() => [this with { Slack = 1 }, this with { MostHalves = 8 }, this with { MostHalves = 32 }];

    /// <summary>The coordinate twice as large: what is gained in front need not be gained behind.</summary>
    public InterpolationParameters Gained() => this with { Factors = Factors.Add(4) };
}
