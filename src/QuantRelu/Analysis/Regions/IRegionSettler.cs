using System.Numerics;

namespace QuantRelu.Analysis.Regions;

/// <summary>A visitor that may know enough of a cell before all kinks are decided on it.</summary>
internal interface IRegionSettler : IRegionVisitor
{
    /// <summary>Of which cells it is asked.</summary>
    SettlingRecord Record { get; }

    /// <summary>Says whether the regions within a cell need not be visited.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="map">A form.</param>
    /// <param name="radius">Scale times the network is at most so far from it on the cell.</param>
    /// <returns>True when they need not.</returns>
    bool Settles<TInteger>(ConvexCell cell, SpaceForm<TInteger> map, double radius)
        where TInteger : struct, IBinaryInteger<TInteger>;
}
