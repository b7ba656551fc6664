using System.Globalization;

namespace QuantRelu.Targets;

/// <summary>
/// Samples (x_i, y_i) of a Lipschitz function of one variable with ascending x_i, such as the calibration table of a sensor, and
/// the function that joins them by straight lines: the one with the least Lipschitz constant.
/// </summary>
public sealed class SampleTable
{
    private readonly double[] _x;
    private readonly double[] _y;

    /// <summary>A table.</summary>
    /// <exception cref="ArgumentException">There are fewer than two samples, or the x do not ascend; the message names the sample, counting from 1.</exception>
    public SampleTable(IReadOnlyList<(Rational X, Rational Y)> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Count < 2)
        {
            throw new ArgumentException($"At least 2 samples are needed, not {samples.Count}.", nameof(samples));
        }

        Rational steepest = 0;
        for (int i = 1; i < samples.Count; i++)
        {
            if (samples[i].X <= samples[i - 1].X)
            {
                string what = samples[i].X == samples[i - 1].X ? "stands twice" : "is not sorted";
                throw new ArgumentException(
                    $"The x of the samples must ascend, but x = {samples[i].X.ToShortString()} of sample {i + 1} {what}.", nameof(samples));
            }

            Rational slope = Rational.Abs((samples[i].Y - samples[i - 1].Y) / (samples[i].X - samples[i - 1].X));
            (steepest, SteepestAt) = slope > steepest ? (slope, i) : (steepest, SteepestAt);
        }

        Domain = Domain.Create((samples[0].X, samples[^1].X));
        Lipschitz = steepest;
        _x = [.. samples.Select(s => (double)s.X)];
        _y = [.. samples.Select(s => (double)s.Y)];
        Samples = [.. samples];
    }

    /// <summary>The samples, exactly.</summary>
    public ImmutableArray<(Rational X, Rational Y)> Samples { get; }

    /// <summary>From the first x to the last.</summary>
    public Domain Domain { get; }

    /// <summary>The greatest slope between neighbouring samples: the least Lipschitz constant that the data allow.</summary>
    public Rational Lipschitz { get; }

    /// <summary>The slope is greatest between samples of this number and the next, counting from 1; 0 when all values are equal.</summary>
    public int SteepestAt { get; }

    /// <summary>The function as a target on its domain.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="lipschitz">A Lipschitz constant of the function the samples were taken from; that of the data when it is left out.</param>
    /// <exception cref="ArgumentException">The data are steeper than the constant given.</exception>
    public Target ToTarget(string name, Rational? lipschitz = null)
    {
        if (lipschitz is { } claimed && Lipschitz > claimed)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The samples are not Lipschitz with constant {(double)claimed:R}: between samples {SteepestAt} and {SteepestAt + 1} the slope is "
                        + $"{(double)Lipschitz:G6}."),
                nameof(lipschitz));
        }

        return Target.FromTable(name, this, lipschitz);
    }

    /// <summary>The exact value at x, by the line between the two samples around it; outside of the domain that of the nearest end.</summary>
    public Rational ExactlyAt(Rational x)
    {
        int right = FirstBeyond(x);
        if (right == 0 || right == Samples.Length)
        {
            return Samples[Math.Min(right, Samples.Length - 1)].Y;
        }

        ((Rational X, Rational Y) a, (Rational X, Rational Y) b) = (Samples[right - 1], Samples[right]);
        return a.Y + ((b.Y - a.Y) / (b.X - a.X) * (x - a.X));
    }

    /// <summary>The value at x in doubles; the same as <see cref="ExactlyAt"/> but for rounding.</summary>
    public double At(double x)
    {
        int right = Array.BinarySearch(_x, x);
        if (right >= 0)
        {
            return _y[right];
        }

        right = ~right;
        if (right == 0 || right == _x.Length)
        {
            return _y[Math.Min(right, _x.Length - 1)];
        }

        double part = (x - _x[right - 1]) / (_x[right] - _x[right - 1]);
        return ((1 - part) * _y[right - 1]) + (part * _y[right]);
    }

    // The number of the first sample to the right of x, counting from 0; as many as there are when there is none.
    private int FirstBeyond(Rational x)
    {
        (int from, int to) = (0, Samples.Length);
        while (from < to)
        {
            int middle = (from + to) / 2;
            (from, to) = Samples[middle].X <= x ? (middle + 1, to) : (from, middle);
        }

        return from;
    }
}
