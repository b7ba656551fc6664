namespace QuantRelu.Numerics;

/// <summary>
/// What jets over sets know of the derivatives of |a|, min(a, b) and max(a, b). Where a &gt; b throughout, max(a, b) is a with all its derivatives; the
/// rules differ where a and b touch or cross. Jets of numbers have no use for them: at a = b their derivatives are those of one side.
/// </summary>
internal enum KinkRule
{
    /// <summary>Nothing is known where a and b may touch or cross: right for points and for boxes.</summary>
    Unknown,

    /// <summary>
    /// For arguments that cover a box with inner points. Where a ≥ b throughout, max(a, b) is the function a, touched or not. Where they may cross, nothing
    /// is known of any derivative.
    /// </summary>
    OnBox,

    /// <summary>
    /// As <see cref="OnBox"/>, but where a and b may cross, first derivatives are in the hull of both branches: that is so wherever they exist, which is
    /// almost everywhere. Higher ones need not exist, and are unknown.
    /// </summary>
    AlmostEverywhereOnBox,

    /// <summary>
    /// For one point of a box on which <see cref="OnBox"/> knows all derivatives. Where a and b may touch, either may be the function around the point, and
    /// its derivatives there are in the hull of both: max(-(u - 1/2)², 0) at u = 1/2 has the second derivative 0, and not -2.
    /// </summary>
    AtPointOfBox,
}
