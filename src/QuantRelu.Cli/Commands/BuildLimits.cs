using System.Globalization;
using System.Numerics;
using QuantRelu.Claims;
using QuantRelu.Formats.Reports;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using QuantRelu.Theorems;

namespace QuantRelu.Cli.Commands;

/// <summary>What a build may take, checked before anything is allocated.</summary>
internal static class BuildLimits
{
    /// <summary>The most weights that are built unless told otherwise.</summary>
    public const long StandardWeights = 4_000_000_000;

    /// <summary>Ends the command when the plan has too many weights or would not fit into memory.</summary>
    /// <exception cref="CommandFailure">It exceeds a limit.</exception>
    public static void Check(FunctionIndependentPlan plan, BigInteger mostWeights)
    {
        BigInteger weights = plan.Topology.Count().Weights;
        if (weights > mostWeights)
        {
            throw TooMany(LargeNumber.Text(weights), plan.Memory, mostWeights);
        }

        if (!plan.FitsIntoMemory)
        {
            throw new CommandFailure(ExitCode.OverLimit, string.Create(CultureInfo.InvariantCulture,
                $"The network would have {LargeNumber.Text(weights)} weights and take about {Bytes(plan.Memory)} of memory, more than this machine can hold; a larger --error or another --smoothness takes less, and --dry-run counts without building."));
        }
    }

    /// <summary>Ends the command when a function-dependent network is known to have too many weights before it is built.</summary>
    /// <exception cref="CommandFailure">It exceeds a limit.</exception>
    public static void Check(Target target, Rational error, BigInteger mostWeights)
    {
        BigInteger weights = FunctionDependent.LeastWeights(target, error);
        string predicted = $"at least {LargeNumber.Text(weights)}";
        if (weights > mostWeights)
        {
            throw TooMany(predicted, weights, mostWeights);
        }
    }

    /// <summary>Ends the command when a network has too many weights.</summary>
    /// <exception cref="CommandFailure">It exceeds the limit.</exception>
    public static void Check(ConstructedNetwork built, BigInteger mostWeights)
    {
        BigInteger weights = built.Network.Count().Weights;
        if (weights > mostWeights)
        {
            throw TooMany(LargeNumber.Text(weights), weights, mostWeights);
        }
    }

    private static CommandFailure TooMany(string predicted, BigInteger memory, BigInteger limit) => new(ExitCode.OverLimit, string.Create(CultureInfo.InvariantCulture,
        $"The network would have {predicted} weights and take about {Bytes(memory)} of memory; the limit is {limit:N0} weights, which --max-weights raises."));

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
