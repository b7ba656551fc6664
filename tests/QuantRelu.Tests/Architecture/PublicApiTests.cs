using PublicApiGenerator;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Architecture;

public class PublicApiTests
{
    [Fact]
    public void The_public_types_and_members_are_the_approved_ones() =>
        ApprovedText.Check("PublicApi", typeof(Network).Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }));
}
