using System.Numerics;

namespace QuantRelu.Analysis.Regions;

/// <summary>Σ c_j V_j + b over integers without a common divisor: what makes two kinks equal, or one a multiple of the other.</summary>
/// <param name="terms">The kinks or inputs j, ascending, and c_j ≠ 0.</param>
/// <param name="constant">b.</param>
internal sealed class IntegerRow(ImmutableArray<(int Source, BigInteger Coefficient)> terms, BigInteger constant) : IEquatable<IntegerRow>
{
    /// <summary>The terms.</summary>
    public ImmutableArray<(int Source, BigInteger Coefficient)> Terms { get; } = terms;

    /// <summary>b.</summary>
    public BigInteger Constant { get; } = constant;

    /// <summary>The row of a sum, and the factor by which the sum is to be multiplied for it.</summary>
    public static (IntegerRow Row, Rational Scale) Of(SortedDictionary<int, Rational> sum, Rational constant)
    {
        (BigInteger numerators, BigInteger denominators) = (0, 1);
        foreach (Rational c in sum.Values.Append(constant).Where(c => !c.IsZero))
        {
            numerators = BigInteger.GreatestCommonDivisor(numerators, c.Numerator);
            denominators = denominators / BigInteger.GreatestCommonDivisor(denominators, c.Denominator) * c.Denominator;
        }

        Rational scale = numerators.IsZero ? 1 : Rational.Create(denominators, numerators);
        return (new IntegerRow([.. sum.Select(t => (t.Key, (scale * t.Value).Numerator))], (scale * constant).Numerator), scale);
    }

    /// <inheritdoc/>
    public bool Equals(IntegerRow? other) => other is not null && Constant == other.Constant && Terms.SequenceEqual(other.Terms);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IntegerRow);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Constant);
        foreach ((int source, BigInteger coefficient) in Terms)
        {
            hash.Add(source);
            hash.Add(coefficient);
        }

        return hash.ToHashCode();
    }
}
