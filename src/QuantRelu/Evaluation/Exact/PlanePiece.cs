using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace QuantRelu.Evaluation.Exact;

/// <summary>
/// What a network with two inputs is on a square: M + |H| or M - |H|, M and H affine, as on every square on which it is one affine function or two, see
/// <see cref="PlaneSquare"/>. It is as long as a line of a cache.
/// </summary>
/// <param name="X">The coefficients of x, of M and of H.</param>
/// <param name="Y">The coefficients of y.</param>
/// <param name="One">The constants, M's not -0.</param>
/// <param name="Sign">0, or -0 for M - |H|.</param>
internal readonly record struct PlanePiece(Vector128<double> X, Vector128<double> Y, Vector128<double> One, Vector128<double> Sign)
{
    /// <summary>A piece.</summary>
    public PlanePiece(PlaneMap middle, PlaneMap half, bool isAdded)
        : this(
            Vector128.Create(middle.X, half.X),
            Vector128.Create(middle.Y, half.Y),
            Vector128.Create(middle.One, half.One),
            Vector128.Create(isAdded ? 0 : -0.0))
    {
    }

    /// <summary>The value, where nothing is rounded: a sum that begins with what is not -0 is not -0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double At(in PlanePiece piece, Vector128<double> x, Vector128<double> y)
    {
        Vector128<double> both = Vector128.MultiplyAddEstimate(y, piece.Y, piece.One);
        both = Vector128.MultiplyAddEstimate(x, piece.X, both);
        Vector128<double> bend = Vector128.Abs(Vector128.Shuffle(both, Vector128.Create(1L, 1))) ^ piece.Sign;
        return (both + bend).ToScalar();
    }
}
