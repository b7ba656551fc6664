using System.Text;
using System.Text.Json;
using FluentAssertions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Studies;
using QuantRelu.Studies.Sweeps;
using Xunit;

namespace QuantRelu.Tests.Studies;

/// <summary>Sweeps in files: the same bytes whether interrupted or not, and what is refused.</summary>
public sealed class SweepTableTests : IDisposable
{
    private static readonly StudyEffort Quick = new(Samples: 100);

    // A comma in the target, so that quotes are needed; and a row without a network.
    private static readonly IReadOnlyList<StudyRequest> Requests =
        new SweepGrid([Target.Parse("min(x, 1/2)")], [Rational.Parse("0.5"), Rational.Parse("0.9")], [2, 3])
        {
            Quantizations = [Quantization.Nonlinear, Quantization.Linear],
            Constructions = [PaperConstructions.Dependent],
        }.Requests();

    private static readonly string[] Keys = [.. Requests.Select(r => SweepKey.Of(r, Quick))];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quantrelu-sweep-");

    public static TheoryData<SweepFormat> Formats => [SweepFormat.Csv, SweepFormat.JsonLines];

    public void Dispose() => _folder.Delete(recursive: true);

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    private byte[] Whole(SweepFormat format)
    {
        string path = Path($"whole-{Guid.NewGuid():N}");
        Run(path, format, Requests);
        return File.ReadAllBytes(path);
    }

    private static void Run(string path, SweepFormat format, IReadOnlyList<StudyRequest> requests, StudyEffort? effort = null, IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        using SweepTable table = SweepTable.Open(path, format);
        Sweep.Run(requests, table, effort ?? Quick, threads: 2, SharedMemory.OfProcess(), progress, cancellationToken);
        table.Finish(Keys);
    }

    [Fact]
    public void Csv_has_a_heading_and_quotes_what_has_commas()
    {
        string[] lines = Encoding.UTF8.GetString(Whole(SweepFormat.Csv)).Split('\n');
        lines[0].Should().Be(string.Join(',', SweepRow.Columns));
        lines.Should().HaveCount(1 + Requests.Count + 1);
        lines[^1].Should().BeEmpty();
        lines[1].Should().StartWith($"{Keys[0]},\"min(x, 1/2)\",0:1,1,0.9,dependent,paper,nonlinear,2,1,built,");
    }

