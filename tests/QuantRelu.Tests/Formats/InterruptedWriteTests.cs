using FluentAssertions;
using QuantRelu.Claims;
using QuantRelu.Formats;
using QuantRelu.Formats.C;
using QuantRelu.Formats.Certificates;
using QuantRelu.Formats.Dot;
using QuantRelu.Formats.Onnx;
using QuantRelu.Formats.VnnLib;
using QuantRelu.Subnetworks;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Formats;

/// <summary>Every format, interrupted at its first byte, half way and at its last: nothing is left, and what stood there still stands.</summary>
public sealed class InterruptedWriteTests : IDisposable
{
    private static readonly ConstructedNetwork Square = Standalone.Square(2, CodebookFamily.Halves);
    private static readonly CertifiedClaim Claim = new(Square.Network, Target.Parse("x^2"), ClaimedError.Of(Square.Provenance)!.Value);

    private static readonly VerificationInstance Instance =
        VerificationInstance.Of(Square, Claim.Target, ClaimedError.Of(Square.Provenance)!, ErrorCell.Of(Square, 0, 1));

    private static readonly Dictionary<string, Action<Stream>> Formats = new()
    {
        ["binary"] = s => NetworkFile.Write(Square, s),
        ["json"] = s => JsonExport.Write(Square, s),
        ["onnx"] = s => OnnxExport.Write(Square, s),
        ["onnx blocks"] = s => BlockOnnxExport.Write(Square, s),
        ["qonnx"] = s => QonnxExport.Write(Square, s, 8),
        ["vnnlib"] = s => Instance.WriteProperty(s, "square.error.onnx"),
        ["onnx of vnnlib"] = s => Instance.WriteNetwork(s),
        ["sollya"] = s => SollyaExport.Write(Claim, s),
        ["smtlib"] = s => SmtLibExport.Write(Claim, s),
        ["dot"] = s => DotExport.Write(Square, s),
        ["c"] = s => CExport.Write(Square, s, 8),
    };

    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;

    public static TheoryData<string> Names => [.. Formats.Keys];

    private string At => Path.Combine(_directory, "file");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_full_disk_leaves_no_file_and_no_temporary_one(string format) => Interrupt(format, new IOException("The disk is full."));

    [Theory]
    [MemberData(nameof(Names))]
    public void So_does_a_cancellation(string format) => Interrupt(format, new OperationCanceledException());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_token_that_is_cancelled_while_bytes_are_written_ends_the_writing(string format)
    {
        using var cancel = new CancellationTokenSource();
        void Write(Stream stream)
        {
            cancel.Cancel();
            Formats[format](stream);
        }

        ((Action)(() => AtomicFile.Write(At, Write, cancel.Token))).Should().Throw<OperationCanceledException>();
        Directory.GetFileSystemEntries(_directory).Should().BeEmpty();
    }

    private void Interrupt(string format, Exception interruption)
    {
        using var whole = new MemoryStream();
        Formats[format](whole);
        foreach (long most in new[] { 0, 1, whole.Length / 2, whole.Length - 1 })
        {
            Action write = () => AtomicFile.Write(At, s => Formats[format](new InterruptedStream(s, most, interruption)));
            File.Delete(At);
            write.Should().Throw<Exception>().Which.Should().BeSameAs(interruption);
            Directory.GetFileSystemEntries(_directory).Should().BeEmpty();
            File.WriteAllText(At, "before");
            write.Should().Throw<Exception>();
            Directory.GetFileSystemEntries(_directory).Should().Equal(At);
            File.ReadAllText(At).Should().Be("before");
        }
    }
}
