using System.Reflection;
using FluentAssertions;
using Xunit;
using Xunit.v3;

namespace QuantRelu.Tests.Shared;

/// <summary>
/// Says what a test uses beside .NET. Where that is missing, the test is skipped before it starts, or fails when QUANTRELU_REQUIRE_TOOLS=1; a test
/// never skips itself, so that none can do so inside a property, where a skip would be a counterexample. The category of these tests is Programs.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class NeedsAttribute(External need) : BeforeAfterTestAttribute, ITraitAttribute
{
    /// <summary>What is needed.</summary>
    public External Need { get; } = need;

    /// <inheritdoc />
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Category", "Programs")];

    /// <inheritdoc />
    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (Externals.PathOf(Need) is null)
        {
            bool required = Externals.IsRequired(Need) && Environment.GetEnvironmentVariable("QUANTRELU_REQUIRE_TOOLS") == "1";
            required.Should().BeFalse(Externals.Absence(Need));
            Assert.Skip(Externals.Absence(Need));
        }
    }
}
