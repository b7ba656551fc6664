using System.Text.Json;
using FluentAssertions;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Cli.Tests;

/// <summary>Commands on an ONNX file of another program: samples/networks/sine.onnx, trained on sin(x) from -π to π.</summary>
public class OtherNetworkTests : ToolTests
{
    private static readonly string Trained = System.IO.Path.Combine(Repository.Folder, "samples", "networks", "sine.onnx");

    [Fact]
    public void It_is_verified_on_its_own_box_and_what_is_false_is_refuted()
    {
        JsonElement proved = Run("verify", Trained, "--target", "sin(x)", "--domain=-3:3", "--json").ShouldSucceed().Json.GetProperty("certifiedError");
        proved.GetProperty("lower").GetDouble().Should().BeInRange(0.02, 0.0201);
        proved.GetProperty("upper").GetDouble().Should().BeInRange(0.02, 0.0201);
        Run("verify", Trained, "--target", "sin(x)", "--domain=-3:3", "--error", "0.02").ExitCode.Should().Be(2);
        Run("verify", Trained).ShouldRefuse(1, "--target names one");
    }

    [Fact]
    public void It_is_the_same_network_on_another_box_once_it_is_exported_with_it()
    {
        string at = Run("evaluate", Trained, "--at", "1/3", "--exact").ShouldSucceed().Out;
        Run("evaluate", Trained, "--domain=-2:1/2", "--at", "1/3", "--exact").ShouldSucceed().Out.Should().Be(at);
        Run("export", Trained, "--domain=-2:1/2", "--output", Path("trained.qrn")).ShouldSucceed();
        Run("evaluate", Path("trained.qrn"), "--at", "1/3", "--exact").ShouldSucceed().Out.Should().Be(at);
        Run("evaluate", Path("trained.qrn"), "--at=-2.5").ShouldRefuse(1, "outside the domain -2:1/2");
        Run("info", Path("trained.qrn"), "--domain", "0:1").ShouldRefuse(1, "on the domain -2:1/2, as its file says, not on 0:1");
        Run("info", Trained, "--domain", "0:1,0:1").ShouldRefuse(1, "0:1,0:1 is of dimension 2, and the network has 1 inputs");
        Run("info", Trained, "--domain", "1:0").ShouldRefuse(1, "is empty");
    }

    [Fact]
    public void It_is_reported_plotted_and_read_from_a_pipe()
    {
        JsonElement info = Run("info", Trained, "--domain=-3:3", "--regions", "--json").ShouldSucceed().Json;
        info.GetProperty("domain").GetString().Should().Be("-3:3");
        info.GetProperty("bitsPerWeight").GetInt32().Should().Be(32);
        info.GetProperty("regions").GetInt32().Should().Be(11);
        Run("plot", Trained, "--target", "sin(x)", "--domain=-3:3", "--output", Path("plot.svg")).ShouldSucceed();
        Pipe(File.ReadAllBytes(Trained), "evaluate", "-", "--at", "0.5").Outcome.ShouldSucceed().Out.Should().StartWith("0.4");
    }

    [Fact]
    public void One_output_of_several_is_chosen_and_never_taken_for_all()
    {
        const string json = """
            {"format":"quantrelu-network","version":1,"inputs":1,"outputs":2,"codebook":["-1/2","1/2"],
            "layers":[{"activation":"identity","units":2,"rowStarts":[0,1,2],"columns":[0,0],"codes":[0,1],"biases":[-1,-1]}]}
            """;
        string file = Write("two.json", json);
        Run("evaluate", file, "--at", "1").ShouldRefuse(1, "The network has 2 outputs; --coordinate names one of them, counted from 1.");
        Run("verify", file, "--target", "x").ShouldRefuse(1, "--coordinate names one");
        Run("evaluate", file, "--at", "1", "--coordinate", "3").ShouldRefuse(1, "--coordinate is 3; the network has 2 outputs.");
        Run("evaluate", Trained, "--at", "1", "--coordinate", "2").ShouldRefuse(1, "--coordinate is 2; the network has 1 output.");
        Run("evaluate", file, "--at", "1", "--coordinate", "1", "--exact").ShouldSucceed().Out.Trim().Should().Be("-1/2");
        Run("evaluate", file, "--at", "1", "--coordinate", "2", "--exact").ShouldSucceed().Out.Trim().Should().Be("1/2");
        Run("verify", file, "--target", "x/2", "--coordinate", "2", "--error", "1e-9").ShouldSucceed();
    }

    [Fact]
    public void A_file_that_is_no_such_network_is_refused_by_its_name()
    {
        File.WriteAllText(Path("empty.onnx"), string.Empty);
        Run("info", Path("empty.onnx")).ShouldRefuse(1, "empty.onnx", "it has no version");
        Run("component", "square", "--r", "1", "--output", Path("square.qrn")).ShouldSucceed();
        Run("export", Path("square.qrn"), "--format", "qonnx", "--output", Path("square.onnx")).ShouldSucceed();
        Run("info", Path("square.onnx")).ShouldRefuse(1, "uant' of 'qonnx.custom_op.general'", "is none of those that are read");
    }
}
