using QuantRelu.Formats.Onnx;
using QuantRelu.Graph.Rewriting;
using QuantRelu.Numerics;

namespace QuantRelu.Formats.VnnLib;

/// <summary>
/// A claim low ≤ N_k(u) ≤ high for all outputs k and all u of a box, as a property and the network, for any number of inputs and outputs. The property asks
/// for a counterexample that float32 numbers can tell: an output at or above the least of them above high, or at or below the greatest below low. "sat" refutes
/// the claim for the network of the file; "unsat" proves it but for less than one step of float32 numbers at either end.
/// </summary>
/// <remarks>
/// The ends of the box are rounded outward to float32 numbers, so that no part of it is lost. Where a weight is no float32 number the network of the file is
/// the one over the nearest ones, and the property says so.
/// </remarks>
public sealed class RangeInstance : IPropertyWithNetwork
{
    private readonly ConstructedNetwork _constructed;
    private readonly Lazy<string> _digest;

    private RangeInstance(ConstructedNetwork constructed, Domain box, Rational low, Rational high)
    {
        _constructed = constructed;
        (Box, Low, High) = (Domain.Create([.. box.Sides.Select(s => (Float32.AtMost(s.Low), Float32.AtLeast(s.High)))]), low, high);
        _digest = new(((IPropertyWithNetwork)this).DigestOfNetwork);
    }

    /// <summary>The inputs u, its ends rounded outward to float32 numbers.</summary>
    public Domain Box { get; }

    /// <summary>The least value that is claimed.</summary>
    public Rational Low { get; }

    /// <summary>The greatest value that is claimed.</summary>
    public Rational High { get; }

    /// <summary>The question: is there an output outside of the range somewhere on the box?</summary>
    public VerificationQuery Query => new(Box, (int)_constructed.Network.Outputs, [.. Enumerable.Range(0, (int)_constructed.Network.Outputs).SelectMany(k =>
        new OutputCondition[][]
        {
            [new(k, OutputRelation.AtLeast, Float32.Above(High))],
            [new(k, OutputRelation.AtMost, -Float32.Above(-Low))],
        })]);

    /// <summary>The instance of a claim on a box.</summary>
    /// <param name="constructed">A network with at most 10,000 outputs.</param>
    /// <param name="box">A part of [0,1]^d.</param>
    /// <param name="low">The least value that is claimed of any output.</param>
    /// <param name="high">The greatest, not below it.</param>
    /// <exception cref="ArgumentException">The box is no part of [0,1]^d, the range is empty, or there are too many outputs.</exception>
    public static RangeInstance Of(ConstructedNetwork constructed, Domain box, Rational low, Rational high)
    {
        ArgumentNullException.ThrowIfNull(constructed);
        ArgumentNullException.ThrowIfNull(box);
        const int mostOutputs = 10_000;
        int inputs = constructed.Network.Inputs;
        string? problem = box.Dimension != inputs ? $"The box {box} has {box.Dimension} sides, the network {inputs} inputs."
            : box.Sides.Any(s => s.Low.Sign < 0 || s.High > 1) ? $"The box {box} is no part of 0 <= u <= 1."
            : low > high ? $"The range {low.ToShortString()}:{high.ToShortString()} is empty."
            : constructed.Network.Outputs > mostOutputs ? $"The network has {constructed.Network.Outputs} outputs; at most {mostOutputs} are asked about."
            : null;
        return problem is null ? new(constructed, box, low, high) : throw new ArgumentException(problem, nameof(box));
    }

    /// <inheritdoc/>
    public void WriteNetwork(Stream stream, CancellationToken cancellationToken = default) =>
        OnnxExport.Write(_constructed, stream, cancellationToken: cancellationToken);

    /// <inheritdoc/>
    public void WriteProperty(Stream stream, string network, VnnLibVersion version = VnnLibVersion.One) => Query.Write(stream, version, Comments(network));

    private IEnumerable<string> Comments(string network)
    {
        Network relu = ReluForm.Of(_constructed.Network);
        bool isRounded = !ReferenceEquals(SingleWeights.Model(relu), relu);
        return
        [
            $"network: {network}, sha256 {_digest.Value}",
            $"claim: {Low} <= Y <= {High} for every output and all inputs of the box; X is u = (x - a)/(b - a) of the domain {_constructed.Provenance.Domain}",
            .. isRounded ? ["the network of the file has the nearest float32 weights, and the claim is about that network"] : Array.Empty<string>(),
            "asked is for an output beyond the range by a step of float32 numbers: sat refutes the claim, unsat proves it but for less than that step",
        ];
    }
}
