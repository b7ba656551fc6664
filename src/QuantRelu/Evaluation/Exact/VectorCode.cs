using System.Reflection;
using System.Runtime.Intrinsics;

namespace QuantRelu.Evaluation.Exact;

/// <summary>What instructions on vectors of float are called in the runtime, for one length of vectors.</summary>
/// <param name="Lanes">Numbers in a vector.</param>
/// <param name="Vector">The type.</param>
/// <param name="Load">A vector that begins at a place.</param>
/// <param name="Store">Puts a vector to a place.</param>
/// <param name="Create">A number in all lanes.</param>
/// <param name="Add">The sum.</param>
/// <param name="Subtract">The difference.</param>
/// <param name="MultiplyAdd">The product of two plus a third, rounded once or twice.</param>
/// <param name="Max">The larger number, as the machine has it.</param>
internal sealed record VectorCode(
    int Lanes, Type Vector, MethodInfo Load, MethodInfo Store, MethodInfo Create, MethodInfo Add, MethodInfo Subtract, MethodInfo MultiplyAdd, MethodInfo Max)
{
    private delegate TVector Loading<out TVector>(ref readonly float source);

    private delegate void Storing<in TVector>(TVector value, ref float place);

    /// <summary>Vectors of 128 bits.</summary>
    public static VectorCode Short { get; } = Of<Vector128<float>>(
        Vector128<float>.Count, Vector128.LoadUnsafe, Vector128.StoreUnsafe, Vector128.Create, Vector128.Add, Vector128.Subtract,
        Vector128.MultiplyAddEstimate, Vector128.MaxNative);

    /// <summary>Vectors of 256 bits.</summary>
    public static VectorCode Middle { get; } = Of<Vector256<float>>(
        Vector256<float>.Count, Vector256.LoadUnsafe, Vector256.StoreUnsafe, Vector256.Create, Vector256.Add, Vector256.Subtract,
        Vector256.MultiplyAddEstimate, Vector256.MaxNative);

    /// <summary>Vectors of 512 bits.</summary>
    public static VectorCode Long { get; } = Of<Vector512<float>>(
        Vector512<float>.Count, Vector512.LoadUnsafe, Vector512.StoreUnsafe, Vector512.Create, Vector512.Add, Vector512.Subtract,
        Vector512.MultiplyAddEstimate, Vector512.MaxNative);

    /// <summary>The longest vectors of this machine; null where it has none.</summary>
    public static VectorCode? OfMachine { get; } =
        Vector512.IsHardwareAccelerated ? Long : Vector256.IsHardwareAccelerated ? Middle : Vector128.IsHardwareAccelerated ? Short : null;

    private static VectorCode Of<TVector>(
        int lanes,
        Loading<TVector> load,
        Storing<TVector> store,
        Func<float, TVector> create,
        Func<TVector, TVector, TVector> add,
        Func<TVector, TVector, TVector> subtract,
        Func<TVector, TVector, TVector, TVector> multiplyAdd,
        Func<TVector, TVector, TVector> max) =>
        new(lanes, typeof(TVector), load.Method, store.Method, create.Method, add.Method, subtract.Method, multiplyAdd.Method, max.Method);
}
