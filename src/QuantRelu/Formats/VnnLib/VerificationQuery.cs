using QuantRelu.Numerics;

namespace QuantRelu.Formats.VnnLib;

/// <summary>
/// A question to a verifier: is there an input of a box whose outputs meet all conditions of one of several alternatives? "sat" with such an input, a
/// counterexample to what is claimed, or "unsat".
/// </summary>
/// <remarks>All numbers are dyadic and are written with all their digits, so that a reader whose numbers hold them rounds nothing.</remarks>
public sealed record VerificationQuery
{
    private readonly Sequence<Sequence<OutputCondition>> _alternatives;

    /// <summary>A question.</summary>
    /// <param name="box">The inputs, ends included.</param>
    /// <param name="outputs">How many outputs the network has.</param>
    /// <param name="alternatives">Conditions that hold together, once or several times; none of them empty.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no output, or a condition is about one that is not there.</exception>
    /// <exception cref="ArgumentException">There is no condition, or a number is not dyadic.</exception>
    public VerificationQuery(Domain box, int outputs, params IReadOnlyList<IReadOnlyList<OutputCondition>> alternatives)
    {
        ArgumentNullException.ThrowIfNull(box);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentNullException.ThrowIfNull(alternatives);
        if (alternatives.Count == 0 || alternatives.Any(a => a.Count == 0))
        {
            throw new ArgumentException("A question has conditions on outputs, in every alternative.", nameof(alternatives));
        }

        OutputCondition[] all = [.. alternatives.SelectMany(a => a)];
        foreach (OutputCondition condition in all)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(condition.Output, nameof(alternatives));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(condition.Output, outputs, nameof(alternatives));
        }

        foreach (Rational number in box.Sides.SelectMany(s => new[] { s.Low, s.High }).Concat(all.Select(c => c.Bound)).Where(n => !n.IsDyadic))
        {
            throw new ArgumentException(
                $"The number {number.ToShortString()} has no finite binary digits, so that a reader would round it.", nameof(alternatives));
        }

        (Box, Outputs) = (box, outputs);
        _alternatives = new([.. alternatives.Select(a => new Sequence<OutputCondition>([.. a]))]);
    }

    /// <summary>The inputs, ends included.</summary>
    public Domain Box { get; }

    /// <summary>The number of outputs.</summary>
    public int Outputs { get; }

    /// <summary>Each of these is a list of conditions that hold together; one of them is to be met.</summary>
    public ImmutableArray<ImmutableArray<OutputCondition>> Alternatives => [.. _alternatives.Items.Select(a => a.Items)];

    /// <summary>Whether an input and its outputs are an answer to the question.</summary>
    /// <param name="input">A number for each side of the box.</param>
    /// <param name="outputs">A number for each output.</param>
    /// <exception cref="ArgumentException">There are more or fewer numbers.</exception>
    public bool Holds(IReadOnlyList<Rational> input, IReadOnlyList<Rational> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        return outputs.Count == Outputs
            ? Contains(input) && _alternatives.Items.Any(a => a.Items.All(c => c.Holds(outputs[c.Output])))
            : throw new ArgumentException($"There are {outputs.Count} outputs for {Outputs}.", nameof(outputs));
    }

    /// <summary>Whether an input is in the box.</summary>
    /// <exception cref="ArgumentException">It has more or fewer numbers than the box has sides.</exception>
    public bool Contains(IReadOnlyList<Rational> input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Count == Box.Dimension
            ? Box.Sides.Select((s, k) => s.Low <= input[k] && input[k] <= s.High).All(inside => inside)
            : throw new ArgumentException($"The input has {input.Count} numbers, the box {Box.Dimension} sides.", nameof(input));
    }

    /// <summary>Writes the question.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="version">The version of the language.</param>
    /// <param name="comments">Lines that stand before it.</param>
    /// <exception cref="ArgumentException">A condition is strict and the version has no such relation.</exception>
    public void Write(Stream stream, VnnLibVersion version, params IEnumerable<string> comments) => VnnLibText.Write(this, stream, version, comments);

    /// <summary>"0:1,0:1 with Y_0 >= 5/4 or Y_0 &lt;= 0".</summary>
    public override string ToString() => $"{Box} with {string.Join(" or ", _alternatives.Items.Select(a => string.Join(" and ", a.Items)))}";
}
