using System.Numerics;

namespace QuantRelu.Certification.OneDimension.Sweep;

/// <summary>
/// A block by its columns: for each value, the rows that read it. Values are the inputs and then the kinks, rows are the kinks and then the outputs; a
/// kink reads values before it.
/// </summary>
internal sealed class SweepBlock<T>
    where T : struct, IBinaryInteger<T>
{
    private readonly AffineForm<T>[] _constants;
    private readonly int[] _first;
    private readonly (int Row, T Coefficient)[] _readers;

    private SweepBlock(int inputs, int kinks, ResidualRow<T>[] rows)
    {
        (Inputs, Kinks, Outputs) = (inputs, kinks, rows.Length - kinks);
        _constants = Array.ConvertAll(rows, r => r.Known);
        _first = new int[inputs + kinks + 1];
        foreach ((int value, _) in rows.SelectMany(r => r.Terms))
        {
            _first[value + 1]++;
        }

        for (int value = 0; value < inputs + kinks; value++)
        {
            _first[value + 1] += _first[value];
        }

        _readers = new (int Row, T Coefficient)[_first[^1]];
        int[] next = [.. _first];
        for (int row = 0; row < rows.Length; row++)
        {
            foreach ((int value, T coefficient) in rows[row].Terms)
            {
                _readers[next[value]++] = (row, coefficient);
            }
        }
    }

    /// <summary>Number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>Number of kinks.</summary>
    public int Kinks { get; }

    /// <summary>Number of outputs.</summary>
    public int Outputs { get; }

    /// <summary>The constants of the rows, kinks first.</summary>
    public ReadOnlySpan<AffineForm<T>> Constants => _constants;

    /// <summary>Puts the weights of codes in the slots of a block.</summary>
    /// <exception cref="OverflowException">The integers are too small for the result.</exception>
    public static SweepBlock<T> Of(ScaledBlock<T> block, ReadOnlySpan<ushort> codes, ReadOnlySpan<T> weights)
    {
        var rows = new ResidualRow<T>[block.Kinks.Count + block.Outputs.Count];
        for (int row = 0; row < rows.Length; row++)
        {
            ScaledRow<T> open = row < block.Kinks.Count ? block.Kinks[row] : block.Outputs[row - block.Kinks.Count];
            rows[row] = open.With(codes, weights).Residual;
        }

        return new SweepBlock<T>(block.Inputs, block.Kinks.Count, rows);
    }

    /// <summary>The rows that read a value, and with which coefficients.</summary>
    public ReadOnlySpan<(int Row, T Coefficient)> Readers(int value) => _readers.AsSpan(_first[value], _first[value + 1] - _first[value]);
}
