using CsCheck;
using QuantRelu.Analysis;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Tests.Analysis;

public class BlockGatesTests
{
    [Fact]
    public void The_factors_h_are_found_as_gates_of_every_product_block() =>
        SampleNetworks.Any.Sample(network =>
        {
            BlockGates gates = BlockGates.Of(network);
            Stage terms = network.Stages[3];
            return Enumerable.Range(0, terms.Arrays.Length).Where(a => terms.Arrays[a].Block.Inputs > 0).All(a => gates.Of(3, a).Length >= network.Inputs);
        }, iter: 40);
}
