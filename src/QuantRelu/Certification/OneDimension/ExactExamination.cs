using QuantRelu.Certification.Exactly;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Certification.OneDimension;

/// <summary>
/// Decides |network - target| ≤ ε on cells where the target is a polynomial with rational coefficients on pieces, in exact arithmetic: a tie is
/// decided too.
/// </summary>
internal sealed class ExactExamination(Rational scale, Expression formula, Rational claim)
{
    private const int Precision = 80;

    /// <summary>Where the claim is exceeded, after it was refuted.</summary>
    public Rational At { get; private set; }

    /// <summary>A number above the claim that the difference is at least there.</summary>
    public Dyadic Excess { get; private set; }

    /// <summary>Looks at a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="pieces">The pieces that cover it, cut at its ends.</param>
    /// <returns><see cref="Verdict.Undecided"/> where the target is not such a polynomial.</returns>
    public Verdict Decide(UnitCell cell, IReadOnlyList<ScaledPiece> pieces)
    {
        var algebra = new PiecewisePolynomialAlgebra(cell.Low, cell.High);
        if (formula.Evaluate(algebra, [algebra.Variable]) is not { } target)
        {
            return Verdict.Undecided;
        }

        foreach (ScaledPiece piece in pieces)
        {
            Polynomial line = Polynomial.Of(Rational.Create(piece.Constant, 1) / scale, Rational.Create(piece.Slope, 1) / scale);
            foreach ((Rational from, Rational to, Polynomial part) in target.On(piece.Cell.Low.Exact, piece.Cell.High.Exact))
            {
                Polynomial difference = line - part, most = Polynomial.Of(claim);
                if (((most - difference).NegativeOn(from, to) ?? (most + difference).NegativeOn(from, to)) is { } at)
                {
                    (At, Excess) = (at, Above(Rational.Abs(difference.At(at))));
                    return Verdict.Refuted;
                }
            }
        }

        return Verdict.Proved;
    }

    private Dyadic Above(Rational difference)
    {
        int precision = Precision;
        while (new IntervalAlgebra(precision).Constant(difference).Lower <= claim)
        {
            precision *= 2;
        }

        return new IntervalAlgebra(precision).Constant(difference).Lower;
    }
}
