using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace QuantRelu.Cli.Rendering;

/// <summary>A bar with percentage and remaining time on standard error, or words: only for a watching terminal, and only for work of over a second.</summary>
internal sealed class ProgressDisplay(Terminal terminal)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Runs work that reports the part that is done, 0 to 1.</summary>
    public Task<T> RunAsync<T>(string description, Func<IProgress<double>?, T> work) => RunAsync(new Part(description), work);

    /// <summary>Runs work that reports how many of its things are done.</summary>
    public Task<T> CountAsync<T>(string things, int all, Func<IProgress<int>?, T> work)
    {
        var count = new Count(things, all);
        return RunAsync(count.Part, part => work(part is null ? null : count));
    }

    /// <summary>Runs work that reports in words how far it is; beside them stands how long it has taken, and how long it may.</summary>
    public async Task<T> RunInWordsAsync<T>(string description, TimeSpan? limit, Func<IProgress<string>?, T> work)
    {
        if (!terminal.IsInteractive)
        {
            return await Unseen(work).ConfigureAwait(false);
        }

        var words = new Words(description, limit);
        Task<T> task = Task.Run(() => work(words));
        if (await Task.WhenAny(task, Task.Delay(Patience)).ConfigureAwait(false) != task)
        {
            await ShowAsync(words, task).ConfigureAwait(false);
        }

        return await task.ConfigureAwait(false);
    }

    private async Task<T> RunAsync<T>(Part part, Func<IProgress<double>?, T> work)
    {
        if (!terminal.IsInteractive)
        {
            return await Unseen(work).ConfigureAwait(false);
        }

        Task<T> task = Task.Run(() => work(part));
        if (await Task.WhenAny(task, Task.Delay(Patience)).ConfigureAwait(false) != task)
        {
            await ShowAsync(part, task).ConfigureAwait(false);
        }

        return await task.ConfigureAwait(false);
    }

    // Not on the caller's thread either: a command hears of Ctrl-C only from its first wait on.
    private static Task<T> Unseen<TProgress, T>(Func<IProgress<TProgress>?, T> work) => Task.Run(() => work(null));

    private async Task ShowAsync(Words words, Task task)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
        await console.Status().StartAsync(Markup.Escape(words.Value), async context =>
        {
            while (!task.IsCompleted)
            {
                context.Status(Markup.Escape(words.Value));
                await Task.WhenAny(task, Task.Delay(100)).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
    }

    private async Task ShowAsync(Part part, Task task)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
        await console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                ProgressTask bar = context.AddTask(part.Description, maxValue: 1);
                while (!task.IsCompleted)
                {
                    bar.Description = part.Description;
                    bar.Value = part.Value;
                    await Task.WhenAny(task, Task.Delay(100)).ConfigureAwait(false);
                }
            }).ConfigureAwait(false);
    }

    private sealed class Words(string first, TimeSpan? limit) : IProgress<string>
    {
        private readonly Stopwatch _watch = Stopwatch.StartNew();
        private string _value = first;

        public string Value => $"{Volatile.Read(ref _value)} ({Seconds(_watch.Elapsed)}{(limit is { } most ? $" of {Seconds(most)}" : string.Empty)})";

        private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalSeconds):N0} s");

        public void Report(string value) => Volatile.Write(ref _value, value);
    }

    private sealed class Part(string description) : IProgress<double>
    {
        private double _value;
        private string _description = description;

        public string Description
        {
            get => Volatile.Read(ref _description);
            set => Volatile.Write(ref _description, value);
        }

        public double Value => Volatile.Read(ref _value);

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
