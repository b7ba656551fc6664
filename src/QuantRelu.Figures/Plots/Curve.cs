using QuantRelu.Numerics;

namespace QuantRelu.Figures.Plots;

/// <summary>A named curve through points, x not descending; a value that is not a number is a gap.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="X">The x of each point.</param>
/// <param name="Y">The y of each point.</param>
public sealed record Curve(string Name, ImmutableArray<double> X, ImmutableArray<double> Y)
{
    private readonly Sequence<double> _x = X;
    private readonly Sequence<double> _y = Y;

    /// <summary>The x of each point.</summary>
    public ImmutableArray<double> X
    {
        get => _x.Items;
        init => _x = value;
    }

    /// <summary>The y of each point.</summary>
    public ImmutableArray<double> Y
    {
        get => _y.Items;
        init => _y = value;
    }

    /// <summary>The curve of a function at given places.</summary>
    public static Curve Of(string name, ImmutableArray<double> x, Func<double, double> y) => new(name, x, [.. x.Select(y)]);

    /// <summary>Places from first to last at equal distances, both ends included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two places.</exception>
    public static ImmutableArray<double> Places(double first, double last, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        return [.. Enumerable.Range(0, count).Select(i => first + ((last - first) * i / (count - 1)))];
    }
}
