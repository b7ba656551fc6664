using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace QuantRelu.Evaluation.Fast;

/// <summary>A term whose coefficient the codes of a copy decide: its number, the fixed part, and the slots that are added to it, in order.</summary>
internal readonly record struct OpenTerm(int Term, double Fixed, int[] Slots);

/// <summary>
/// The units of a block in double precision, one after the other, as <see cref="KernelBuilder"/> writes them: unit i adds its terms, coefficient times
/// value, from first to last and its bias at the end, with separate multiplication and addition; then it is rectified or not.
/// </summary>
/// <remarks>
/// <para>Values are found by slot: those of the block's inputs first, then those of its units; the last units are the outputs. Where the value of a slot
/// stands in memory is the caller's to say, so that inputs are read and outputs are written where they are.</para>
/// <para>Each lane computes the same whatever the length of vectors and whatever other lanes hold. A term whose value is 0 adds ±0 to a sum that is never
/// -0, which changes nothing: a unit with many terms leaves those out that are 0 in all lanes.</para>
/// </remarks>
internal sealed class BlockKernel
{
    private const int LongRow = 16;
    private readonly int[] _starts;
    private readonly int[] _sources;
    private readonly double[] _coefficients;
    private readonly double[] _biases;
    private readonly RowKind[] _kinds;

    /// <summary>A kernel from its rows.</summary>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="outputs">The numbers of its outputs, the last units, among the block's.</param>
    /// <param name="rows">The units: slots and coefficients of terms, bias, and whether it is rectified.</param>
    /// <param name="open">The terms that depend on the copy, by their numbers among all terms.</param>
    public BlockKernel(int inputs, int[] outputs, IReadOnlyList<KernelRow> rows, OpenTerm[] open)
    {
        (Inputs, OutputNumbers, Open) = (inputs, outputs, open);
        _starts = new int[rows.Count + 1];
        for (int i = 0; i < rows.Count; i++)
        {
            _starts[i + 1] = _starts[i] + rows[i].Sources.Length;
        }

        _sources = [.. rows.SelectMany(r => r.Sources)];
        _coefficients = [.. rows.SelectMany(r => r.Coefficients)];
        _biases = [.. rows.Select(r => r.Bias)];
        _kinds = Kinds(rows);
        HasLongRows = Array.Exists(_kinds, k => k.HasFlag(RowKind.Long));
    }

    [Flags]
    private enum RowKind
    {
        None = 0,
        Rectified = 1,
        Long = 2,
        Open = 4,

        /// <summary>A long row reads it.</summary>
        Watched = 8,
    }

    /// <summary>How many (copy, point) pairs are evaluated at once: four vectors, whose sums do not wait for each other.</summary>
    public static int Lanes => 4 * Vector<double>.Count;

    /// <summary>Number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>Number of units.</summary>
    public int Units => _biases.Length;

    /// <summary>Number of outputs, the last units.</summary>
    public int Outputs => OutputNumbers.Length;

    /// <summary>The numbers of the outputs among those of the block: all of them in order, or those that are not 0 everywhere.</summary>
    public int[] OutputNumbers { get; }

    /// <summary>The terms whose coefficients differ from copy to copy.</summary>
    public OpenTerm[] Open { get; }

    /// <summary>Number of terms.</summary>
    public int Terms => _sources.Length;

    /// <summary>True when some units leave out what is 0.</summary>
    public bool HasLongRows { get; }

    /// <summary>True when every unit is an output.</summary>
    public bool IsOneLayer => Units == Outputs;

    /// <summary>Slots of inputs and units.</summary>
    public int Slots => Inputs + Units;

    /// <summary>A copy of the coefficients of all terms, in which those of open terms are to be set.</summary>
    public double[] NewCoefficients() => [.. _coefficients];

    /// <summary>One unit as it was given.</summary>
    public KernelRow Row(int unit) => new(
        _sources[_starts[unit].._starts[unit + 1]], _coefficients[_starts[unit].._starts[unit + 1]], _biases[unit], IsRectified(unit));

