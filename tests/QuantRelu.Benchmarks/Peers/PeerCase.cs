namespace QuantRelu.Benchmarks.Peers;

/// <summary>A network at a number of points that are asked for at once; 1 for one at a time.</summary>
/// <param name="Network">The network.</param>
/// <param name="Points">How many points.</param>
public sealed record PeerCase(SpeedNetwork Network, int Points)
{
    /// <summary>All cases.</summary>
    public static IEnumerable<PeerCase> All => SpeedNetwork.All.SelectMany(n => new[] { 1, 256, 4096 }.Select(p => new PeerCase(n, p)));

    /// <inheritdoc/>
    public override string ToString() => $"{Network}: {Points} at once";
}
