using System.Globalization;
using QuantRelu.Numerics;

namespace QuantRelu;

/// <summary>
/// The greatest |network - target| that was seen at finitely many points: evidence, never a bound. It does not convert to
/// a number or to any certified error.
/// </summary>
/// <param name="Value">The greatest difference seen.</param>
/// <param name="At">Where it was seen, in the coordinates of the domain.</param>
/// <param name="Samples">How many points were looked at.</param>
/// <param name="Exact">
/// True when the value is the double nearest to the true difference at its place: the network was evaluated without any rounding, and the target was
/// enclosed. Which sample has the greatest difference is found in doubles all the same.
/// </param>
public sealed record MeasuredError(double Value, ImmutableArray<double> At, long Samples, bool Exact)
{
    private readonly Sequence<double> _at = At;

    /// <summary>Where it was seen, in the coordinates of the domain.</summary>
    public ImmutableArray<double> At
    {
        get => _at.Items;
        init => _at = value;
    }

    /// <summary>The value and where it was seen.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture,
            $"{Value:G6} at ({string.Join(", ", At.Select(x => x.ToString("G9", CultureInfo.InvariantCulture)))}), {Samples} samples");
}
