namespace QuantRelu.Evaluation.Fast;

/// <summary>
/// A value that is computed in double precision, for all inputs of a box: <paramref name="Scale"/>·w + <paramref name="Offset"/> exactly, w the double in a
/// root, Scale 0 or plus or minus a power of two; and it lies from <paramref name="Low"/> to <paramref name="High"/>.
/// </summary>
internal readonly record struct RoundedForm(int Root, double Scale, double Offset, double Low, double High)
{
    /// <summary>The root of constants.</summary>
    public const int NoRoot = -1;

    /// <summary>True for the same double everywhere.</summary>
    public bool IsConstant => Root == NoRoot;

    /// <summary>A constant.</summary>
    public static RoundedForm Constant(double value) => new(NoRoot, 0, value, value, value);
}
