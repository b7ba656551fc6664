namespace QuantRelu.Certification;

/// <summary>What a certification is for: it tells when enough is known, and which cells matter.</summary>
internal abstract record Goal
{
    private Goal()
    {
    }

    /// <summary>ε when a claim is to be decided, otherwise null.</summary>
    public abstract Rational? Claim { get; }

    /// <summary>The relative accuracy that is worth its time.</summary>
    public abstract double Accuracy { get; }

    /// <summary>The most cells that are kept in the order of their bounds.</summary>
    public abstract int MostInOrder { get; }

    /// <summary>True when nothing more needs to be known.</summary>
    public abstract bool IsReached(Dyadic lower, Dyadic upper);

    /// <summary>True when a cell with this upper bound, and no greater difference there, changes nothing.</summary>
    /// <param name="upper">The cell's upper bound.</param>
    /// <param name="lower">The greatest difference that is proved somewhere.</param>
    public abstract bool Ignores(Dyadic upper, Dyadic lower);

    /// <summary>About how large differences are below which no care is needed, when the greatest one that was seen is <paramref name="seen"/>.</summary>
    public abstract double Expected(double seen);

    /// <summary>A lower bound that a completed search never falls below, from a difference that is proved at one point.</summary>
    public abstract Dyadic FromPoint(Dyadic difference);

    /// <summary>An interval that is narrow beside the error: upper - lower ≤ tolerance · upper.</summary>
    public sealed record Narrow(double Tolerance) : Goal
    {
        // A network that is the target leaves nothing to compare with: this bound is good enough by itself.
        private static readonly Dyadic Negligible = Dyadic.PowerOfTwo(-100);
        private readonly Dyadic _tolerance = Dyadic.FromDouble(Tolerance);

        public override Rational? Claim => null;

        public override double Accuracy => Tolerance;

        public override int MostInOrder => int.MaxValue;

        public override bool IsReached(Dyadic lower, Dyadic upper) => upper - lower <= _tolerance * upper || upper <= Negligible;

        public override bool Ignores(Dyadic upper, Dyadic lower) => upper <= lower;

        public override double Expected(double seen) => seen;

        // A search that reached its tolerance has lower ≥ (1 - tolerance) upper ≥ (1 - tolerance) |network - target| at any point: the result of a
        // completed search does not depend on the point. 2^-40 covers the rounding of that quotient where it is one of doubles.
        public override Dyadic FromPoint(Dyadic difference) => difference * (1 - _tolerance) * (1 - Dyadic.PowerOfTwo(-40));
    }

    /// <summary>To know whether the error is at most ε.</summary>
    public sealed record Decide(Rational Most) : Goal
    {
        private const int MostCells = 100_000;

        public override Rational? Claim => Most;

        public override double Accuracy => 1e-3;

        public override int MostInOrder => MostCells;

        public override bool IsReached(Dyadic lower, Dyadic upper) => upper <= Most || lower > Most;

        public override bool Ignores(Dyadic upper, Dyadic lower) => upper <= Most;

        public override double Expected(double seen) => (double)Most * (1 - (1.0 / (1L << 40)));

        public override Dyadic FromPoint(Dyadic difference) => difference;
    }
}
