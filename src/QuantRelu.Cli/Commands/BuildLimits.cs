using System.Globalization;
using System.Numerics;
using QuantRelu.Constructions;
using QuantRelu.Formats.Reports;

namespace QuantRelu.Cli.Commands;

/// <summary>What a build may take, checked before anything is allocated.</summary>
internal static class BuildLimits
{
    /// <summary>The most weights that are built unless told otherwise.</summary>
    public const long StandardWeights = 4_000_000_000;

    /// <summary>Ends the command when a network is known to have too many weights, or not to fit into memory, before it is built.</summary>
    /// <exception cref="CommandFailure">It exceeds a limit.</exception>
    public static void Check(NetworkPlan plan, BigInteger mostWeights)
    {
        if (plan.Exceeds(mostWeights) is { } exceeded)
        {
            throw Exceeded(exceeded, mostWeights);
        }
    }

    /// <summary>Ends the command when a network that is counted when it is built has too many weights.</summary>
    /// <exception cref="CommandFailure">It exceeds the limit.</exception>
    public static void Check(ConstructedNetwork built, NetworkPlan plan, BigInteger mostWeights)
    {
        BigInteger weights = plan.Counts is null ? built.Network.Count().Weights : plan.LeastWeights;
        if (weights > mostWeights)
        {
            throw TooMany(LargeNumber.Text(weights), weights, mostWeights);
        }
    }

    private static CommandFailure Exceeded(ExceededLimit exceeded, BigInteger mostWeights)
    {
        string predicted = $"{(exceeded.IsExact ? string.Empty : "at least ")}{LargeNumber.Text(exceeded.Weights)}";
        string counted = exceeded.IsExact ? ", and --dry-run counts without building" : string.Empty;
        return exceeded.Kind == LimitKind.Weights
            ? TooMany(predicted, exceeded.Memory, mostWeights)
            : new CommandFailure(ExitCode.OverLimit, $"The network would have {predicted} weights and take about {Bytes(exceeded.Memory)} of memory, "
                + $"more than this machine can hold; a larger --error or another --smoothness takes less{counted}.");
    }

    private static CommandFailure TooMany(string predicted, BigInteger memory, BigInteger limit) =>
        new(ExitCode.OverLimit, string.Create(CultureInfo.InvariantCulture,
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
