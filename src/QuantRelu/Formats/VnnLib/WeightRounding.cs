using QuantRelu.Certification;
using QuantRelu.Formats.Onnx;

namespace QuantRelu.Formats.VnnLib;

/// <summary>How far a network of ReLU units is from the one that a model of float32 weights holds.</summary>
internal static class WeightRounding
{
    /// <summary>
    /// sup |model - network| on a cell, exactly: 0 when all weights are float32 numbers, and otherwise attained where one of the two bends, or at an end.
    /// </summary>
    /// <exception cref="ArgumentException">A weight has no float32 number near it, or two have the same one.</exception>
    public static Rational Of(Network network, ErrorCell cell)
    {
        Network model = SingleWeights.Model(network);
        if (ReferenceEquals(model, network))
        {
            return default;
        }

        return Parts(model, network).Where(p => p.From < cell.To && p.To > cell.From)
            .SelectMany(p => Ends(p.From, p.To, cell), (p, u) => Rational.Abs(p.Model.At(u) - p.Network.At(u)))
            .Max();
    }

    private static Rational[] Ends(Rational from, Rational to, ErrorCell cell) => [from < cell.From ? cell.From : from, to > cell.To ? cell.To : to];

    // The parts of [0, 1] on which both are straight lines, from left to right.
    private static IEnumerable<(Rational From, Rational To, LinearPiece Model, LinearPiece Network)> Parts(Network model, Network network)
    {
        using IEnumerator<LinearPiece> a = LinearPiece.Of(model).GetEnumerator(), b = LinearPiece.Of(network).GetEnumerator();
        Rational from = default;
        for (bool goesOn = a.MoveNext() && b.MoveNext(); goesOn;)
        {
            (LinearPiece left, LinearPiece right) = (a.Current, b.Current);
            Rational to = left.To < right.To ? left.To : right.To;
            yield return (from, to, left, right);
            from = to;
            goesOn = (left.To > to || a.MoveNext()) && (right.To > to || b.MoveNext());
        }
    }
}
