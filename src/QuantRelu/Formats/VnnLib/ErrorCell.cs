using QuantRelu.Formats.Onnx;

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
            throw new ArgumentException(
                $"A cell belongs to a network with 1 input and 1 output, not {constructed.Network.Inputs} and {constructed.Network.Outputs}.",
                nameof(constructed));
        }

        return from.Sign >= 0 && from < to && to <= 1
            ? new ErrorCell(from, to)
            : throw new ArgumentException($"The cell {from}:{to} is no part of 0 <= u <= 1 with its lower end below the upper one.", nameof(from));
    }

    /// <summary>Cells [0, 1/k], [1/k, 2/k], ... that cover the input range of a network.</summary>
    /// <exception cref="ArgumentOutOfRangeException">k is below 1.</exception>
    /// <exception cref="ArgumentException">The network has not one input and one output.</exception>
    public static ImmutableArray<ErrorCell> Cover(ConstructedNetwork constructed, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        return [.. Enumerable.Range(0, k).Select(i => Of(constructed, Rational.Create(i, k), Rational.Create(i + 1, k)))];
    }

    /// <summary>The cell with its ends rounded outward to float32 numbers, so that no program rounds them when it reads them.</summary>
    internal ErrorCell Outward() => new(Float32.AtMost(From), Float32.AtLeast(To));

    /// <summary>The chord of a target over the cell, as near as doubles are.</summary>
    internal ErrorLine Chord(Target target) => ErrorLine.Through(From, Value(target, From), To, Value(target, To));

    private static Rational Value(Target target, Rational u) => target.Value([(double)u]) is var value && double.IsFinite(value)
        ? (Rational)Dyadic.FromDouble(value)
        : throw new ArgumentException($"{target} has no finite value at u = {u}, so that there is no chord to it.", nameof(target));
}
