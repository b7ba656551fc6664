using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using QuantRelu.Analysis.FixedPoint;

namespace QuantRelu.Formats.Verilog;

/// <summary>
/// A network as a module of Verilog-2001, planned: its sizes are known before it is written. The inputs are U_i = 2^p u_i, U_i from 0 to 2^p - 1; the output is
/// Y = <see cref="OutputScale"/>·N(U 2^-p), exactly, N the network.
/// </summary>
/// <remarks>
/// Equal copies are one, a weight is a sum of ±2^k with the fewest terms, sums that occur twice are computed once, and every wire has the bits that its
/// proved range needs. All arithmetic is modulo a power of two that the sum fits, so partial sums may overflow and do no harm. The test bench compares
/// with exact values.
/// </remarks>
public sealed partial class VerilogFile
{
    /// <summary>The most bits of an input.</summary>
    public const int MostInputBits = 30;

    /// <summary>The most weights of a network that is written.</summary>
    public const int MostWeights = 1 << 21;

    /// <summary>The most bits of a sum.</summary>
    public const int MostSumBits = 256;

    private readonly ConstructedNetwork _constructed;
    private readonly AdderGraph _graph;
    private readonly Pipeline _pipeline;
    private readonly VerilogExportOptions _options;

    private VerilogFile(ConstructedNetwork constructed, AdderGraph graph, VerilogExportOptions options)
    {
        (_constructed, _graph, _options) = (constructed, graph, options);
        _pipeline = new Pipeline(graph, options.Latency ?? graph.Network.Depth);
    }

    /// <summary>p.</summary>
    public int InputBits => _options.InputBits;

    /// <summary>The bits of the output, in two's complement where <see cref="IsSigned"/>.</summary>
    public int OutputBits => _graph.Network.Rows[^1].Range.Bits;

    /// <summary>True when the output may be below 0.</summary>
    public bool IsSigned => !_graph.Network.Rows[^1].Range.IsUnsigned;

    /// <summary>What the network's value is multiplied with: a power of two where all weights are dyadic.</summary>
    public BigInteger OutputScale => _graph.Network.Multiple << _graph.Network.FractionBits;

    /// <summary>Adders and subtractors of two numbers.</summary>
    public int Adders => _graph.Adders;

    /// <summary>Values that are max(·, 0).</summary>
    public int Rectifiers => _graph.Rectifiers;

    /// <summary>The layers that are left: the most rows on a way from an input to the output.</summary>
    public int Depth => _graph.Network.Depth;

    /// <summary>L.</summary>
    public int Latency => _pipeline.Latency;

    /// <summary>The bits of all registers.</summary>
    public long RegisterBits => _pipeline.RegisterBits;

    /// <summary>The bits of the widest sum.</summary>
    public int SumBits => _graph.WidestSum;

    /// <summary>What there is to count, in a sentence.</summary>
    public string Counts =>
        $"{Number((long)_constructed.Network.Count().Weights, "weight")} became {Number(Adders, "adder")} and {Number(Rectifiers, "comparison")} with 0 in "
        + $"{Number(Depth, "layer")}, sums of at most {Number(SumBits, "bit")}, {(Latency == 0 ? "no registers" : Number(RegisterBits, "register bit"))}.";

    /// <summary>Plans a module.</summary>
    /// <param name="constructed">The network, of any activation, and its provenance.</param>
    /// <param name="options">What it takes in; the standard when null.</param>
    /// <param name="cancellationToken">Stops the planning.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of the options is outside of its range.</exception>
    /// <exception cref="ArgumentException">
    /// The name is none, the network has more than one output or more than <see cref="MostWeights"/> weights, or sums need more than <see cref="MostSumBits"/>
    /// bits.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network's codes are not set.</exception>
    /// <exception cref="OperationCanceledException">The planning was cancelled.</exception>
    public static VerilogFile Of(ConstructedNetwork constructed, VerilogExportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(constructed);
        options ??= new VerilogExportOptions();
        Check(constructed.Network, options);
        var graph = AdderGraph.Of(FixedPointLowering.Of(constructed.Network, options.InputBits, cancellationToken: cancellationToken));
        int depth = graph.Network.Depth;
        if (options.Latency is { } latency && (latency < 0 || latency > depth))
        {
            throw new ArgumentOutOfRangeException(nameof(options), latency,
                $"The latency is {latency}; registers stand after layers, and {depth} are left of this network: it must be from 0 to {depth}.");
        }

        return graph.WidestSum <= MostSumBits ? new VerilogFile(constructed, graph, options)
            : throw new ArgumentException($"The sums need {graph.WidestSum} bits; Verilog is written for at most {MostSumBits}.", nameof(constructed));
    }

    /// <summary>Writes the module.</summary>
    /// <exception cref="OperationCanceledException">The writing was cancelled; a part may have been written.</exception>
    public void WriteModule(Stream stream, CancellationToken cancellationToken = default)
    {
        using StreamWriter text = Writer(stream, cancellationToken);
        text.WriteLine(VerilogComment.Of(this, _constructed, _graph.Network));
        new VerilogModule(text, _graph, _pipeline, _options.Name).Write();
    }

    /// <summary>Writes the test bench: it prints PASS and ends well, or prints FAIL and ends with a status other than 0.</summary>
    /// <exception cref="OperationCanceledException">The writing was cancelled; a part may have been written.</exception>
    public void WriteTestBench(Stream stream, CancellationToken cancellationToken = default)
    {
        using StreamWriter text = Writer(stream, cancellationToken);
        IReadOnlyList<TestVector> vectors = TestVector.Of(_constructed.Network, _graph.Network, _options.Vectors, cancellationToken);
        new TestBench(text, this, _graph.Network, _options.Name).Write(vectors);
    }

    private static StreamWriter Writer(Stream stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new StreamWriter(CancellableStream.Of(stream, cancellationToken), new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
    }

    private static void Check(Network network, VerilogExportOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.InputBits, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.InputBits, MostInputBits, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Vectors, 1, nameof(options));
        if (!Identifier().IsMatch(options.Name))
        {
            throw new ArgumentException(
                $"'{options.Name}' is no name of a module: it must be a letter, then letters, digits and underscores.", nameof(options));
        }

        if (!network.Outputs.IsOne)
        {
            throw new ArgumentException($"The network has {network.Outputs} outputs; Verilog is written of networks with one.", nameof(network));
        }

        BigInteger weights = network.Count().Weights;
        if (weights > MostWeights)
        {
            throw new ArgumentException($"The network has {weights} weights; Verilog is written of at most {MostWeights}.", nameof(network));
        }
    }

    private static string Number(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? string.Empty : "s")}");

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]*$")]
    private static partial Regex Identifier();
}
