using System.Numerics;

namespace QuantRelu.Studies;

/// <summary>How far each network of a study is looked into.</summary>
/// <param name="Samples">At how many points the error is measured.</param>
/// <param name="Seed">The seed of the random points.</param>
/// <param name="Certification">How far the error is certified; null when it is only measured.</param>
/// <param name="MostWeights">Networks with more weights are counted, not built; null for no limit but memory.</param>
public sealed record StudyEffort(int Samples = 10_000, int Seed = 1, CertificationOptions? Certification = null, BigInteger? MostWeights = null)
{
    /// <summary>At how many points the error is measured.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int Samples { get; init => field = StudyRanges.Samples(value); } = StudyRanges.Samples(Samples);
}
