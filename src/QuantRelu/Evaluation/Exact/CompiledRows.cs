using System.Diagnostics.CodeAnalysis;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QuantRelu.Evaluation.Fast;

namespace QuantRelu.Evaluation.Exact;

/// <summary>
/// Rows as machine code, a straight line without loops, for one point at a time: where the runtime can compile what is made while it runs. Each row adds
/// its terms from first to last and its constant at the end.
/// </summary>
internal sealed class CompiledRows
{
    // More would take the compiler longer than it brings; a method with more is compiled without care.
    private const int MostTerms = 1 << 14;
    private const int TermsPerMethod = 1 << 10;

    // So few values are kept in registers.
    private const int MostLocals = 600;
    private readonly Part[] _parts;
    private readonly int _inputs;
    private readonly int _values;
    private readonly bool _inLocals;

    // Values that no thread is using.
    private double[]? _idle;

    [RequiresDynamicCode("It compiles.")]
    private CompiledRows(int inputs, KernelRow[] rows)
    {
        (_inputs, _values) = (inputs, inputs + rows.Length);
        _inLocals = rows.Length <= MostLocals && rows.Sum(r => r.Sources.Length + 1) <= TermsPerMethod;
        var parts = new List<Part>();
        for (int first = 0; first < rows.Length;)
        {
            int end = first, terms = 0;
            do
            {
                terms += 1 + rows[end++].Sources.Length;
            }
            while (end < rows.Length && terms + 1 + rows[end].Sources.Length <= TermsPerMethod);
            parts.Add(Compile(inputs, rows, first, end, _inLocals));
            first = end;
        }

        _parts = [.. parts];
    }

    // Values by number, from the inputs on; gives that of the last row.
    private delegate double Part(ref double values);

    /// <summary>The rows as machine code; null where there is no compiler, or they are too many.</summary>
    /// <param name="inputs">Number of inputs, the first values.</param>
    /// <param name="rows">The rows, each a further value; the last one is the result.</param>
    public static CompiledRows? TryOf(int inputs, KernelRow[] rows) =>
        RuntimeFeature.IsDynamicCodeCompiled && rows.Sum(r => (long)r.Sources.Length + 1) <= MostTerms && rows.Max(r => r.Sources.Length) < TermsPerMethod
            ? new CompiledRows(inputs, rows)
            : null;

    /// <summary>The value of the last row at a point.</summary>
    public double At(ReadOnlySpan<double> point)
    {
        if (_inLocals)
        {
            return _parts[0](ref MemoryMarshal.GetReference(point));
        }

        double[] values = Interlocked.Exchange(ref _idle, null) ?? new double[_values];
        point[.._inputs].CopyTo(values);
        double last = 0;
        foreach (Part part in _parts)
        {
            last = part(ref MemoryMarshal.GetArrayDataReference(values));
        }

        _idle = values;
        return last;
    }

    [RequiresDynamicCode("It compiles.")]
    private static Part Compile(int inputs, KernelRow[] rows, int first, int end, bool inLocals)
    {
        var method = new DynamicMethod("rows", typeof(double), [typeof(object), typeof(double).MakeByRefType()], typeof(CompiledRows).Module);
        ILGenerator code = method.GetILGenerator();
        LocalBuilder[] locals = inLocals ? [.. Enumerable.Range(0, inputs + rows.Length).Select(_ => code.DeclareLocal(typeof(double)))] : [];
        var writer = new RowWriter(code, locals);
        for (int i = 0; i < inputs && inLocals; i++)
        {
            writer.Keep(i);
        }

        for (int r = first; r < end; r++)
        {
            writer.Write(rows[r], inputs + r, isLast: r == end - 1);
        }

        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<Part>(new object());
    }
}
