using PublicApiGenerator;
using QuantRelu.Approvals;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Tests;

public class PublicApiTests
{
    [Fact]
    public void The_public_API_of_the_library_is_the_approved_one() =>
        ApprovedText.Check(typeof(Network).Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }), "PublicApi");
}
