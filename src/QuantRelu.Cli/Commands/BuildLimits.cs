using System.Globalization;
using System.Numerics;
using QuantRelu.Theorems;

namespace QuantRelu.Cli.Commands;

/// <summary>What a build may take, checked before anything is allocated.</summary>
internal static class BuildLimits
{
    private const int BytesPerCode = sizeof(ushort);

    /// <summary>Ends the command when the plan has too many weights or would not fit into memory.</summary>
    /// <exception cref="CommandFailure">It exceeds a limit.</exception>
    public static void Check(FunctionIndependentPlan plan, BigInteger mostWeights)
    {
        BigInteger weights = plan.Topology.Count().Weights;
        BigInteger memory = plan.TargetCodes * BytesPerCode;
        if (weights > mostWeights)
        {
            throw new CommandFailure(ExitCode.OverLimit, string.Create(CultureInfo.InvariantCulture,
                $"The network would have {weights:N0} weights and take about {Bytes(memory)} of memory; the limit is {mostWeights:N0} weights, which --max-weights raises."));
        }

        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (memory > available || plan.TargetCodes > Array.MaxLength)
        {
            throw new CommandFailure(ExitCode.OverLimit, string.Create(CultureInfo.InvariantCulture,
                $"The network would have {weights:N0} weights and take about {Bytes(memory)} of memory, more than this machine can hold; a larger --error or another --smoothness takes less, and --dry-run counts without building."));
        }
    }

    private static string Bytes(BigInteger bytes)
    {
        string[] units = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"];
        int unit = 0;
        double value = (double)bytes;
        while (value >= 1000 && unit < units.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:G3} {units[unit]}");
    }
}
