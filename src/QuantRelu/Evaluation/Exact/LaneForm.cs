using System.Diagnostics.CodeAnalysis;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QuantRelu.Evaluation.Fast;

namespace QuantRelu.Evaluation.Exact;

/// <summary>
/// A network as its rows in float, many points in a vector, as machine code: where inputs have so few fraction bits that every sum of terms of a row has at
/// most 24 digits, nothing is rounded, as in <see cref="RowForm"/>. At a single point, and beyond that grid, another form is asked.
/// </summary>
internal sealed class LaneForm : ExactForm
{
    private const int Digits = 24;

    // With so many instructions for each lane a point takes less time than finding its piece does; and the most that are compiled.
    private const int MostPerLane = 6;
    private const int Most = 1 << 10;

    // Points that are evaluated at once: so many that their values stay in the nearest cache.
    private const int Tile = 256;
    private readonly Program _program;
    private readonly int _inputs;
    private readonly int _lanes;

    // Values that no thread is using.
    private float[]? _idle;

    [RequiresDynamicCode("It compiles.")]
    private LaneForm(ExactForm wider, DyadicGrid grid, int inputs, KernelRow[] rows, VectorCode vectors)
        : base(grid)
    {
        (Wider, _inputs, _lanes) = (wider, inputs, vectors.Lanes);
        var method = new DynamicMethod("lanes", null, [typeof(object), typeof(float).MakeByRefType(), typeof(nint)], typeof(LaneForm).Module);
        new LaneWriter(method.GetILGenerator(), vectors, inputs + rows.Length, Tile * sizeof(float)).Write(inputs, rows);
        _program = method.CreateDelegate<Program>(new object());
    }

    private delegate void Program(ref float values, nint bytes);

    /// <inheritdoc/>
    public override ExactForm Wider { get; }

    /// <summary>The rows in float, or as they are.</summary>
    public static ExactForm OfRows(RowForm rows) => (ExactForm?)TryOf(rows, rows, Most, VectorCode.OfMachine) ?? rows;

    /// <summary>The rows in float where they take less time than pieces do; else the pieces.</summary>
    public static ExactForm BesidePieces(RowForm? rows, ExactForm pieces) => rows is not null && VectorCode.OfMachine is { } vectors
        ? (ExactForm?)TryOf(rows, pieces, MostPerLane * vectors.Lanes, vectors) ?? pieces
        : pieces;

    /// <summary>The rows in float; null where there is no compiler or no vectors, they are too many, or floats are too short.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="wider">What is asked otherwise.</param>
    /// <param name="most">The most instructions.</param>
    /// <param name="vectors">The vectors.</param>
    public static LaneForm? TryOf(RowForm rows, ExactForm wider, int most, VectorCode? vectors)
    {
        int bits = Math.Min(Math.Min(rows.Grid.FractionBits, wider.Grid.FractionBits), Digits - rows.SumBits);
        if (!RuntimeFeature.IsDynamicCodeCompiled || vectors is null || bits < 0 || rows.Terms > most)
        {
            return null;
        }

        KernelRow[] all = [.. rows.Rows];
        bool areFloats = Array.TrueForAll(all, r => r.Coefficients.Append(r.Bias).All(c => (float)c == c && (c == 0 || float.IsNormal((float)c))));
        return areFloats && all.Sum(r => r.Sources.Length + 1) <= most ? new LaneForm(wider, new DyadicGrid(bits), rows.Inputs, all, vectors) : null;
    }

    /// <inheritdoc/>
    public override double At(ReadOnlySpan<double> point) => Wider.At(point);

    /// <inheritdoc/>
    public override void At(ReadOnlySpan<double> points, Span<double> results)
    {
        float[] values = Interlocked.Exchange(ref _idle, null) ?? new float[(_inputs + 1) * Tile];
        for (int first = 0; first < results.Length; first += Tile)
        {
            int count = Math.Min(Tile, results.Length - first);
            FloatTile.Take(points.Slice(first * _inputs, count * _inputs), _inputs, values, Tile);
            _program(ref MemoryMarshal.GetArrayDataReference(values), (count + _lanes - 1) / _lanes * _lanes * sizeof(float));
            FloatTile.Give(values.AsSpan(_inputs * Tile, count), results[first..]);
        }

        _idle = values;
    }
}
