using System.Globalization;

namespace QuantRelu.Figures.Plots;

/// <summary>A tick of an axis.</summary>
internal sealed record Tick(double At, string Text);

/// <summary>What an axis spans, what it is called, and its ticks.</summary>
internal sealed record Axis(string Label, double First, double Last)
{
    private const int MostTicks = 9;

    /// <summary>True when equal factors, not equal differences, are equally far apart.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>The ticks; by default at round numbers.</summary>
    public IReadOnlyList<Tick> Ticks { get; init; } = [.. Round(First, Last)];

    /// <summary>How far along the axis a value is: 0 at its beginning, 1 at its end.</summary>
    public double Along(double value) => IsLogarithmic ? Math.Log(value / First) / Math.Log(Last / First) : (value - First) / (Last - First);

    /// <summary>An axis that spans all values, a margin below them and room for a legend above.</summary>
    public static Axis WithHeadroom(string label, IReadOnlyList<double> values)
    {
        (double least, double most) = (values.Min(), values.Max());
        double extent = most > least ? most - least : Math.Max(1e-3, Math.Abs(most));
        return new Axis(label, least - (extent / 20), most + (extent / 3));
    }

    /// <summary>
    /// A logarithmic axis that spans all values, which are above 0, with a margin; ticks at powers of ten, and between them where these are few.
    /// </summary>
    public static Axis Logarithmic(string label, IReadOnlyList<double> values)
    {
        const double fewest = 2.5, shortest = 1.2;
        double least = Math.Log10(values.Min()), most = Math.Log10(values.Max());
        double margin = Math.Max(Math.Max(0.1, (most - least) / 20), (shortest - (most - least)) / 2);
        (least, most) = (least - margin, most + margin);
        int[] digits = most - least < fewest ? [1, 2, 5] : [1];
        int every = (int)Math.Ceiling((most - least) / MostTicks);
        int[] powers = [.. Enumerable.Range((int)Math.Floor(least), (int)Math.Ceiling(most - Math.Floor(least)) + 1)];
        return new Axis(label, Math.Pow(10, least), Math.Pow(10, most))
        {
            IsLogarithmic = true,
            Ticks =
            [
                .. from power in powers
                   from digit in digits
                   let at = power + Math.Log10(digit)
                   where power % every == 0 && at >= least && at <= most
                   select new Tick(Math.Pow(10, at), $"{(digit == 1 ? string.Empty : $"{digit}·")}10{Superscript.Of(power)}"),
            ],
        };
    }

    /// <summary>
    /// An axis for bars of values above 0, with room for a legend above: from 0 on, but logarithmic where the least would have no height beside the greatest.
    /// </summary>
    public static Axis ForBars(string label, IReadOnlyList<double> values)
    {
        const double mostTimes = 200;
        double[] above = [.. values.Where(v => v > 0)];
        (double least, double most) = above.Length == 0 ? (1, 1) : (above.Min(), above.Max());
        return most / least < mostTimes ? InPowersOfTen(label, 0, most * 1.08) : Logarithmic(label, [least / 2, most * Math.Pow(most / least, 0.3)]);
    }

    /// <summary>An axis whose ticks count a power of ten where its values are very small or very large; the label names the power.</summary>
    public static Axis InPowersOfTen(string label, double first, double last)
    {
        const int leastPlain = -1, mostPlain = 3;
        int power = (int)Math.Floor(Math.Log10(Math.Max(Math.Abs(first), Math.Abs(last))));
        if (power is >= leastPlain and <= mostPlain)
        {
            return new Axis(label, first, last);
        }

        double unit = Math.Pow(10, power);
        return new Axis(
            $"{label}, in 10{Superscript.Of(power)}", first, last)
        { Ticks = [.. Round(first / unit, last / unit).Select(t => t with { At = t.At * unit })] };
    }

    // The finest step of 1, 2 or 5 times a power of ten with at most nine ticks.
    private static IEnumerable<Tick> Round(double first, double last)
    {
        int power = (int)Math.Floor(Math.Log10((last - first) / MostTicks));
        (int factor, int exponent) =
            new[] { (1, power), (2, power), (5, power), (1, power + 1), (2, power + 1) }.First(s => Count(first, last, s.Item1, s.Item2) <= MostTicks);
        double step = factor * Math.Pow(10, exponent);
        int decimals = Math.Max(0, -exponent);
        for (double k = Math.Ceiling((first / step) - 1e-9); k * step <= last + (1e-9 * step); k++)
        {
            yield return new Tick(k * step, ((k * step) + 0.0).ToString($"F{decimals}", CultureInfo.InvariantCulture).Replace('-', '−'));
        }
    }

    private static double Count(double first, double last, int factor, int exponent) => Math.Floor((last - first) / (factor * Math.Pow(10, exponent))) + 1;
}
