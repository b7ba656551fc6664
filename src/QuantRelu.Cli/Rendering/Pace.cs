namespace QuantRelu.Cli.Rendering;

/// <summary>
/// How long work that tells which part of it is done will take yet. Work seldom goes evenly, and what is left is mostly the dear part: the estimate takes
/// the slower of two paces, that of all the time and that of its second half, and there is none before there is something to judge by.
/// </summary>
internal sealed class Pace
{
    private const double LeastPart = 0.02;
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(1);

    private readonly List<(TimeSpan Time, double Part)> _seen = [(TimeSpan.Zero, 0)];

    /// <summary>The part that is done at a time since the beginning; times ascend.</summary>
    public void See(TimeSpan time, double part)
    {
        if (part > _seen[^1].Part)
        {
            _seen.Add((time, part));
        }
    }

    /// <summary>What is left by the pace so far; null when there is nothing to judge by.</summary>
    /// <param name="now">The time since the beginning: while nothing is done, what is left grows.</param>
    public TimeSpan? Left(TimeSpan now)
    {
        double part = _seen[^1].Part;
        if (part < LeastPart || now < LeastTime)
        {
            return null;
        }

        double before = _seen.Last(s => s.Time <= now / 2).Part;
        double seconds = now.TotalSeconds, all = part / seconds, recent = (part - before) / (seconds / 2);
        double pace = Math.Min(all, recent);
        return pace <= 0 ? null : TimeSpan.FromSeconds(Math.Min((1 - part) / pace, TimeSpan.FromDays(365).TotalSeconds));
    }
}
