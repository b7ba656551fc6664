using System.Numerics;

namespace QuantRelu.Certification.OneDimension;

/// <summary>
/// A row as far as it is known on a cell: the sum of the terms whose values are affine there, and the other terms. On smaller cells it goes on from
/// there, so that a sum of thousands of kinks, of which a piece decides a few, costs a few operations.
/// </summary>
/// <param name="Known">The constant and the terms that are known.</param>
/// <param name="Terms">The other terms; some of them may be known by now.</param>
internal readonly record struct ResidualRow<T>(AffineForm<T> Known, (int Value, T Coefficient)[] Terms)
    where T : struct, IBinaryInteger<T>
{
    /// <summary>True when all terms are known.</summary>
    public bool IsKnown => Terms.Length == 0;

    /// <summary>
    /// The row with what is known by now. While its first term is not known nothing else is looked at: there is no need of the sum.
    /// </summary>
    /// <param name="values">The forms of values that are known.</param>
    /// <param name="isUndecided">For each kink, whether it is not.</param>
    /// <param name="inputs">The number of the first kink among the values.</param>
    /// <exception cref="OverflowException">The integers are too small for the result.</exception>
    public ResidualRow<T> Reduced(ReadOnlySpan<AffineForm<T>> values, ReadOnlySpan<bool> isUndecided, int inputs)
    {
        if (Terms.Length == 0 || IsUndecided(Terms[0].Value, isUndecided, inputs))
        {
            return this;
        }

        int count = 0;
        foreach ((int value, _) in Terms)
        {
            count += IsUndecided(value, isUndecided, inputs) ? 1 : 0;
        }

        AffineForm<T> sum = Known;
        var left = count == 0 ? [] : new (int Value, T Coefficient)[count];
        count = 0;
        foreach ((int value, T coefficient) in Terms)
        {
            if (IsUndecided(value, isUndecided, inputs))
            {
                left[count++] = (value, coefficient);
            }
            else
            {
                sum = values[value].IsZero ? sum : sum.Plus(coefficient, values[value]);
            }
        }

        return new(sum, left);
    }

    private static bool IsUndecided(int value, ReadOnlySpan<bool> isUndecided, int inputs) => value >= inputs && isUndecided[value - inputs];
}

/// <summary>What of a copy is not affine on a cell.</summary>
/// <param name="Kinks">The kinks that are undecided, ascending.</param>
/// <param name="Rows">Their rows.</param>
/// <param name="Outputs">The rows of the outputs, all known once no kink is undecided.</param>
internal sealed record UndecidedRows<T>(int[] Kinks, ResidualRow<T>[] Rows, ResidualRow<T>[] Outputs)
    where T : struct, IBinaryInteger<T>;
