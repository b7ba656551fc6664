using QuantRelu.Numerics;

namespace QuantRelu.Certification;

/// <summary>
/// Interval arithmetic that can also choose between the branches of |a|, min(a, b) and max(a, b), for Taylor forms on a cell: where
/// a ≥ b everywhere on the cell max(a, b) is the function a, with all its derivatives, and where a ≤ b everywhere it is b.
/// </summary>
/// <param name="intervals">The arithmetic.</param>
/// <param name="onCell">
/// True for arguments that cover a cell: when a and b do not decide, nothing is known of any derivative, so that no Taylor form is
/// used across a kink. False for arguments at one point of a cell that decides by itself: both branches are enclosed when the
/// point does not decide or a = b there, for at such a point either may be the function.
/// </param>
/// <remarks>
/// <see cref="IntervalAlgebra"/> alone is not enough. At a point where a = b it takes the one branch, of which the function may have only the value:
/// max(-(u - 1/2)², 0) at 1/2 has second derivative 0, not -2. And on a cell that is not decided it gives the hull of first derivatives, as if the
/// function had one everywhere.
/// </remarks>
internal sealed class BranchIntervals(IntervalAlgebra intervals, bool onCell) : IOrderedAlgebra<Interval>
{
    public Interval Pi => intervals.Pi;

    public Interval Select(Interval a, Interval b, Interval atLeast, Interval below)
    {
        if (!a.IsBounded || !b.IsBounded)
        {
            return Interval.Entire;
        }

        if (onCell)
        {
            return a.Lower >= b.Upper ? atLeast : a.Upper <= b.Lower ? below : Interval.Entire;
        }

        return a.Lower > b.Upper ? atLeast : a.Upper < b.Lower ? below : Interval.Hull(atLeast, below);
    }

    /// <summary>Always: what is not decided <see cref="Select"/> says of every derivative, not of the first alone.</summary>
    public bool Decides(Interval a, Interval b) => true;

    public Interval Constant(Rational value) => intervals.Constant(value);

    public Interval Add(Interval a, Interval b) => intervals.Add(a, b);

    public Interval Subtract(Interval a, Interval b) => intervals.Subtract(a, b);

    public Interval Multiply(Interval a, Interval b) => intervals.Multiply(a, b);

    public Interval Divide(Interval a, Interval b) => intervals.Divide(a, b);

    public Interval Negate(Interval a) => intervals.Negate(a);

    public Interval Power(Interval a, int k) => intervals.Power(a, k);

    public Interval Power(Interval a, Rational c) => intervals.Power(a, c);

    public Interval Exp(Interval a) => intervals.Exp(a);

    public Interval Log(Interval a) => intervals.Log(a);

    public Interval Sin(Interval a) => intervals.Sin(a);

    public Interval Cos(Interval a) => intervals.Cos(a);

    public Interval Tan(Interval a) => intervals.Tan(a);

    public Interval Asin(Interval a) => intervals.Asin(a);

    public Interval Acos(Interval a) => intervals.Acos(a);

    public Interval Atan(Interval a) => intervals.Atan(a);

    public Interval Sinh(Interval a) => intervals.Sinh(a);

    public Interval Cosh(Interval a) => intervals.Cosh(a);

    public Interval Tanh(Interval a) => intervals.Tanh(a);

    public Interval Abs(Interval a) => intervals.Abs(a);

    public Interval Min(Interval a, Interval b) => intervals.Min(a, b);

    public Interval Max(Interval a, Interval b) => intervals.Max(a, b);
}
