using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Studies;

/// <summary>One network of a study, as it is asked for.</summary>
/// <param name="Target">The target.</param>
/// <param name="Error">ε, strictly between 0 and 1.</param>
/// <param name="Family">The weight values.</param>
/// <param name="Dependent">True for a network of Theorem 3 or 4, false for one of Theorem 1 or 2.</param>
/// <param name="Smoothness">n, or null for the n with the fewest weights; a function-dependent network has n = 1.</param>
public sealed record NetworkRequest(Target Target, Rational Error, CodebookFamily Family, bool Dependent = false, int? Smoothness = null);
