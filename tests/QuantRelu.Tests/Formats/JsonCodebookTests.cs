using System.Text;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Tests.Formats;

/// <summary>The order of a codebook in a JSON file is the meaning of its codes.</summary>
public class JsonCodebookTests
{
    [Theory]
    [InlineData("\"1/2\",\"-1/2\"")]
    [InlineData("\"-1/2\",\"-1/2\"")]
    public void A_codebook_that_does_not_ascend_is_refused(string codebook)
    {
        string text = "{\"format\":\"quantrelu-network\",\"version\":1,\"inputs\":1,\"outputs\":1,\"codebook\":[" + codebook + "],"
            + "\"layers\":[{\"activation\":\"identity\",\"units\":1,\"rowStarts\":[0,1],\"columns\":[0],\"codes\":[0],\"biases\":[-1]}],"
            + "\"domain\":[[\"0\",\"1\"]],\"target\":\"x/2\"}";

        FluentActions.Invoking(() => NetworkFile.Load(new MemoryStream(Encoding.UTF8.GetBytes(text))))
            .Should().Throw<NetworkFormatException>().WithMessage("*codebook*ascending*");
    }
}
