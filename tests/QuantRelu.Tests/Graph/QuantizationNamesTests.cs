using FluentAssertions;
using Xunit;

namespace QuantRelu.Tests.Graph;

public class QuantizationNamesTests
{
    [Fact]
    public void Every_quantization_has_a_word_that_is_read_back()
    {
        QuantizationNames.All.Should().Equal("nonlinear", "linear", "given", "none");
        Enum.GetValues<Quantization>().Should().OnlyContain(q => QuantizationNames.Parse(q.Text()) == q);
    }

    [Theory]
    [InlineData("Linear")]
    [InlineData("")]
    [InlineData(null)]
    public void Another_word_is_refused(string? word) =>
        FluentActions.Invoking(() => QuantizationNames.Parse(word)).Should().Throw<FormatException>().WithMessage($"*'{word}'*nonlinear, linear, given, none*");
}
