using QuantRelu.Claims;
using QuantRelu.Numerics;

namespace QuantRelu.Cli.Commands.Exports;

/// <summary>What is exported.</summary>
/// <param name="Saved">The network with what its file says of it.</param>
/// <param name="Target">--target; null for the one in the file.</param>
/// <param name="Error">--error; null for what the file claims.</param>
internal sealed record ExportRequest(ConstructedNetwork Saved, string? Target, Rational? Error);

/// <summary>A format of the command export.</summary>
/// <param name="Name">What --format calls it.</param>
/// <param name="Write">Writes it; whatever makes that impossible is thrown before the first byte.</param>
/// <param name="IsClaim">True when the format states a claim, so that --error and --target have a meaning.</param>
internal sealed record ExportFormat(string Name, Action<ExportRequest, Stream> Write, bool IsClaim = false);
