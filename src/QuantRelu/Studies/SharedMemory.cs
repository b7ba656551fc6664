using System.Numerics;

namespace QuantRelu.Studies;

/// <summary>Memory that threads share: all that is built at one time fits into it, or is built alone.</summary>
/// <param name="bytes">How much there is.</param>
internal sealed class SharedMemory(BigInteger bytes)
{
    private readonly object _lock = new();
    private BigInteger _taken;
    private int _users;

    /// <summary>Half of what the process may use.</summary>
    public static SharedMemory OfProcess() => new(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2);

    /// <summary>Does some work once there is room for it.</summary>
    /// <param name="most">How many bytes it takes.</param>
    /// <param name="work">The work.</param>
    public T With<T>(BigInteger most, Func<T> work)
    {
        lock (_lock)
        {
            while (_users > 0 && _taken + most > bytes)
            {
                Monitor.Wait(_lock);
            }

            (_users, _taken) = (_users + 1, _taken + most);
        }

        try
        {
            return work();
        }
        finally
        {
            lock (_lock)
            {
                (_users, _taken) = (_users - 1, _taken - most);
                Monitor.PulseAll(_lock);
            }
        }
    }
}
