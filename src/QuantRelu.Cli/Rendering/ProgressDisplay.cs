using System.Diagnostics;
using Spectre.Console;

namespace QuantRelu.Cli.Rendering;

/// <summary>One line on standard error that tells how far work is: only for a watching terminal, and only for work that is not done at once.</summary>
internal sealed class ProgressDisplay(Terminal terminal)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    /// <summary>Runs work that reports the part that is done, 0 to 1.</summary>
    /// <param name="description">What is done.</param>
    /// <param name="work">The work.</param>
    /// <param name="abandon">
    /// Leaves the work behind at once, wherever it is: only for work that leaves no trace, and whose result nobody wants when it is not whole.
    /// </param>
    public Task<T> RunAsync<T>(string description, Func<IProgress<double>?, T> work, CancellationToken abandon = default) =>
        RunAsync(new Part(description), work, abandon);

    /// <summary>Runs work that reports how many of its things are done.</summary>
    public Task<T> CountAsync<T>(string things, int all, Func<IProgress<int>?, T> work)
    {
        var count = new Count(things, all);
        return RunAsync(count.Part, part => work(part is null ? null : count));
    }

    /// <summary>Runs work that reports in words how far it is; beside them stands how long it has taken, and how long it may.</summary>
    public Task<T> RunInWordsAsync<T>(string description, TimeSpan? limit, Func<IProgress<string>?, T> work) =>
        RunAsync(new Words(description, limit), work);

    private async Task<T> RunAsync<TProgress, T>(IShown<TProgress> shown, Func<IProgress<TProgress>?, T> work, CancellationToken abandon = default)
    {
        if (!terminal.IsInteractive)
        {
            return await Unseen(work).WaitAsync(abandon).ConfigureAwait(false);
        }

        Task<T> task = Task.Run(() => work(shown)).WaitAsync(abandon);
        if (await Task.WhenAny(task, Task.Delay(Patience)).ConfigureAwait(false) != task)
        {
            await ShowAsync(() => shown.Line, task).ConfigureAwait(false);
        }

        return await task.ConfigureAwait(false);
    }

    // Not on the caller's thread either: a command hears of Ctrl-C only from its first wait on.
    private static Task<T> Unseen<TProgress, T>(Func<IProgress<TProgress>?, T> work) => Task.Run(() => work(null));

    private async Task ShowAsync(Func<string> line, Task task)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
        await console.Status().StartAsync(Markup.Escape(line()), async context =>
        {
            while (!task.IsCompleted)
            {
                context.Status(Markup.Escape(line()));
                await Task.WhenAny(task, Task.Delay(100)).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
    }

    private interface IShown<TProgress> : IProgress<TProgress>
    {
        string Line { get; }
    }

    private sealed class Words(string first, TimeSpan? limit) : IShown<string>
    {
        private readonly Stopwatch _watch = Stopwatch.StartNew();
        private string _value = first;

        public string Line => ProgressLine.Of(Volatile.Read(ref _value), _watch.Elapsed, limit);

        public void Report(string value) => Volatile.Write(ref _value, value);
    }

    private sealed class Part(string description) : IShown<double>
    {
        private readonly Stopwatch _watch = Stopwatch.StartNew();
        private readonly Pace _pace = new();
        private double _value;
        private string _description = description;

        public string Description
        {
            set => Volatile.Write(ref _description, value);
        }

        public string Line
        {
            get
            {
                (TimeSpan now, double part) = (_watch.Elapsed, Volatile.Read(ref _value));
                _pace.See(now, part);
                return ProgressLine.Of(Volatile.Read(ref _description), part, now, _pace.Left(now));
            }
        }

        public void Report(double value) => Volatile.Write(ref _value, value);
    }

    private sealed class Count(string things, int all) : IProgress<int>
    {
        public Part Part { get; } = new($"{things} 0/{all}");

        public void Report(int value)
        {
            Part.Description = $"{things} {value}/{all}";
            Part.Report((double)value / all);
        }
    }
}
