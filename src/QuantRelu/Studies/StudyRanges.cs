using QuantRelu.Numerics;

namespace QuantRelu.Studies;

/// <summary>What the lists of a study may hold.</summary>
internal static class StudyRanges
{
    /// <summary>The numbers of weight values, if each of them can be asked for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is below 2.</exception>
    public static ImmutableArray<int> Lambdas(ImmutableArray<int> lambdas)
    {
        foreach (int lambda in new Sequence<int>(lambdas).Items.Where(l => l < 2))
        {
            throw new ArgumentOutOfRangeException(nameof(lambdas), lambda, $"λ is {lambda}; it must be at least 2.");
        }

        return lambdas;
    }

    /// <summary>How many samples, if it is a number of samples.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public static int Samples(int samples) => samples >= 1
        ? samples
        : throw new ArgumentOutOfRangeException(nameof(samples), samples, $"{samples} samples; there must be at least 1.");
}
