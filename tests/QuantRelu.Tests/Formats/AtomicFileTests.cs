using FluentAssertions;
using QuantRelu.Formats;
using QuantRelu.Graph;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Formats;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_file_appears_where_nothing_stood()
    {
        AtomicFile.Write(At("new"), s => s.Write("whole"u8));
        File.ReadAllText(At("new")).Should().Be("whole");
        Directory.GetFiles(_directory).Should().HaveCount(1);
    }

    [Fact]
    public void A_file_takes_the_place_of_a_longer_one()
    {
        File.WriteAllText(At("old"), "a longer text");
        AtomicFile.Write(At("old"), s => s.Write("short"u8));
        File.ReadAllText(At("old")).Should().Be("short");
        Directory.GetFiles(_directory).Should().HaveCount(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_link_stays_a_link_and_its_target_is_written(bool targetStands)
    {
        if (targetStands)
        {
            File.WriteAllText(At("target"), "before");
        }

        File.CreateSymbolicLink(At("link"), At("target"));
        AtomicFile.Write(At("link"), s => s.Write("after"u8));
        new FileInfo(At("link")).LinkTarget.Should().Be(At("target"));
        File.ReadAllText(At("target")).Should().Be("after");
    }

    [Fact]
    public void An_interrupted_write_leaves_what_stood_there()
    {
        File.WriteAllText(At("net.qrelu"), "before");
        ((Action)(() => AtomicFile.Write(At("net.qrelu"), s => throw new IOException("disk full")))).Should().Throw<IOException>();
        File.ReadAllText(At("net.qrelu")).Should().Be("before");
        Directory.GetFiles(_directory).Should().HaveCount(1);
    }

    [Fact]
    [Needs(External.FullDevice)]
    public void A_link_to_a_device_is_written_through_and_nothing_takes_the_place_of_the_device()
    {
        string device = ExternalTool.Find(External.FullDevice);
        File.CreateSymbolicLink(At("link"), device);
        ((Action)(() => AtomicFile.Write(At("link"), s => s.Write("lost"u8)))).Should().Throw<IOException>();
        new FileInfo(device).Length.Should().Be(0);
        Directory.GetFileSystemEntries(_directory).Should().Equal(At("link"));
    }

    [Fact]
    public void A_directory_is_not_replaced() =>
        ((Action)(() => AtomicFile.Write(_directory, s => s.WriteByte(0)))).Should().Throw<IOException>().WithMessage("*is a directory*");

    [Fact]
    public void A_network_saved_to_a_new_file_loads_equal()
    {
        ConstructedNetwork network = SampleNetworks.WithProvenance(SampleNetworks.Random(new(1, 1, 1, 1, 3), 0, Codebook.Halves, 5));
        NetworkFile.Save(network, At("new.qrelu"));
        NetworkFile.Load(At("new.qrelu")).Network.SameAs(network.Network).Should().BeTrue();
    }

    private string At(string name) => Path.Combine(_directory, name);
}
