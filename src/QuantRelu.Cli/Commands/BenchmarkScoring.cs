using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using QuantRelu.Benchmarks.Scoring;
using QuantRelu.Cli.Rendering;

namespace QuantRelu.Cli.Commands;

/// <summary>benchmark --check: a tool's answers beside the truth.</summary>
internal static class BenchmarkScoring
{
    private const string Ending = ".counterexample";
    private const int MostWitnessBytes = 1 << 20;

    private static readonly (AnswerVerdict Verdict, string Key, string Text)[] Verdicts =
    [
        (AnswerVerdict.Right, "right", "right"),
        (AnswerVerdict.WithoutWitness, "withoutWitness", "right, without witness"),
        (AnswerVerdict.Wrong, "wrong", "wrong"),
        (AnswerVerdict.BadWitness, "badWitness", "witness is none"),
        (AnswerVerdict.RefutesTruth, "refutesTruth", "refutes the truth"),
        (AnswerVerdict.Late, "late", "late"),
        (AnswerVerdict.NoAnswer, "noAnswer", "no answer"),
        (AnswerVerdict.Missing, "missing", "missing"),
    ];

    /// <summary>Scores a file and tells the score; a fault is a claim that fails.</summary>
    public static int Run(Terminal terminal, string directory, string results, bool isJson)
    {
        WrittenSet set = WrittenSet.Read(directory);
        if (!File.Exists(results))
        {
            throw CommandFailure.BadInput($"There is no file '{results}' with a tool's answers.");
        }

        using var reader = new StreamReader(results);
        string folder = Path.GetDirectoryName(Path.GetFullPath(results))!;
        SetScore score = SetScore.Of(set, ResultsFile.Read(reader), name => Witness(Path.Combine(folder, name + Ending)));
        terminal.Out.WriteLine(isJson ? JsonOutput.Text(Json(score)) : Text(score));
        return score.Answers.Any(a => a.IsFault) ? ExitCode.ClaimFails : ExitCode.Done;
    }

    // What is longer than any input of a set is none.
    private static string? Witness(string file)
    {
        if (!File.Exists(file) && !File.Exists($"{file}.gz"))
        {
            return null;
        }

        using Stream stream = File.Exists(file) ? File.OpenRead(file) : new GZipStream(File.OpenRead($"{file}.gz"), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        var text = new char[MostWitnessBytes];
        return new string(text, 0, reader.ReadBlock(text));
    }

    private static string Text(SetScore score)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var table = new TextTable("answer is", "#instances", "#sat", "#unsat");
        foreach ((AnswerVerdict verdict, _, string name) in Verdicts.Where(v => score.Count(v.Verdict) > 0))
        {
            ScoredAnswer[] all = [.. score.Answers.Where(a => a.Verdict == verdict)];
            int satisfiable = all.Count(a => a.Instance.IsSatisfiable);
            table.Add(name, $"{all.Length}", $"{satisfiable}", $"{all.Length - satisfiable}");
        }

        table.Write(text);
        foreach (ScoredAnswer fault in score.Answers.Where(a => a.IsFault))
        {
            text.WriteLine(fault);
        }

        text.WriteLine($"points: {score.Points}, {SetScore.PointsForRight} for each that is right and {SetScore.PointsForWrong} for each that is wrong");
        return text.ToString().TrimEnd();
    }

    private static JsonObject Json(SetScore score)
    {
        var json = new JsonObject();
        foreach ((AnswerVerdict verdict, string key, _) in Verdicts)
        {
            json[key] = score.Count(verdict);
        }

        json["points"] = score.Points;
        json["answers"] = JsonOutput.Array(score.Answers.Select(a => (JsonNode?)new JsonObject
        {
            ["instance"] = a.Instance.Name,
            ["truth"] = a.Instance.Answer,
            ["answer"] = a.Answer?.Answer,
            ["verdict"] = Verdicts.Single(v => v.Verdict == a.Verdict).Key,
            ["reason"] = a.Reason,
        }));
        return json;
    }
}
