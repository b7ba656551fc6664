using System.Runtime.CompilerServices;

namespace QuantRelu.Evaluation.Exact;

/// <summary>
/// What a network with two inputs is on a square: A + sign·max(0, B), A and B affine, as on every square on which it is one affine function or two, see
/// <see cref="PlaneSquare"/>. It is as long as a line of a cache.
/// </summary>
/// <param name="AX">A's coefficient of x.</param>
/// <param name="AY">A's coefficient of y.</param>
/// <param name="AOne">A's constant, not -0.</param>
/// <param name="BX">B's coefficient of x.</param>
/// <param name="BY">B's coefficient of y.</param>
/// <param name="BOne">B's constant.</param>
/// <param name="Sign">1, -1, or 0 where A is all.</param>
/// <param name="Reserved">Nothing.</param>
internal readonly record struct PlanePiece(
    double AX, double AY, double AOne, double BX, double BY, double BOne, double Sign, double Reserved = 0)
{
    /// <summary>The value: a sum that begins with what is not -0 is not -0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double At(in PlanePiece piece, double x, double y)
    {
        double a = Math.FusedMultiplyAdd(piece.AX, x, Math.FusedMultiplyAdd(piece.AY, y, piece.AOne));
        double b = Math.FusedMultiplyAdd(piece.BX, x, Math.FusedMultiplyAdd(piece.BY, y, piece.BOne));
        return Math.FusedMultiplyAdd(piece.Sign, double.MaxNative(b, 0), a);
    }
}
