namespace QuantRelu.Evaluation.Exact;

/// <summary>slope·u + constant for all doubles u that are not below the end of the piece before and are below its own.</summary>
/// <param name="End">The least double that the next piece has; +∞ for the last one.</param>
/// <param name="Slope">The slope.</param>
/// <param name="Constant">The value of the affine function at 0.</param>
/// <param name="Reserved">Nothing: with it no piece lies across two lines of a cache.</param>
internal readonly record struct LinearPiece(double End, double Slope, double Constant, double Reserved = 0);