    /// <summary>The slots that a unit reads.</summary>
    public ReadOnlySpan<int> Sources(int unit) => _sources.AsSpan(_starts[unit].._starts[unit + 1]);

    /// <summary>The bias of a unit.</summary>
    public double Bias(int unit) => _biases[unit];

    /// <summary>True when a unit is rectified.</summary>
    public bool IsRectified(int unit) => (_kinds[unit] & RowKind.Rectified) != 0;

    /// <summary>The number of a unit's first term among all terms.</summary>
    public int FirstTerm(int unit) => _starts[unit];

    /// <summary>Evaluates all units in <see cref="Lanes"/> lanes.</summary>
    /// <param name="memory">All values.</param>
    /// <param name="offsets">For each slot where its lanes begin.</param>
    /// <param name="coefficients">Those of all terms, alike in all lanes.</param>
    /// <param name="laneCoefficients">For each term its lanes, read only where the term's unit has open terms; empty when lanes are of one copy.</param>
    /// <param name="isZero">Slots known to be 0 in all lanes: those of inputs are given, those of units are set.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void RunLanes(double[] memory, int[] offsets, double[] coefficients, double[] laneCoefficients, bool[] isZero)
    {
        int width = Vector<double>.Count;
        ref double m = ref MemoryMarshal.GetArrayDataReference(memory);
        ref double alike = ref MemoryMarshal.GetArrayDataReference(coefficients);
        ref int sources = ref MemoryMarshal.GetArrayDataReference(_sources);
        ref int places = ref MemoryMarshal.GetArrayDataReference(offsets);
        for (int i = 0; i < _biases.Length; i++)
        {
            RowKind kind = _kinds[i];
            Vector<double> z0 = Vector<double>.Zero, z1 = z0, z2 = z0, z3 = z0;
            int end = _starts[i + 1];
            if ((kind & RowKind.Open) != 0 && laneCoefficients.Length > 0)
            {
                ref double c = ref MemoryMarshal.GetArrayDataReference(laneCoefficients);
                for (int k = _starts[i]; k < end; k++)
                {
                    ref double v = ref Unsafe.Add(ref m, offsets[_sources[k]]);
                    ref double own = ref Unsafe.Add(ref c, k * 4 * width);
                    z0 += Load(ref own, 0) * Load(ref v, 0);
                    z1 += Load(ref own, width) * Load(ref v, width);
                    z2 += Load(ref own, 2 * width) * Load(ref v, 2 * width);
                    z3 += Load(ref own, 3 * width) * Load(ref v, 3 * width);
                }
            }
            else
            {
                bool isLong = (kind & RowKind.Long) != 0;
                for (int k = _starts[i]; k < end; k++)
                {
                    int source = Unsafe.Add(ref sources, k);
                    if (isLong && isZero[source])
                    {
                        continue;
                    }

                    ref double v = ref Unsafe.Add(ref m, Unsafe.Add(ref places, source));
                    var c = new Vector<double>(Unsafe.Add(ref alike, k));
                    z0 += c * Load(ref v, 0);
                    z1 += c * Load(ref v, width);
                    z2 += c * Load(ref v, 2 * width);
                    z3 += c * Load(ref v, 3 * width);
                }
            }

            var bias = new Vector<double>(_biases[i]);
            (z0, z1, z2, z3) = (z0 + bias, z1 + bias, z2 + bias, z3 + bias);
            if ((kind & RowKind.Rectified) != 0)
            {
                (z0, z1, z2, z3) = (Relu(z0), Relu(z1), Relu(z2), Relu(z3));
            }

            int slot = Inputs + i;
            if ((kind & RowKind.Watched) != 0)
            {
                // Values ≥ +0 have no bit set just where all of them are 0.
                isZero[slot] = (Bits(z0) | Bits(z1) | Bits(z2) | Bits(z3)) == Vector<ulong>.Zero;
            }

            ref double result = ref Unsafe.Add(ref m, offsets[slot]);
            z0.StoreUnsafe(ref result);
            z1.StoreUnsafe(ref result, (nuint)width);
            z2.StoreUnsafe(ref result, (nuint)(2 * width));
            z3.StoreUnsafe(ref result, (nuint)(3 * width));
        }
    }

