using QuantRelu.Graph;
using QuantRelu.Numerics;

namespace QuantRelu.Benchmarks.Drawing;

/// <summary>Weight values of networks that are drawn.</summary>
internal static class Codebooks
{
    /// <summary>{-1/2, 1/2} or with further powers of two, and the option that asks for them.</summary>
    public static (CodebookFamily Family, string Option) Draw(SplitMix64 random)
    {
        int lambda = random.Of([2, 2, 3, 4, 8]);
        return (CodebookFamily.Nonlinear(lambda), $" --lambda {lambda}");
    }
}
