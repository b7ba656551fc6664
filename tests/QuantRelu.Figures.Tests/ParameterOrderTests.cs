using FluentAssertions;
using QuantRelu.Figures.Approximation;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Figures.Tests;

public class ParameterOrderTests
{
    [Fact]
    public void Parameters_are_what_where_to_options_progress_token() => ParameterOrder.Violations(typeof(Section).Assembly).Should().BeEmpty();
}
