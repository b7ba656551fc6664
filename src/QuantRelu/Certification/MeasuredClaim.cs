using System.Globalization;

namespace QuantRelu.Certification;

/// <summary>A measured error that a file brings, held against network and target at its place.</summary>
internal static class MeasuredClaim
{
    /// <summary>
    /// What is wrong with an error that is said to be exact: it is not the double nearest to |network - target| at its place, which is computed again
    /// from an exact evaluation and an enclosure. A sentence without its full stop; null when nothing is wrong, or where it cannot be told: of a place
    /// that was rounded, of a target given by code, and of networks of more than 2^20 copies.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="target">The target on the network's domain.</param>
    /// <param name="measured">What is claimed of them.</param>
    /// <exception cref="ArgumentException">The target has another dimension than the network, or the place than the target.</exception>
    public static string? Falsehood(Network network, Target target, MeasuredError measured)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(measured);
        if (target.Dimension != network.Inputs || measured.At.Length != target.Dimension)
        {
            throw new ArgumentException(
                $"{network.Inputs} inputs, {target.Dimension} variables and {measured.At.Length} coordinates do not fit.", nameof(measured));
        }

        if (!measured.Exact || !measured.At.All(double.IsFinite))
        {
            return null;
        }

        Rational[] u = [.. measured.At.Select((x, axis) => target.Domain.ToUnit(axis, Dyadic.FromDouble(x)))];
        string place = string.Join(", ", measured.At.Select(x => x.ToString("R", CultureInfo.InvariantCulture)));
        if (u.Any(c => c.Sign < 0 || c > 1))
        {
            return $"the measured error is at {place}, outside of the domain";
        }

        // Elsewhere than at samples the coordinates have been rounded, and the place is not known.
        return u.All(SamplePlaces.Contain) && ErrorMeasurement.NearestAt(network, target, u) is { } actual && actual != measured.Value
            ? string.Create(CultureInfo.InvariantCulture, $"the measured error is said to be exactly {measured.Value:R} at {place}, where it is {actual:R}")
            : null;
    }
}
