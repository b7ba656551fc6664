using System.Reflection;
using System.Reflection.Emit;
using QuantRelu.Evaluation.Fast;

namespace QuantRelu.Evaluation.Exact;

/// <summary>
/// Writes rows as a loop over points, several in a vector, in float: values are in locals. A method of it gets where values stand, those of an input or of
/// the result a stride apart, and how many bytes of each there are, whole vectors.
/// </summary>
internal sealed class LaneWriter
{
    private readonly ILGenerator _code;
    private readonly VectorCode _vectors;
    private readonly LocalBuilder[] _values;
    private readonly LocalBuilder _sum;
    private readonly LocalBuilder _place;
    private readonly int _stride;

    /// <summary>A writer of a method.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="vectors">The vectors.</param>
    /// <param name="values">Number of inputs and rows.</param>
    /// <param name="stride">Bytes from an input to the next.</param>
    public LaneWriter(ILGenerator code, VectorCode vectors, int values, int stride)
    {
        (_code, _vectors, _stride) = (code, vectors, stride);
        _values = [.. Enumerable.Range(0, values).Select(_ => code.DeclareLocal(vectors.Vector))];
        _sum = code.DeclareLocal(vectors.Vector);
        _place = code.DeclareLocal(typeof(nint));
    }

    /// <summary>Writes all of it.</summary>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="rows">The rows, each a further value; the last one is the result.</param>
    public void Write(int inputs, KernelRow[] rows)
    {
        Label next = _code.DefineLabel();
        _code.Emit(OpCodes.Ldc_I4_0);
        _code.Emit(OpCodes.Conv_I);
        _code.Emit(OpCodes.Stloc, _place);
        _code.MarkLabel(next);
        for (int i = 0; i < inputs; i++)
        {
            Place(i);
            _code.Emit(OpCodes.Call, _vectors.Load);
            _code.Emit(OpCodes.Stloc, _values[i]);
        }

        for (int r = 0; r < rows.Length; r++)
        {
            Row(rows[r], r == rows.Length - 1);
            _code.Emit(OpCodes.Stloc, _values[inputs + r]);
        }

        _code.Emit(OpCodes.Ldloc, _values[^1]);
        Place(inputs);
        _code.Emit(OpCodes.Call, _vectors.Store);
        _code.Emit(OpCodes.Ldloc, _place);
        _code.Emit(OpCodes.Ldc_I4, _vectors.Lanes * sizeof(float));
        _code.Emit(OpCodes.Conv_I);
        _code.Emit(OpCodes.Add);
        _code.Emit(OpCodes.Stloc, _place);
        _code.Emit(OpCodes.Ldloc, _place);
        _code.Emit(OpCodes.Ldarg_2);
        _code.Emit(OpCodes.Blt, next);
        _code.Emit(OpCodes.Ret);
    }

    // A sum that begins with a constant that is not -0 is not -0, as the result must not be.
    private void Row(KernelRow row, bool isLast)
    {
        int first = row.Bias == 0 && !isLast ? Array.IndexOf(row.Coefficients, 1.0) : -1;
        if (first >= 0)
        {
            _code.Emit(OpCodes.Ldloc, _values[row.Sources[first]]);
        }
        else
        {
            Constant(row.Bias);
        }

        for (int k = 0; k < row.Sources.Length; k++)
        {
            if (k != first)
            {
                Term(row.Coefficients[k], _values[row.Sources[k]]);
            }
        }

        if (row.IsRectified)
        {
            Constant(0);
            _code.Emit(OpCodes.Call, _vectors.Max);
        }
    }

    private void Term(double coefficient, LocalBuilder value)
    {
        if (Math.Abs(coefficient) == 1)
        {
            _code.Emit(OpCodes.Ldloc, value);
            _code.Emit(OpCodes.Call, coefficient > 0 ? _vectors.Add : _vectors.Subtract);
            return;
        }

        _code.Emit(OpCodes.Stloc, _sum);
        _code.Emit(OpCodes.Ldloc, value);
        Constant(coefficient);
        _code.Emit(OpCodes.Ldloc, _sum);
        _code.Emit(OpCodes.Call, _vectors.MultiplyAdd);
    }

    private void Constant(double value)
    {
        _code.Emit(OpCodes.Ldc_R4, (float)value);
        _code.Emit(OpCodes.Call, _vectors.Create);
    }

    private void Place(int value)
    {
        _code.Emit(OpCodes.Ldarg_1);
        _code.Emit(OpCodes.Ldloc, _place);
        _code.Emit(OpCodes.Add);
        _code.Emit(OpCodes.Ldc_I4, value * _stride);
        _code.Emit(OpCodes.Conv_I);
        _code.Emit(OpCodes.Add);
    }
}
