using System.Globalization;

namespace QuantRelu.Cli.Rendering;

/// <summary>What is shown of work while it lasts: what it does, the part that is done, how long it has taken, and how long it may yet.</summary>
internal static class ProgressLine
{
    private const int Cells = 20;

    /// <summary>"certifying 12 s of 60 s".</summary>
    public static string Of(string description, TimeSpan taken, TimeSpan? limit) =>
        $"{description} ({Seconds(taken)}{(limit is { } most ? $" of {Seconds(most)}" : string.Empty)})";

    /// <summary>"rows 3/10 [######              ] 30 % (12 s, about 30 s left)"; without a part nothing is said of what is left.</summary>
    public static string Of(string description, double part, TimeSpan taken, TimeSpan? left)
    {
        if (part <= 0)
        {
            return Of(description, taken, limit: null);
        }

        string bar = new('#', (int)(Cells * Math.Min(part, 1)));
        string percent = string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(100 * Math.Min(part, 1))} %");
        return $"{description} [{bar.PadRight(Cells)}] {percent} ({Seconds(taken)}{(left is { } more ? $", about {About(more)} left" : string.Empty)})";
    }

    // No more digits than an estimate has.
    private static string About(TimeSpan left) => left switch
    {
        { TotalSeconds: < 10 } => $"{Math.Max(1, Math.Ceiling(left.TotalSeconds))} s",
        { TotalSeconds: < 90 } => $"{Math.Ceiling(left.TotalSeconds / 5) * 5} s",
        { TotalMinutes: < 90 } => $"{Math.Ceiling(left.TotalMinutes)} min",
        { TotalHours: < 48 } => $"{Math.Ceiling(left.TotalHours)} h",
        _ => $"{Math.Ceiling(left.TotalDays)} days",
    };

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalSeconds):N0} s");
}
