using System.Globalization;

namespace QuantRelu.Studies.Growth;

/// <summary>
/// The exact law of the counts of Theorem 1 or 2 along errors 2^-L: polynomials in one whole number x. For λ = 2, for multiples of 1/2^b and for
/// free weights x is L itself, and L runs through one class of remainders, in which N, r and t have no roundings; for the powers of two of a larger
/// λ it is q, t = q^{λ-1}, between which a weight block has lines of a begun row. Every polynomial is determined by as few counts as it has
/// coefficients and agrees with all other counts along the progression, exactly: nothing is fitted.
/// </summary>
public sealed class GrowthLaw
{
    /// <summary>What x is called: L or q.</summary>
    public required string Variable { get; init; }

    /// <summary>L as a polynomial in x.</summary>
    public required CountPolynomial LogError { get; init; }

    /// <summary>x runs in steps of this ...</summary>
    public required int Step { get; init; }

    /// <summary>... from this on.</summary>
    public required int From { get; init; }

    /// <summary>Depth; null where it follows no polynomial.</summary>
    public required CountPolynomial? Depth { get; init; }

    /// <summary>Weights for each of the (N+1)^d grid points.</summary>
    public required CountPolynomial TermWeights { get; init; }

    /// <summary>Weights for each of the d(N+1) lines of the grid.</summary>
    public required CountPolynomial LineWeights { get; init; }

    /// <summary>The weights that there are once; null where they follow no polynomial.</summary>
    public required CountPolynomial? OtherWeights { get; init; }

    /// <summary>
    /// Weights for each grid point as ε goes to 0: with d = 1 each has a line of its own, with more variables lines are of no weight.
    /// </summary>
    public required CountPolynomial PerPoint { get; init; }

    /// <summary>log₂ of N^d ε^{d/n}, which is the same for all networks of the progression.</summary>
    public required double LogPoints { get; init; }

    /// <summary>How many networks determine the polynomials: one more than the highest degree that was thought of.</summary>
    public required int FoundFrom { get; init; }

    /// <summary>The x of the other networks, on all of which the polynomials are exact.</summary>
    public required ImmutableArray<int> VerifiedOn { get; init; }

    /// <summary>
    /// The L from which on the highest term of <see cref="PerPoint"/>, the one of which the theorem speaks, is above the next one, which grows as L;
    /// null when none grows faster than L.
    /// </summary>
    public double? Overtakes => PerPoint.Degree <= LogError.Degree ? null
        : -(double)PerPoint[PerPoint.Degree - 1] / (double)PerPoint[PerPoint.Degree] is var at && at < 0 ? LogErrorAt(-at) : null;

    /// <summary>What an error must be for the law to hold of it, in words.</summary>
    public string Condition => Variable == "L"
        ? Step == 1 ? "every whole L" : string.Create(CultureInfo.InvariantCulture, $"L = {From % Step} modulo {Step}")
        : $"L = {LogError.ToString(Variable)}{(Step == 1 ? string.Empty : $", {Variable} = {From % Step} modulo {Step}")}";


    private double LogErrorAt(double x) => LogError.Coefficients.Reverse().Aggregate(0.0, (value, c) => (value * x) + (double)c);
}
