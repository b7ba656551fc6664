using System.Numerics;

namespace QuantRelu.Analysis.Regions;

/// <summary>What is done with a walk, over any kind of integer.</summary>
internal interface IWalkAction<out TResult>
{
    /// <summary>Does it.</summary>
    /// <exception cref="OverflowException">The integers are too small.</exception>
    TResult Run<TInteger>(RegionWalk<TInteger> walk)
        where TInteger : struct, IBinaryInteger<TInteger>;
}

/// <summary>
/// The walks of one thread over integers of 64 bits, of 128 bits, and unbounded ones. Once the smaller ones overflowed they are not tried again: that
/// costs time, and changes no result.
/// </summary>
internal sealed class IntegerWalks(KinkNetwork network)
{
    private Width<long>? _small = new();
    private Width<Int128>? _wide = new();
    private readonly Width<BigInteger> _unbounded = new();

    /// <summary>Runs an action with the smallest integers that do.</summary>
    public TResult Run<TResult>(IWalkAction<TResult> action)
    {
        if (!TryRun(action, ref _small, out TResult? result) && !TryRun(action, ref _wide, out result))
        {
            return action.Run(_unbounded.Walk(network));
        }

        return result!;
    }

    private bool TryRun<TInteger, TResult>(IWalkAction<TResult> action, ref Width<TInteger>? width, out TResult? result)
        where TInteger : struct, IBinaryInteger<TInteger>
    {
        result = default;
        if (width is null)
        {
            return false;
        }

        try
        {
            result = action.Run(width.Walk(network));
            return true;
        }
        catch (OverflowException)
        {
            width = null;
            return false;
        }
    }

    private sealed class Width<TInteger>
        where TInteger : struct, IBinaryInteger<TInteger>
    {
        private RegionWalk<TInteger>? _walk;

        public RegionWalk<TInteger> Walk(KinkNetwork network) => _walk ??= new RegionWalk<TInteger>(network);
    }
}
