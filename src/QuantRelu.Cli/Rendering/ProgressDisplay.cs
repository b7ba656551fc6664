using Spectre.Console;

namespace QuantRelu.Cli.Rendering;

/// <summary>A bar with percentage and remaining time on standard error, or words: only for a watching terminal, and only for work of over a second.</summary>
internal sealed class ProgressDisplay(Terminal terminal)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Runs work that reports the part that is done, 0 to 1.</summary>
    public async Task<T> RunAsync<T>(string description, Func<IProgress<double>?, T> work)
    {
        if (!terminal.IsInteractive)
        {
            return work(null);
        }

        var done = new Part();
        Task<T> task = Task.Run(() => work(done));
        if (await Task.WhenAny(task, Task.Delay(Patience)).ConfigureAwait(false) != task)
        {
            await ShowAsync(description, task, done).ConfigureAwait(false);
        }

        return await task.ConfigureAwait(false);
    }

    /// <summary>Runs work that reports in words how far it is.</summary>
    public async Task<T> RunInWordsAsync<T>(string description, Func<IProgress<string>?, T> work)
    {
        if (!terminal.IsInteractive)
        {
            return work(null);
        }

        var words = new Words(description);
        Task<T> task = Task.Run(() => work(words));
        if (await Task.WhenAny(task, Task.Delay(Patience)).ConfigureAwait(false) != task)
        {
            await ShowAsync(words, task).ConfigureAwait(false);
        }

        return await task.ConfigureAwait(false);
    }

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

    private async Task ShowAsync(string description, Task task, Part done)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
        await console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                ProgressTask bar = context.AddTask(description, maxValue: 1);
                while (!task.IsCompleted)
                {
                    bar.Value = done.Value;
                    await Task.WhenAny(task, Task.Delay(100)).ConfigureAwait(false);
                }
            }).ConfigureAwait(false);
    }

    private sealed class Words(string first) : IProgress<string>
    {
        private string _value = first;

        public string Value => Volatile.Read(ref _value);

        public void Report(string value) => Volatile.Write(ref _value, value);
    }

    private sealed class Part : IProgress<double>
    {
        private double _value;

        public double Value => Volatile.Read(ref _value);

        public void Report(double value) => Volatile.Write(ref _value, value);
    }
}
