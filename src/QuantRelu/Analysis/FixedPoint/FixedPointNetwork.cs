using System.Numerics;

namespace QuantRelu.Analysis.FixedPoint;

/// <summary>
/// A network as rows over integers, for programs written from it: the inputs are U_i = 2^p u_i from 0 to 2^p or 2^p - 1, every other value is a
/// row of integers in values before it, rectified unless that is proved to change nothing, and the last one is Y = m 2^s N(U 2^-p), exactly.
/// </summary>
internal sealed class FixedPointNetwork
{
    /// <summary>A network of rows.</summary>
    /// <param name="inputs">d.</param>
    /// <param name="inputBits">p.</param>
    /// <param name="range">Where the inputs are.</param>
    /// <param name="rows">The rows, the output last.</param>
    /// <param name="multiple">m.</param>
    /// <param name="fractionBits">s.</param>
    public FixedPointNetwork(
        int inputs, int inputBits, IntegerRange range, IReadOnlyList<FixedPointRow> rows, BigInteger multiple, int fractionBits)
    {
        (Inputs, InputBits, InputRange, Rows, Multiple, FractionBits) = (inputs, inputBits, range, rows, multiple, fractionBits);
        var levels = new int[inputs + rows.Count];
        for (int r = 0; r < rows.Count; r++)
        {
            levels[inputs + r] = 1 + rows[r].Terms.Select(t => levels[t.Value]).DefaultIfEmpty(0).Max();
        }

        Levels = levels;
    }

    /// <summary>Number of inputs: the values 0, ..., Inputs - 1.</summary>
    public int Inputs { get; }

    /// <summary>p.</summary>
    public int InputBits { get; }

    /// <summary>Where the inputs are.</summary>
    public IntegerRange InputRange { get; }

    /// <summary>The rows; row r makes value Inputs + r and reads values before it; the last one is the output.</summary>
    public IReadOnlyList<FixedPointRow> Rows { get; }

    /// <summary>m, odd: 1 where the weights are dyadic.</summary>
    public BigInteger Multiple { get; }

    /// <summary>s ≥ 0.</summary>
    public int FractionBits { get; }

    /// <summary>For each value the rows on the longest way to it from the inputs, itself counted: 0 for an input.</summary>
    public IReadOnlyList<int> Levels { get; }

    /// <summary>The level of the output, which no value exceeds.</summary>
    public int Depth => Levels[^1];

    /// <summary>Where a value is.</summary>
    public IntegerRange RangeOf(int value) => value < Inputs ? InputRange : Rows[value - Inputs].Range;
}