    /// <summary>Evaluates all units in one lane, with the same result.</summary>
    /// <inheritdoc cref="RunLanes"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void RunOne(double[] memory, int[] offsets, double[] coefficients, bool[] isZero)
    {
        ref double m = ref MemoryMarshal.GetArrayDataReference(memory);
        ref double c = ref MemoryMarshal.GetArrayDataReference(coefficients);
        ref int sources = ref MemoryMarshal.GetArrayDataReference(_sources);
        ref int places = ref MemoryMarshal.GetArrayDataReference(offsets);
        int slot = Inputs, k = 0;
        for (int i = 0; i < _biases.Length; i++, slot++)
        {
            RowKind kind = _kinds[i];
            int end = _starts[i + 1];
            double z = 0;
            if (end - k == 2)
            {
                // The most frequent rows, without a loop that ends too early to be foreseen; -0 becomes +0 with the bias.
                z = Unsafe.Add(ref c, k) * Unsafe.Add(ref m, Unsafe.Add(ref places, Unsafe.Add(ref sources, k)));
                z += Unsafe.Add(ref c, k + 1) * Unsafe.Add(ref m, Unsafe.Add(ref places, Unsafe.Add(ref sources, k + 1)));
                k = end;
            }
            else if ((kind & RowKind.Long) == 0)
            {
                for (; k < end; k++)
                {
                    z += Unsafe.Add(ref c, k) * Unsafe.Add(ref m, Unsafe.Add(ref places, Unsafe.Add(ref sources, k)));
                }
            }
            else
            {
                for (; k < end; k++)
                {
                    int source = Unsafe.Add(ref sources, k);
                    if (!isZero[source])
                    {
                        z += Unsafe.Add(ref c, k) * Unsafe.Add(ref m, Unsafe.Add(ref places, source));
                    }
                }
            }

            z += _biases[i];
            z = (kind & RowKind.Rectified) == 0 ? z : Relu(z);
            if ((kind & RowKind.Watched) != 0)
            {
                isZero[slot] = z == 0;
            }

            Unsafe.Add(ref m, Unsafe.Add(ref places, slot)) = z;
        }
    }

    /// <summary>max(0, z), with +0 for -0.</summary>
    public static Vector<double> Relu(Vector<double> z) => Vector.ConditionalSelect(Vector.GreaterThan(z, Vector<double>.Zero), z, Vector<double>.Zero);

    /// <summary>max(0, z), with +0 for -0.</summary>
    public static double Relu(double z)
    {
        // Without a branch, which nobody could predict.
        var value = Vector128.CreateScalarUnsafe(z);
        return (value & Vector128.GreaterThan(value, Vector128<double>.Zero)).ToScalar();
    }

    private static Vector<double> Load(ref double first, int offset) => Vector.LoadUnsafe(ref first, (nuint)offset);

    private static Vector<ulong> Bits(Vector<double> z) => Vector.AsVectorUInt64(z);

    private RowKind[] Kinds(IReadOnlyList<KernelRow> rows)
    {
        var kinds = new RowKind[rows.Count];
        for (int i = 0; i < kinds.Length; i++)
        {
            // Infinity times 0 is not 0.
            bool isLong = rows[i].Sources.Length >= LongRow && Array.TrueForAll(rows[i].Coefficients, double.IsFinite);
            kinds[i] |= (isLong ? RowKind.Long : 0) | (rows[i].IsRectified ? RowKind.Rectified : 0);
            foreach (int source in isLong ? rows[i].Sources.Where(s => s >= Inputs) : [])
            {
                kinds[source - Inputs] |= RowKind.Watched;
            }
        }

        foreach (OpenTerm open in Open)
        {
            int unit = Array.BinarySearch(_starts, open.Term);
            kinds[unit >= 0 ? LastAt(unit) : ~unit - 1] |= RowKind.Open;
        }

        return kinds;
    }

    // Of units that begin with the same term, those before the last have none.
    private int LastAt(int unit)
    {
        while (_starts[unit + 1] == _starts[unit])
        {
            unit++;
        }

        return unit;
    }
}
