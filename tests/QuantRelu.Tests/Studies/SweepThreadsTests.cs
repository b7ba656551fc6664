using System.Text;
using FluentAssertions;
using QuantRelu.Constructions;
using QuantRelu.Studies;
using QuantRelu.Studies.Sweeps;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Studies;

/// <summary>A sweep on several processors writes what it writes on one.</summary>
public class SweepThreadsTests
{
    private static readonly StudyEffort Quick = new(Samples: 200);

    // Rows of very different work, the longest first.
    private static readonly ImmutableArray<StudyRequest> Requests = new SweepGrid(
        [Target.Parse("x^2/2"), Target.Parse("sin(x)")], [Rational.Parse("1/4"), Rational.Parse("1/64"), Rational.Parse("1/8")], [2, 3]).Requests();

    private static string Swept(int threads, SharedMemory? memory = null)
    {
        using var stream = new MemoryStream();
        using var table = new SweepTable(stream, SweepFormat.Csv);
        Sweep.Run(Requests, table, Quick, threads, memory ?? SharedMemory.OfProcess(), null, CancellationToken.None);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    [Fact]
    public void Rows_are_the_same_and_in_order_for_any_number_of_threads()
    {
        string alone = Swept(1);
        alone.Split('\n').Should().HaveCount(Requests.Length + 2);
        Swept(2).Should().Be(alone);
        Swept(7).Should().Be(alone);
    }

    [Fact]
    public void Without_memory_for_two_networks_one_is_built_after_the_other() => Swept(4, new SharedMemory(0)).Should().Be(Swept(1));

    [Fact]
    public async Task Work_waits_for_memory_that_others_use()
    {
        var memory = new SharedMemory(10);
        using var begun = new SemaphoreSlim(0);
        using var end = new SemaphoreSlim(0);
        int together = 0, most = 0;
        Task[] users = [.. Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() => memory.With(5, () =>
        {
            int now = Interlocked.Increment(ref together);
            lock (memory)
            {
                most = Math.Max(most, now);
            }

            begun.Release();
            end.Wait();
            return Interlocked.Decrement(ref together);
        }), TaskCreationOptions.LongRunning))];
        await begun.WaitAsync(TestContext.Current.CancellationToken);
        await begun.WaitAsync(TestContext.Current.CancellationToken);
        end.Release(4);
        await Task.WhenAll(users);
        most.Should().Be(2, "two of them have room");
    }

    [Fact]
    public void The_first_failure_in_order_is_thrown_and_ends_the_work()
    {
        var done = new List<int>();
        FluentActions.Invoking(() => SideBySide.Run(100, 1, i =>
        {
            done.Add(i);
            if (i == 3)
            {
                throw new TargetException("no");
            }
        })).Should().Throw<TargetException>().WithMessage("no");
        done.Should().Equal(0, 1, 2, 3);
    }

    [Fact]
    public void What_is_known_when_a_sweep_is_stopped_stays_in_its_file_and_gets_its_place()
    {
        string folder = Directory.CreateTempSubdirectory("quantrelu").FullName;
        string path = Path.Combine(folder, "sweep.csv");
        try
        {
            using (SweepTable table = SweepTable.Open(path, SweepFormat.Csv))
            {
                var rows = new RowsInOrder(table, 3, null);
                rows.Put(2, Row(2));
                rows.Put(0, Row(0));
                table.Rows.Should().HaveCount(1, "the row between is not known");
                rows.Stop();
                table.Rows.Should().HaveCount(2);
            }

            using (SweepTable table = SweepTable.Open(path, SweepFormat.Csv))
            {
                Sweep.Run([.. Requests.Take(3)], table, Quick, cancellationToken: TestContext.Current.CancellationToken);
                table.Finish(Requests.Select(r => SweepKey.Of(r, Quick)));
            }

            File.ReadAllText(path).Should().Be(string.Concat(Swept(1).Split('\n').Take(4).Select(line => line + "\n")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static SweepRow Row(int i) => SweepRow.Of(NetworkStudy.Run(Requests[i], Quick), Quick);
}
