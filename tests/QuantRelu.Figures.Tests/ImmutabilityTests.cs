using FluentAssertions;
using QuantRelu.Figures.Approximation;
using QuantRelu.Studies.Sweeps;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Figures.Tests;

/// <summary>Nothing that is public can be changed from outside.</summary>
public class ImmutabilityTests
{
    [Fact]
    public void No_public_type_hands_out_or_keeps_what_a_caller_can_change() =>
        string.Join('\n', MutableState.In(typeof(Section).Assembly)).Should().BeEmpty();

    [Fact]
    public void Records_compare_their_content() =>
        string.Join("\n", RecordEquality.ByReference(typeof(Section).Assembly, typeof(SweepRow), typeof(ConstructionRegistry))).Should().BeEmpty();
}
