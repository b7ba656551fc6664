using FluentAssertions;
using QuantRelu.Analysis.Collapsed;
using Xunit;

namespace QuantRelu.Tests.Analysis;

public class CollapsedNetworkTests
{
    [Fact]
    public void Collapsing_leaves_one_unit_for_equal_copies()
    {
        Network network = SampleNetworks.Random(new(1, 2, 2, 3, 4), 0, Codebook.Halves, 1);
        CollapsedNetwork collapsed = CollapsedNetwork.Of(network);
        collapsed.Stages[2].Units.Should().Be(5 * 3, "each of five lines has h and two parts");
        network.Stages[2].Units(network.Stages[2].Depth - 1).Should().BeGreaterThan(5 * 3);
    }
}
