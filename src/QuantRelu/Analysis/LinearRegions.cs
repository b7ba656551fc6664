using System.Numerics;
using QuantRelu.Analysis.Regions;

namespace QuantRelu.Analysis;

/// <summary>
/// The linear regions of a network with one, two or three inputs and one output, exactly: all numbers are rational. Everything is found depth first, with
/// memory for the way to the current region only, on all cores; results and their order are the same for any number of them.
/// </summary>
/// <remarks>
/// <para>Equal units, and multiples of each other, are one first, and units that have one sign on the whole box bend nothing. Level by level the box is then
/// cut by the units that have two signs on a part, with exact vertices, and the halves of a cut that come to one affine function are put together again.
/// What is left are the <em>convex regions</em>: convex polytopes with inner points that cover the box, meet in faces only, and carry one affine function
/// each. Neighbours may still carry the same one.</para>
/// <para>Of the six definitions of a linear region that are in use (Stargalla, Hertrich and Reichman, arXiv 2505.16716), <see cref="CountLinear"/> counts
/// the <em>open connected regions</em>: the largest open connected sets on which the network is one affine function. Convex regions are joined to them
/// where they share more than a face of lower dimension. Regions of one function that touch in a vertex only are two.</para>
/// </remarks>
public sealed class LinearRegions
{
    // Some tenths of a second.
    private const int MostWeightsAtOnce = 50_000;
    private const long MostWorkAtOnce = 10_000_000;
    private readonly KinkNetwork _network;
    private readonly ConvexCell _whole;

    private LinearRegions(KinkNetwork network, ConvexCell whole) => (_network, _whole) = (network, whole);

    /// <summary>The most connections of a network whose regions can be asked for.</summary>
    public const int MostConnections = 20_000_000;

    /// <summary>The most inputs.</summary>
    public const int MostInputs = 3;

    /// <summary>Prepares a network.</summary>
    /// <param name="network">The network, of any activation, all codes set.</param>
    /// <param name="box">The box of inputs u; [0, 1]^d when null.</param>
    /// <exception cref="ArgumentException">
    /// It has more than three inputs, more or fewer than one output, or more than <see cref="MostConnections"/> connections; or the box has another dimension.
    /// </exception>
    public static LinearRegions Of(Network network, Domain? box = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (Obstacle(network) is { } obstacle)
        {
            throw new ArgumentException(obstacle, nameof(network));
        }

        box ??= Domain.Unit(network.Inputs);
        return box.Dimension == network.Inputs
            ? new LinearRegions(KinkNetwork.Of(network, box.Sides.AsSpan()), ConvexCell.Box(box.Sides.AsSpan()))
            : throw new ArgumentException($"The box has {box.Dimension} sides, the network {network.Inputs} inputs.", nameof(box));
    }

    /// <summary>One sentence that says why the regions of a network cannot be asked for; null when they can.</summary>
    public static string? Obstacle(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.Inputs > MostInputs ? $"Linear regions are found of networks with at most {MostInputs} inputs; this one has {network.Inputs}."
            : !network.Outputs.IsOne ? $"Linear regions are found of networks with 1 output; this one has {network.Outputs}."
            : network.Count().Weights > MostConnections ? $"Linear regions are found of networks with at most {MostConnections:N0} weights."
            : null;
    }

    /// <summary>The convex regions one after the other; they are found while they are read.</summary>
    public IEnumerable<LinearRegion> Enumerate()
    {
        using var walk = new RegionStream(_network, _whole);
        while (walk.MoveNext(out ConvexCell cell, out SpaceForm<BigInteger> map))
        {
            yield return Region(cell, map);
        }
    }

    /// <summary>The number of convex regions, the range of the network and its Lipschitz constants.</summary>
    /// <param name="coordinates">
    /// The domain whose x are the coordinates of points and slopes: u = 0 and u = 1 are its ends. Null for u itself.
    /// </param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The domain has another dimension.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public RegionSummary Summarize(Domain? coordinates = null, CancellationToken cancellationToken = default)
    {
        Domain domain = coordinates ?? Domain.Unit(_network.Inputs);
        if (domain.Dimension != _network.Inputs)
        {
            throw new ArgumentException($"The domain has {domain.Dimension} sides, the network {_network.Inputs} inputs.", nameof(coordinates));
        }

        (BigInteger[] stretch, Rational unit) = Stretch(domain);
        using var traversal = new RegionTraversal(_network, _whole);
        var all = new RegionExtremes(stretch);
        foreach (RegionExtremes part in traversal.Visit(() => new RegionExtremes(stretch), cancellationToken))
        {
            all.Add(part);
        }

        Rational scale = _network.Scale, slopeScale = scale * unit;
        return new RegionSummary(
            all.Count,
            all.Least.Value / scale,
            [.. Point(all.Least.At, domain)],
            all.Most.Value / scale,
            [.. Point(all.Most.At, domain)],
            Rational.Create(all.Steepest, 1) / slopeScale,
            Rational.Create(all.GreatestSquare, 1) / (slopeScale * slopeScale));
    }

    /// <summary>The number of linear regions: open connected regions. Kept are the faces behind which not every convex region was seen yet.</summary>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public long CountLinear(CancellationToken cancellationToken = default)
    {
        using var traversal = new RegionTraversal(_network, _whole);
        var all = new RegionFaces(_whole);
        traversal.Visit(() => new RegionFaces(_whole), all.Add, cancellationToken);
        return all.Complete;
    }

    /// <summary>
    /// The number of linear regions of a network; null where there is an obstacle, or it takes more work than is worth it without being asked.
    /// </summary>
    internal static long? CountAtOnce(Network network)
    {
        if (Obstacle(network) is not null || network.Count().Weights > MostWeightsAtOnce)
        {
            return null;
        }

        var regions = Of(network);
        using var traversal = new RegionTraversal(regions._network, regions._whole);
        if (traversal.Within(() => new RegionFaces(regions._whole), MostWorkAtOnce) is not { } parts)
        {
            return null;
        }

        var all = new RegionFaces(regions._whole);
        Array.ForEach(parts, all.Add);
        return all.Complete;
    }

    // Slopes in x are those in u over the widths: over `unit` they are integers times those in u.
    private static (BigInteger[] Stretch, Rational Unit) Stretch(Domain domain)
    {
        Rational[] inverse = [.. domain.Sides.Select(s => 1 / (s.High - s.Low))];
        BigInteger common = Rational.CommonDenominator(inverse);
        return ([.. inverse.Select(r => r.Numerator * (common / r.Denominator))], Rational.Create(common, 1));
    }

    private IEnumerable<Rational> Point(HomogeneousPoint at, Domain domain) =>
        Enumerable.Range(0, _network.Inputs).Select(k => domain.FromUnit(k, at.Coordinate(k)));

    private LinearRegion Region(ConvexCell cell, SpaceForm<BigInteger> map)
    {
        Rational Scaled(BigInteger value) => Rational.Create(value, 1) / _network.Scale;
        BigInteger[] slopes = [map.X, map.Y, map.Z];
        return new LinearRegion(
            cell,
            Scaled(map.One),
            [.. slopes.Take(cell.Dimension).Select(Scaled)]);
    }
}
