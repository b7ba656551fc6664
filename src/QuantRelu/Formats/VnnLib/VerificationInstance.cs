using QuantRelu.Claims;
using QuantRelu.Formats.Onnx;
using QuantRelu.Graph.Rewriting;

namespace QuantRelu.Formats.VnnLib;

/// <summary>
/// A claim |N(u) - f(u)| ≤ E on a cell as a network and a property that belong together, for programs that know neither f nor u's domain. The network is
/// Y = M(u) - L(u), where M is N over float32 weights and L a line near the chord of f. With D ≥ sup |f - L| and R = sup |M - N| on the cell the claim
/// implies |Y| ≤ E + D + R &lt; T, and the property asks for a counterexample to |Y| &lt; T: a point that satisfies it refutes the claim,
/// and where there is none |N - f| &lt; T + D + R on the cell.
/// </summary>
/// <remarks>
/// The smaller the cell the smaller is D, like the square of the width where f is smooth. All numbers in the two files are float32 numbers, written with all
/// their digits: the ends of the cell are rounded outward to such numbers, T is the least one above E + D + R.
/// </remarks>
public sealed class VerificationInstance : IPropertyWithNetwork
{
    private readonly ConstructedNetwork _constructed;
    private readonly Lazy<string> _digest;

    private VerificationInstance(ConstructedNetwork constructed, Target target, ClaimedError claim, ErrorCell cell)
    {
        _constructed = constructed;
        _digest = new(((IPropertyWithNetwork)this).DigestOfNetwork);
        Target = target;
        Claim = claim;
        Cell = cell.Outward();
        Line = Cell.Chord(target).For(constructed.Network);
        ChordDistance = VnnLib.ChordDistance.Of(Line, target, Cell);
        Rounding = WeightRounding.Of(ReluForm.Of(constructed.Network), Cell);
        Threshold = Float32.Above(claim.Value + ChordDistance + Rounding);
    }

    /// <summary>f.</summary>
    public Target Target { get; }

    /// <summary>E and what it rests on.</summary>
    public ClaimedError Claim { get; }

    /// <summary>The cell, its ends rounded outward to float32 numbers.</summary>
    public ErrorCell Cell { get; }

    /// <summary>L, exactly as the network subtracts it.</summary>
    public ErrorLine Line { get; }

    /// <summary>D, a proved bound of |f - L| on the cell.</summary>
    public Rational ChordDistance { get; }

    /// <summary>R, the greatest |M - N| on the cell; 0 where all weights are float32 numbers.</summary>
    public Rational Rounding { get; }

    /// <summary>T, the least float32 number above E + D + R.</summary>
    public Rational Threshold { get; }

    /// <summary>The SHA-256 of what <see cref="WriteNetwork"/> writes, in hexadecimal digits.</summary>
    public string NetworkDigest => _digest.Value;

    /// <summary>The instance of a claim on a cell.</summary>
    /// <param name="constructed">A network with one input and one output.</param>
    /// <param name="target">f, a formula or a table, on the network's domain.</param>
    /// <param name="claim">E > 0.</param>
    /// <param name="cell">The part of the input range.</param>
    /// <exception cref="ArgumentOutOfRangeException">E is not above 0.</exception>
    /// <exception cref="ArgumentException">
    /// The target is on another domain, given by code, or not bounded on the cell; or the network has another shape, or weights without float32 numbers.
    /// </exception>
    public static VerificationInstance Of(ConstructedNetwork constructed, Target target, ClaimedError claim, ErrorCell cell)
    {
        ArgumentNullException.ThrowIfNull(constructed);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(cell);
        if (!target.Domain.Equals(constructed.Provenance.Domain))
        {
            throw new ArgumentException($"The target is on {target.Domain}, the network on {constructed.Provenance.Domain}.", nameof(target));
        }

        return claim.Value.Sign > 0
            ? new VerificationInstance(constructed, target, claim, cell)
            : throw new ArgumentOutOfRangeException(
                nameof(claim), claim.Value, $"The claimed error is {claim.Value.ToShortString()}; a property that a verifier can decide needs one above 0.");
    }

    /// <summary>Writes the network, an ONNX model in the verifier profile of <see cref="OnnxExport"/>.</summary>
    /// <exception cref="ArgumentException">The matrices would take more than <see cref="OnnxExport.MostBytes"/>.</exception>
    /// <exception cref="OperationCanceledException">The writing was cancelled; a part may have been written.</exception>
    public void WriteNetwork(Stream stream, CancellationToken cancellationToken = default) =>
        OnnxExport.Write(_constructed, stream, line: Line, cancellationToken: cancellationToken);

    /// <summary>The question: |Y| ≥ T somewhere on the cell?</summary>
    public VerificationQuery Query => new(
        Domain.Create((Cell.From, Cell.To)), 1, [new(0, OutputRelation.AtLeast, Threshold)], [new(0, OutputRelation.AtMost, -Threshold)]);

    /// <summary>Writes the property.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="network">The name of the network's file, which the property names beside its digest.</param>
    /// <param name="version">The version of the language.</param>
    public void WriteProperty(Stream stream, string network, VnnLibVersion version = VnnLibVersion.One) =>
        Query.Write(stream, version, ErrorComments.Of(this, network));
}
