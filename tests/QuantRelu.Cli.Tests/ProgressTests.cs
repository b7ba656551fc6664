using FluentAssertions;
using QuantRelu.Cli.Rendering;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class ProgressTests
{
    [Fact]
    public async Task Long_work_in_words_tells_how_long_it_takes_and_may_take()
    {
        using var error = new WatchedWriter(" of 9 s)");
        var terminal = new Terminal(TextReader.Null, TextWriter.Null, error, IsInteractive: true);
        int result = await new ProgressDisplay(terminal).RunInWordsAsync("certifying", TimeSpan.FromSeconds(9), text =>
        {
            text!.Report("certifying: between 1 and 2");
            error.Seen.Wait(TimeSpan.FromMinutes(1));
            return 7;
        });
        result.Should().Be(7);
        error.ToString().Should().MatchRegex(@"certifying: between 1 and 2 \(\d s of 9 s\)");
    }

    [Fact]
    public async Task Nothing_is_shown_when_nobody_watches_or_the_work_is_short()
    {
        foreach (bool watched in new[] { false, true })
        {
            using var error = new StringWriter();
            var terminal = new Terminal(TextReader.Null, TextWriter.Null, error, watched);
            (await new ProgressDisplay(terminal).RunAsync("measuring", part => part is null ? 1 : 2)).Should().Be(watched ? 2 : 1);
            error.ToString().Should().BeEmpty();
        }
    }

    /// <summary>Tells when a text has been written, so that work lasts as long as it takes to be seen, however busy the machine is.</summary>
    private sealed class WatchedWriter(string awaited) : StringWriter
    {
        public ManualResetEventSlim Seen { get; } = new();

        public override void Write(char value)
        {
            base.Write(value);
            Look();
        }

        public override void Write(string? value)
        {
            base.Write(value);
            Look();
        }

        public override void Write(char[] buffer, int index, int count)
        {
            base.Write(buffer, index, count);
            Look();
        }

        public override void Write(ReadOnlySpan<char> buffer)
        {
            base.Write(buffer);
            Look();
        }

        private void Look()
        {
            if (ToString().Contains(awaited, StringComparison.Ordinal))
            {
                Seen.Set();
            }
        }
    }
}
