using QuantRelu.Claims;

namespace QuantRelu.Certification;

/// <summary>What a way of certification proved.</summary>
/// <param name="Outcome">Why it ended; null when it was told to stop.</param>
/// <param name="Error">The interval; null without an upper bound.</param>
/// <param name="At">u of the lower bound.</param>
/// <param name="Pieces">The linear pieces.</param>
/// <param name="UnboundedAt">u next to which the target is not bounded, otherwise not a number.</param>
internal sealed record Proof(CertificationOutcome? Outcome, CertifiedError? Error, double[] At, long Pieces, double UnboundedAt);
