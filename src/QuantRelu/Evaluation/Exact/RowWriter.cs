using System.Reflection;
using System.Reflection.Emit;
using QuantRelu.Evaluation.Fast;

namespace QuantRelu.Evaluation.Exact;

/// <summary>Writes rows as instructions of the runtime: values are in locals where there are some, otherwise in memory behind the second argument.</summary>
internal sealed class RowWriter(ILGenerator code, LocalBuilder[] locals)
{
    // The larger number as the machine has it; no row makes a NaN or a -0 of which it would depend.
    private static readonly MethodInfo _max = typeof(double).GetMethod(nameof(double.MaxNative), [typeof(double), typeof(double)])!;

    /// <summary>Takes an input into its local.</summary>
    public void Keep(int input)
    {
        Place(input);
        code.Emit(OpCodes.Ldind_R8);
        code.Emit(OpCodes.Stloc, locals[input]);
    }

    /// <summary>Writes a row that makes a value; the last one leaves it on the stack as well.</summary>
    public void Write(in KernelRow row, int value, bool isLast)
    {
        if (locals.Length == 0)
        {
            Place(value);
        }

        Sum(row);
        if (row.IsRectified)
        {
            code.Emit(OpCodes.Ldc_R8, 0.0);
            code.Emit(OpCodes.Call, _max);
        }

        if (locals.Length > 0)
        {
            code.Emit(OpCodes.Stloc, locals[value]);
        }
        else
        {
            code.Emit(OpCodes.Stind_R8);
        }

        if (isLast)
        {
            Load(value);
        }
    }

    // Σ c Σ ±v over the magnitudes c of coefficients, so that there is one multiplication for each.
    private void Sum(in KernelRow row)
    {
        KernelRow own = row;
        bool isFirst = true;
        foreach (IGrouping<double, int> same in Enumerable.Range(0, row.Sources.Length).GroupBy(k => Math.Abs(own.Coefficients[k])))
        {
            Group(own, [.. same.OrderByDescending(k => own.Coefficients[k])], same.Key, ref isFirst);
        }

        // The sum 0 of a result is +0.
        if (isFirst)
        {
            code.Emit(OpCodes.Ldc_R8, row.Bias);
        }
        else if (row.Bias != 0 || !row.IsRectified)
        {
            code.Emit(OpCodes.Ldc_R8, row.Bias);
            code.Emit(OpCodes.Add);
        }
    }

    // Terms of one magnitude, the positive ones first; where there are none, their sum is taken away or turned.
    private void Group(in KernelRow row, int[] terms, double magnitude, ref bool isFirst)
    {
        bool isNegative = row.Coefficients[terms[0]] < 0;
        for (int i = 0; i < terms.Length; i++)
        {
            Load(row.Sources[terms[i]]);
            if (i > 0)
            {
                code.Emit(row.Coefficients[terms[i]] < 0 == isNegative ? OpCodes.Add : OpCodes.Sub);
            }
        }

        bool turns = isNegative && isFirst;
        if (magnitude != 1 || turns)
        {
            code.Emit(OpCodes.Ldc_R8, turns ? -magnitude : magnitude);
            code.Emit(OpCodes.Mul);
        }

        if (!isFirst)
        {
            code.Emit(isNegative ? OpCodes.Sub : OpCodes.Add);
        }

        isFirst = false;
    }

    private void Load(int value)
    {
        if (locals.Length > 0)
        {
            code.Emit(OpCodes.Ldloc, locals[value]);
        }
        else
        {
            Place(value);
            code.Emit(OpCodes.Ldind_R8);
        }
    }

    private void Place(int value)
    {
        code.Emit(OpCodes.Ldarg_1);
        if (value > 0)
        {
            code.Emit(OpCodes.Ldc_I4, value * sizeof(double));
            code.Emit(OpCodes.Conv_I);
            code.Emit(OpCodes.Add);
        }
    }
}