    [Fact]
    public void Json_lines_are_objects_with_the_same_columns()
    {
        string[] lines = Encoding.UTF8.GetString(Whole(SweepFormat.JsonLines)).TrimEnd('\n').Split('\n');
        lines.Should().HaveCount(Requests.Count);
        foreach (string line in lines)
        {
            JsonElement row = JsonDocument.Parse(line).RootElement;
            row.EnumerateObject().Select(p => p.Name).Should().Equal(SweepRow.Columns);
            row.GetProperty("target").GetString().Should().Be("min(x, 1/2)");
            row.GetProperty("weights").ValueKind.Should().Be(row.GetProperty("status").GetString() == "built" ? JsonValueKind.Number : JsonValueKind.Null);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_file_that_is_cut_anywhere_is_continued_to_the_same_bytes(SweepFormat format)
    {
        byte[] whole = Whole(format);
        for (int length = 0; length < whole.Length; length += 1 + (whole.Length / 23))
        {
            string path = Path($"cut-{length}");
            File.WriteAllBytes(path, whole[..length]);
            Run(path, format, Requests);
            File.ReadAllBytes(path).Should().Equal(whole, "it was cut after {0} bytes", length);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_sweep_that_is_cancelled_keeps_whole_rows_and_is_continued(SweepFormat format)
    {
        string path = Path("rows");
        using var stop = new CancellationTokenSource();
        var second = new Told(done => { if (done == 2) { stop.Cancel(); } });
        FluentActions.Invoking(() => Run(path, format, Requests, progress: second, cancellationToken: stop.Token)).Should().Throw<OperationCanceledException>();
        byte[] kept = File.ReadAllBytes(path), whole = Whole(format);
        kept[^1].Should().Be((byte)'\n');
        Lines(kept).Should().BeSubsetOf(Lines(whole)).And.OnlyHaveUniqueItems();
        using (SweepTable table = SweepTable.Open(path, format))
        {
            table.Rows.Should().HaveCountGreaterThanOrEqualTo(2).And.HaveCountLessThanOrEqualTo(3, "what was not begun is not begun any more");
            Sweep.Missing(Requests, table, Quick).Select(r => SweepKey.Of(r, Quick)).Should().Equal(Keys.Where(key => !table.Rows.ContainsKey(key)));
        }

        Run(path, format, Requests);
        File.ReadAllBytes(path).Should().Equal(whole);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Shards_that_are_joined_hold_the_rows_of_the_whole_and_are_put_in_order(SweepFormat format)
    {
        byte[] joined = [.. Enumerable.Range(1, 3).SelectMany(i =>
        {
            Run(Path($"part-{i}"), format, new Shard(i, 3).Of(Requests));
            return File.ReadAllBytes(Path($"part-{i}"));
        })];
        byte[] whole = Whole(format);
        Lines(joined).Distinct().Order().Should().Equal(Lines(whole).Order());
        File.WriteAllBytes(Path("joined"), joined);
        Run(Path("joined"), format, Requests);
        File.ReadAllBytes(Path("joined")).Should().Equal(whole);
    }

    [Fact]
    public void A_finished_sweep_computes_nothing_and_a_row_over_the_limit_is_built_when_the_limit_is_raised()
    {
        string path = Path("rows.csv");
        Run(path, SweepFormat.Csv, Requests, Quick with { MostWeights = 100 });
        using (SweepTable table = SweepTable.Open(path, SweepFormat.Csv))
        {
            table.Rows.Values.Select(r => r.Status).Distinct().Should().BeEquivalentTo("over limit", "impossible");
            Sweep.Missing(Requests, table, Quick with { MostWeights = 100 }).Should().BeEmpty();
        }

        Run(path, SweepFormat.Csv, Requests, Quick with { MostWeights = 1_000_000 });
        File.ReadAllBytes(path).Should().Equal(Whole(SweepFormat.Csv));
    }

    [Fact]
    public void Rows_of_another_sweep_stay_behind_those_of_this_one()
    {
        string path = Path("rows.csv");
        Run(path, SweepFormat.Csv, Requests, Quick with { Seed = 7 });
        string[] others = Lines(File.ReadAllBytes(path))[1..];
        Run(path, SweepFormat.Csv, Requests);
        Lines(File.ReadAllBytes(path)).Should().Equal([.. Lines(Whole(SweepFormat.Csv)), .. others]);
    }

    [Theory]
    [InlineData("x,y\n1,2\n", SweepFormat.Csv)]
    [InlineData("precious, without a line's end", SweepFormat.Csv)]
    [InlineData("key,target\n", SweepFormat.Csv)]
    [InlineData("{\"name\":\"precious\"}\n", SweepFormat.JsonLines)]
    [InlineData("{}", SweepFormat.JsonLines)]
    public void Another_file_is_refused_and_left_as_it_is(string text, SweepFormat format)
    {
        File.WriteAllText(Path("file"), text);
        FluentActions.Invoking(() => SweepTable.Open(Path("file"), format)).Should().Throw<FormatException>()
            .WithMessage($"'{Path("file")}' cannot be continued: its first line*");
        File.ReadAllText(Path("file")).Should().Be(text);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_line_that_is_no_row_is_named_and_nothing_is_changed(SweepFormat format)
    {
        string text = Encoding.UTF8.GetString(Whole(format));
        string[] lines = text.Split('\n');
        lines[2] = lines[2][..(lines[2].Length / 2)];
        File.WriteAllText(Path("file"), string.Join('\n', lines) + "half");
        FluentActions.Invoking(() => SweepTable.Open(Path("file"), format)).Should().Throw<FormatException>().WithMessage("*line 3 is no row*");
        File.ReadAllText(Path("file")).Should().EndWith("half");
    }

    [Fact]
    public void A_file_is_written_by_one_process_at_a_time()
    {
        using SweepTable first = SweepTable.Open(Path("rows.csv"), SweepFormat.Csv);
        FluentActions.Invoking(() => SweepTable.Open(Path("rows.csv"), SweepFormat.Csv)).Should().Throw<IOException>();
    }

    private static string[] Lines(byte[] bytes) => Encoding.UTF8.GetString(bytes).TrimEnd('\n').Split('\n');

    private sealed class Told(Action<int> tell) : IProgress<int>
    {
        public void Report(int value) => tell(value);
    }
}
