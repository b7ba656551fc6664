using FluentAssertions;
using QuantRelu.Benchmarks;
using QuantRelu.Benchmarks.Scoring;
using Xunit;

namespace QuantRelu.Tests.Benchmarks;

/// <summary>A tool's answers beside the truth.</summary>
public sealed class SetScoreTests(SetScoreTests.Set fixture) : IClassFixture<SetScoreTests.Set>
{
    public sealed class Set : IDisposable
    {
        internal WrittenSet Written { get; } = new(new BenchmarkOptions { Count = 10, Seed = 5, MostWeights = 900, Margins = [Rational.Create(1, 100)] });

        internal QuantRelu.Benchmarks.Scoring.WrittenSet Known => QuantRelu.Benchmarks.Scoring.WrittenSet.Read(Written.Folder);

        public void Dispose() => Written.Dispose();
    }

    private KnownInstance Satisfiable => fixture.Known.Instances.First(i => i.IsSatisfiable);

    private KnownInstance Other => fixture.Known.Instances.First(i => !i.IsSatisfiable);

    private string WitnessOf(KnownInstance instance) =>
        string.Join(' ', fixture.Written.Instances.Single(i => i.Name == instance.Name).Witness("witness")!.Value.Input);

    [Fact]
    public void What_the_truth_says_is_right_and_its_witnesses_are_witnesses()
    {
        SetScore score = SetScore.Of(fixture.Known, fixture.Known.Instances.Select(i =>
            new ToolAnswer(i.QuestionFile, i.Answer, 1, i.IsSatisfiable ? WitnessOf(i) : null)));
        score.Answers.Should().OnlyContain(a => a.Verdict == AnswerVerdict.Right);
        score.Points.Should().Be(100);
    }

    [Fact]
    public void Every_other_answer_has_its_verdict()
    {
        string witness = WitnessOf(Satisfiable), outside = string.Join(' ', Satisfiable.Query.Box.Sides.Select(s => s.High + 1));
        Verdict(Satisfiable, "unsat").Should().Be(AnswerVerdict.Wrong);
        Verdict(Satisfiable, "holds").Should().Be(AnswerVerdict.Wrong);
        Verdict(Other, "sat").Should().Be(AnswerVerdict.Wrong);
        Verdict(Other, "violated", witness: string.Join(' ', Other.Query.Box.Sides.Select(s => s.Low))).Should().Be(AnswerVerdict.Wrong);
        Verdict(Satisfiable, "sat").Should().Be(AnswerVerdict.WithoutWitness);
        Verdict(Satisfiable, "violated", witness: witness).Should().Be(AnswerVerdict.Right);
        Verdict(Satisfiable, "sat", witness: outside).Should().Be(AnswerVerdict.BadWitness);
        Verdict(Satisfiable, "sat", witness: "nonsense").Should().Be(AnswerVerdict.BadWitness);
        Verdict(Satisfiable, "sat", witness: "NaN").Should().Be(AnswerVerdict.BadWitness);
        Verdict(Satisfiable, "sat", seconds: 60, witness: witness).Should().Be(AnswerVerdict.Right);
        Verdict(Satisfiable, "sat", seconds: 61, witness: witness).Should().Be(AnswerVerdict.Late);
        Verdict(Satisfiable, "unsat", seconds: 61).Should().Be(AnswerVerdict.Late);
        Verdict(Satisfiable, "timeout").Should().Be(AnswerVerdict.NoAnswer);
        Verdict(Other, "unknown").Should().Be(AnswerVerdict.NoAnswer);
        SetScore none = SetScore.Of(fixture.Known, []);
        (none.Count(AnswerVerdict.Missing), none.Points).Should().Be((10, 0));
        SetScore.Of(fixture.Known, [new(Satisfiable.Name, "unsat"), new(Other.Name, "unsat")]).Points.Should().Be(-140);
    }

    [Fact]
    public void A_point_of_the_box_that_is_no_answer_is_no_witness_however_near_the_output_comes()
    {
        foreach (KnownInstance instance in fixture.Known.Instances.Where(i => i.IsSatisfiable))
        {
            foreach (string point in Corners(instance))
            {
                var model = new Formats.VnnLib.ExactVerifier(fixture.Written.Instances.Single(i => i.Name == instance.Name).Model);
                Rational[] input = [.. point.Split(' ').Select(Rational.Parse)];
                bool isAnswer = instance.Query.Holds(input, [model.Evaluate(input)]);
                Verdict(instance, "sat", witness: point).Should().Be(isAnswer ? AnswerVerdict.Right : AnswerVerdict.BadWitness, instance.Name);
            }
        }
    }

    [Fact]
    public void A_witness_is_found_by_the_name_that_the_competition_gives_it() =>
        SetScore.Of(fixture.Known, [new(Satisfiable.Name, "sat")], name => name == Satisfiable.WitnessName ? WitnessOf(Satisfiable) : null)
            .Count(AnswerVerdict.Right).Should().Be(1);

