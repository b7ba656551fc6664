using QuantRelu.Formats.Onnx;
using QuantRelu.Graph;

namespace QuantRelu.Formats.VnnLib;

/// <summary>sup |f - line| on a cell, proved: the line is a network of one layer, whose error is certified there.</summary>
internal static class ChordDistance
{
    // Far narrower than any claim needs, and quick where a target leaves its chord as a parabola does. Where it is its chord, on the whole cell or but
    // for a tie at an end, the distance is 0, which no relative tolerance reaches: the work is limited, and what it has proved by then is a bound.
    private static readonly CertificationOptions Options = new(Tolerance: 1e-6, MaximumWork: 1_000);

    /// <summary>A number that is not below the distance.</summary>
    /// <exception cref="ArgumentException">No bound can be proved: the target is given by code, or unbounded on the cell; the message says which.</exception>
    public static Rational Of(ErrorLine line, Target target, ErrorCell cell)
    {
        Domain whole = target.Domain;
        Target part = target.On(Domain.Create((whole.FromUnit(0, cell.From), whole.FromUnit(0, cell.To))));
        CertificationResult result = ErrorCertification.Certify(Network(line.At(cell.From), line.Slope * (cell.To - cell.From)), part, Options);
        return result.Error is { } distance
            ? distance.Upper
            : throw new ArgumentException($"The distance of {target} from its chord is not known. {result.Message}", nameof(target));
    }

    private static Network Network(Rational constant, Rational slope)
    {
        // A codebook has at least two values.
        var weights = Codebook.Free(new HashSet<Rational> { constant, slope, (constant > slope ? constant : slope) + 1 });
        var line = new SparseLayer([0, 1], [0], [weights.CodeOf(slope)], [weights.CodeOf(constant)]);
        return new Network(1, weights, [new Stage([BlockArray.Single(new Block(1, [line]))])]);
    }
}
