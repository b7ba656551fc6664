using QuantRelu.Claims;
using QuantRelu.Formats.Onnx;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Formats.VnnLib;

/// <summary>A part [From, To] of the input range 0 ≤ u ≤ 1 of a network with one input and one output.</summary>
public sealed record ErrorCell
{
    private ErrorCell(Rational from, Rational to)
    {
        From = from;
        To = to;
    }

    /// <summary>The left end.</summary>
    public Rational From { get; }

    /// <summary>The right end, above the left one.</summary>
    public Rational To { get; }

    /// <summary>A cell of a network's input.</summary>
    /// <exception cref="ArgumentException">0 ≤ from &lt; to ≤ 1 does not hold, or the network has not one input and one output.</exception>
    public static ErrorCell Of(ConstructedNetwork constructed, Rational from, Rational to)
    {
        ArgumentNullException.ThrowIfNull(constructed);
        if (constructed.Network.Inputs != 1 || !constructed.Network.Outputs.IsOne)
        {
            throw new ArgumentException($"A cell belongs to a network with 1 input and 1 output, not {constructed.Network.Inputs} and {constructed.Network.Outputs}.", nameof(constructed));
        }

        return from.Sign >= 0 && from < to && to <= 1
            ? new ErrorCell(from, to)
            : throw new ArgumentException($"The cell {from}:{to} is no part of 0 <= u <= 1 with its lower end below the upper one.", nameof(from));
    }

    /// <summary>
    /// The chord of the network's target over the cell, its two numbers rounded to float32: what the error network subtracts. It is
    /// exactly this line that is in the model.
    /// </summary>
    /// <exception cref="TargetException">The target cannot be had again from what is known of the network.</exception>
    public ErrorLine Chord(ConstructedNetwork constructed)
    {
        ArgumentNullException.ThrowIfNull(constructed);
        Target target = constructed.Provenance.ReadTarget();
        ErrorLine chord = ErrorLine.Through(From, Value(target, From), To, Value(target, To));
        return new ErrorLine(Single(chord.Constant), Single(chord.Slope));
    }

    private static Rational Value(Target target, Rational u) => Dyadic.FromDouble(target.Value([(double)u]));

    private static Rational Single(Rational value) => Dyadic.FromDouble((float)(double)value);
}
