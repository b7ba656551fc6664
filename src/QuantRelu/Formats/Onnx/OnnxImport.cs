using QuantRelu.Formats.Onnx.Reading;
using QuantRelu.Graph;

namespace QuantRelu.Formats.Onnx;

/// <summary>
/// Reads a small ONNX model of any program as the network that it is, exactly: Gemm or MatMul, Add and Relu, with what exporters put around them. Every stored
/// number is a rational number and stays that number; there is no float32 arithmetic.
/// </summary>
/// <remarks>
/// The model takes x from a box, the network u in [0,1]^d: x = a + (b - a)u is put into the first layer, W·x + c = (W·diag(b - a))·u + (W·a + c).
/// Weights are free, and zeros are no connections. A model that this library wrote takes u, and says so; its domain, its weight values and its claims
/// are those that it tells, as in any other file of a network.
/// </remarks>
public static class OnnxImport
{
    /// <summary>The tag of the version, the first byte of every model that is written in the order of onnx.proto.</summary>
    internal const int FirstByte = OnnxFields.Model.IrVersion << 3;

    /// <summary>Reads a model to the end of the stream, which is not closed.</summary>
    /// <param name="stream">The model.</param>
    /// <param name="domain">The box that x is from; by default [0,1]^d, or what the model of this library says.</param>
    /// <exception cref="NetworkFormatException">It is no model, or one with anything that is not read; the message names it.</exception>
    /// <exception cref="ArgumentException">The domain does not fit the inputs, or is another one than the model says.</exception>
    public static ConstructedNetwork Read(Stream stream, Domain? domain = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var whole = new MemoryStream();
        stream.CopyTo(whole);
        return Read(whole.GetBuffer().AsMemory(0, (int)whole.Length), domain);
    }

    private static ConstructedNetwork Read(ReadOnlyMemory<byte> file, Domain? domain)
    {
        OnnxModel model = OnnxModel.Read(file);
        var told = new OnnxClaims(model.Properties);
        if (told.Domain is { } own && domain is not null && !own.Equals(domain))
        {
            throw new ArgumentException($"The network is on the domain {own}, as its file says, not on {domain}.", nameof(domain));
        }

        Domain? box = told.Domain ?? domain;
        Network network = GraphRun.ToNetwork(model, d => Inputs(d, told.Domain is null && box is not null ? box : Domain.Unit(d)), told.Codebook);
        return FileContent.Sound(network, () => told.Provenance(network, box ?? Domain.Unit(network.Inputs)));
    }

    // x_i = a_i + (b_i - a_i)·u_i.
    private static UnitSum[] Inputs(int inputs, Domain box) => box.Dimension == inputs
        ? [.. Enumerable.Range(0, inputs).Select(i => UnitSum.Of(i, box.Width(i), box.Low(i)))]
        : throw new ArgumentException($"The domain {box} is of dimension {box.Dimension}, and the network has {inputs} inputs.", nameof(box));
}
