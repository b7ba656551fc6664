using System.Collections.ObjectModel;
using System.Globalization;
using QuantRelu.Certification;
using QuantRelu.Figures.Plots;

namespace QuantRelu.Figures.Approximation;

/// <summary>The part of a domain that a picture shows: one or two coordinates run over their sides, the others are fixed.</summary>
public sealed class Section
{
    private readonly double[] _fixed;

    private Section(Domain domain, IReadOnlyDictionary<int, double> fixedAt)
    {
        Domain = domain;
        FixedAt = new(new Dictionary<int, double>(fixedAt));
        Free = [.. Enumerable.Range(0, domain.Dimension).Where(axis => !fixedAt.ContainsKey(axis))];
        _fixed = [.. Enumerable.Range(0, domain.Dimension).Select(axis => fixedAt.TryGetValue(axis, out double x) ? ToUnit(axis, x) : 0)];
    }

    /// <summary>The domain.</summary>
    public Domain Domain { get; }

    /// <summary>The axes that run, counted from 0: one or two.</summary>
    public ImmutableArray<int> Free { get; }

    /// <summary>The x of each axis that is fixed, in the coordinates of the domain.</summary>
    public ReadOnlyDictionary<int, double> FixedAt { get; }

    /// <summary>A section of a domain.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="fixedAt">The x of each axis that is fixed; none for a domain of one or two sides that is shown as a whole.</param>
    /// <exception cref="ArgumentException">An axis is none of the domain's, an x is outside of its side, or not one or two axes are left.</exception>
    public static Section Of(Domain domain, IReadOnlyDictionary<int, double>? fixedAt = null)
    {
        ArgumentNullException.ThrowIfNull(domain);
        fixedAt ??= new Dictionary<int, double>();
        foreach ((int axis, double x) in fixedAt)
        {
            if (axis < 0 || axis >= domain.Dimension)
            {
                throw new ArgumentException($"There is no variable {Name(axis, domain.Dimension)}: the domain has {domain.Dimension}.", nameof(fixedAt));
            }

            if (!(x >= (double)domain.Low(axis) && x <= (double)domain.High(axis)))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"{Name(axis, domain.Dimension)} = {x} is outside of {domain.Low(axis)}:{domain.High(axis)}."), nameof(fixedAt));
            }
        }

        int left = domain.Dimension - fixedAt.Count;
        return left is 1 or 2 ? new Section(domain, fixedAt) : throw new ArgumentException(
            $"A picture shows one or two variables, and {left} of {domain.Dimension} would be left: fix {(left > 2 ? "others" : "fewer")}, as in "
                + $"{Name(domain.Dimension - 1, domain.Dimension)}=0.5.",
            nameof(fixedAt));
    }

    /// <summary>The section through a point along the first two axes; the whole of a domain with one or two sides.</summary>
    public static Section Through(Domain domain, IReadOnlyList<double> point)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(point);
        return Of(domain, Enumerable.Range(0, domain.Dimension).Skip(2).ToDictionary(axis => axis, axis => point[axis]));
    }

    /// <summary>What a variable is called: x, y, z, or x1, x2, ... where there are more.</summary>
    public static string Name(int axis, int dimension) =>
        dimension <= 3 && axis is >= 0 and < 3 ? "xyz"[axis].ToString() : string.Create(CultureInfo.InvariantCulture, $"x{axis + 1}");

    /// <summary>What an axis that runs is called.</summary>
    public string NameOf(int axis) => Name(axis, Domain.Dimension);

    /// <summary>"at z = 0.5", or nothing when nothing is fixed.</summary>
    public override string ToString() => FixedAt.Count == 0 ? string.Empty : "at "
        + string.Join(", ", FixedAt.OrderBy(f => f.Key).Select(f => $"{NameOf(f.Key)} = {f.Value.ToString("G6", CultureInfo.InvariantCulture)}"));

    /// <summary>Places on [0, 1] at equal distances, both ends included.</summary>
    internal static double[] Places(int count) => [.. Enumerable.Range(0, count).Select(i => SamplePlaces.Of(i, count))];

    /// <summary>The axis of a picture for a variable that runs.</summary>
    /// <param name="free">Which of <see cref="Free"/>, counted from 0.</param>
    internal Axis Along(int free) => new(NameOf(Free[free]), (double)Domain.Low(Free[free]), (double)Domain.High(Free[free]));

    /// <summary>The x of a place on a free axis.</summary>
    internal double X(int axis, double u) => ((1 - u) * (double)Domain.Low(axis)) + (u * (double)Domain.High(axis));

    /// <summary>The points whose free coordinates are given, point by point, as the network takes them.</summary>
    internal double[] Points(double[] free)
    {
        int d = Domain.Dimension, count = free.Length / Free.Length;
        var points = new double[count * d];
        for (int p = 0; p < count; p++)
        {
            _fixed.CopyTo(points, p * d);
            for (int i = 0; i < Free.Length; i++)
            {
                points[(p * d) + Free[i]] = free[(p * Free.Length) + i];
            }
        }

        return points;
    }

    private double ToUnit(int axis, double x) => Math.Clamp((x - (double)Domain.Low(axis)) / (double)Domain.Width(axis), 0, 1);
}