    // A model that is not what the truth is about: the threshold of an unsat instance moved to where every value is an answer.
    [Fact]
    public void A_witness_against_the_truth_is_told_as_that()
    {
        using var set = new WrittenSet(new BenchmarkOptions { Count = 2, Seed = 5, MostWeights = 900, Version = QuantRelu.Formats.VnnLib.VnnLibVersion.One });
        WrittenInstance unsat = set.Instances.Single(i => !i.IsSatisfiable);
        string truth = File.ReadAllText(set.PathOf("truth.json")), low = string.Join(' ', unsat.Question.Box.Sides.Select(s => s.Low));
        int at = truth.IndexOf($"\"instance\": \"{unsat.Name}\"", StringComparison.Ordinal);
        int end = truth.IndexOf("\"side\"", at, StringComparison.Ordinal);
        string changed = System.Text.RegularExpressions.Regex.Replace(truth[at..end], "(\"relation\": \"([<>])=\",\\s*\"bound\": )\"[^\"]*\"", m =>
            $"{m.Groups[1].Value}\"{(m.Groups[2].Value == ">" ? "-1000" : "1000")}\"");
        File.WriteAllText(set.PathOf("truth.json"), truth[..at] + changed + truth[end..]);
        SetScore.Of(QuantRelu.Benchmarks.Scoring.WrittenSet.Read(set.Folder), [new(unsat.Name, "sat", null, low)])
            .Answers.Single(a => a.Answer is not null).Verdict.Should().Be(AnswerVerdict.RefutesTruth);
    }

    [Theory]
    [InlineData("((X_0 0.5)\n (X_1 -1e-3)\n (Y_0 7))", true)]
    [InlineData("sat\n((X_1 -0.001)(Y_0 7)( X_0  1/2 ))", true)]
    [InlineData("sat\nX real [1,2]\n0.5\n-0.001\nY real [1,1]\n7\n", true)]
    [InlineData(" 0.5 -0.001 ", true)]
    [InlineData("0.5", false)]
    [InlineData("0.5 -0.001 7", false)]
    [InlineData("((X_0 0.5) (X_0 0.5))", false)]
    [InlineData("((X_0 0.5) (X_2 0.5))", false)]
    [InlineData("((X_0 0.5) (X_1 nan))", false)]
    [InlineData("X real [1,2]\n0.5\nY real [1,1]\n7", false)]
    [InlineData("((X_99999999999 0.5) (X_1 1))", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Inputs_are_read_as_tools_write_them_and_exactly(string? text, bool isRead)
    {
        WitnessText.TryRead(text, 2, out var input).Should().Be(isRead);
        if (isRead)
        {
            input.Should().Equal(Rational.Create(1, 2), Rational.Create(-1, 1000));
        }
    }

    [Fact]
    public void Results_are_read_as_the_competition_writes_them_and_shorter()
    {
        Results("cat,/a/1.0/onnx/n.onnx,/a/1.0/vnnlib/0001a.vnnlib,0.5,sat,1.25\n\n").Should().Equal(
            new ToolAnswer("/a/1.0/vnnlib/0001a.vnnlib", "sat", Rational.Create(5, 4)));
        Results("instance,answer,seconds,witness\n0001a, unsat\n0001b,sat,3,0.5 0.25\n0002a,sat,,1\n").Should().Equal(
            new ToolAnswer("0001a", "unsat"), new ToolAnswer("0001b", "sat", 3, "0.5 0.25"), new ToolAnswer("0002a", "sat", null, "1"));
        Results(string.Empty).Should().BeEmpty();
        ((Action)(() => Results("0001a"))).Should().Throw<FormatException>().WithMessage("Line 1 of the results has 1 cells;*");
        ((Action)(() => Results("0001a,sat,soon"))).Should().Throw<FormatException>().WithMessage("Line 1 of the results says 'soon'*");
        ((Action)(() => Results("0001a,sat,-1"))).Should().Throw<FormatException>();
    }

    [Fact]
    public void What_is_no_set_or_no_answer_to_it_is_refused_with_a_sentence()
    {
        Action twice = () => SetScore.Of(fixture.Known, [new(Other.Name, "sat"), new(Other.QuestionFile, "sat")]);
        twice.Should().Throw<ArgumentException>().WithMessage($"The instance {Other.Name} is answered twice.*");
        Action unknown = () => SetScore.Of(fixture.Known, [new("9999z", "sat")]);
        unknown.Should().Throw<ArgumentException>().WithMessage("The set has no instance '9999z'.*");
        string folder = Directory.CreateTempSubdirectory("quantrelu-").FullName, truth = Path.Combine(folder, "truth.json");
        void Reads(string text)
        {
            File.WriteAllText(truth, text);
            QuantRelu.Benchmarks.Scoring.WrittenSet.Read(folder);
        }

        ((Action)(() => QuantRelu.Benchmarks.Scoring.WrittenSet.Read(folder))).Should().Throw<IOException>().WithMessage("*is not a set of instances*");
        foreach (string text in new[] { "", "{", "[]", "{}", "{\"format\":\"other\"}", "{\"format\":\"quantrelu-benchmark\"}",
            "{\"format\":\"quantrelu-benchmark\",\"instances\":[{}]}", "{\"format\":\"quantrelu-benchmark\",\"instances\":[{\"answer\":\"sat\",\"box\":[]}]}" })
        {
            ((Action)(() => Reads(text))).Should().Throw<FormatException>().WithMessage($"'{truth}' is not the truth of a set: *");
        }

        Directory.Delete(folder, recursive: true);
    }

    private static IEnumerable<string> Corners(KnownInstance instance) => instance.Query.Box.Sides.Aggregate(
        new[] { string.Empty }.AsEnumerable(), (points, s) => points.SelectMany(p => new[] { $"{p} {s.Low}".Trim(), $"{p} {s.High}".Trim() }));

    private static IEnumerable<ToolAnswer> Results(string text)
    {
        using var reader = new StringReader(text);
        return ResultsFile.Read(reader);
    }

    private AnswerVerdict Verdict(KnownInstance instance, string answer, Rational? seconds = null, string? witness = null) =>
        SetScore.Of(fixture.Known, [new(instance.Name, answer, seconds, witness)]).Answers.Single(a => a.Answer is not null).Verdict;
}
