using FluentAssertions;
using QuantRelu.Tests.Shared;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace QuantRelu.Cli.Tests;

/// <summary>The scripts of samples/cluster: a sweep that many jobs share has the rows of one machine.</summary>
public class ClusterTests : ToolTests
{
    private static string Folder { get; } = System.IO.Path.Combine(Repository.Folder, "samples", "cluster");

    [Fact]
    [Needs(External.Bash)]
    [Needs(External.Dotnet)]
    public void The_parts_of_an_array_of_jobs_make_the_file_of_one_machine()
    {
        string bash = ExternalTool.Find(External.Bash), folder = InstallTool(bash, ExternalTool.Find(External.Dotnet));
        File.Copy(System.IO.Path.Combine(Folder, "shard.sh"), Path("shard.sh"));
        const string run = """
            set -e; cd "$1"; PATH=$1/tools:$PATH; export ERRORS=0.1 LAMBDAS=2,3 SLURM_SUBMIT_DIR=$1 SLURM_ARRAY_TASK_COUNT=2 SLURM_ARRAY_TASK_ID
            for SLURM_ARRAY_TASK_ID in 2 1; do bash "$2/slurm.sh"; done
            bash shard.sh
            """;
        ExternalTool.Run(bash, "-c", run, bash, folder, Folder);
        Run("sweep", "sin(2*pi*x)/(2*pi)", "--error", "0.1", "--lambda", "2,3", "--smoothness", "2", "--output", Path("alone.jsonl")).ShouldSucceed();
        File.ReadAllBytes(Path("rows.jsonl")).Should().Equal(File.ReadAllBytes(Path("alone.jsonl")));
        File.ReadLines(Path("rows-1.jsonl")).Should().HaveCount(1);
        File.Exists(Path("rows.svg")).Should().BeTrue();
    }

    [Fact]
    [Needs(External.Bash)]
    public void The_pods_of_the_indexed_job_compute_every_part_once()
    {
        var yaml = new YamlStream();
        using (StreamReader reader = File.OpenText(System.IO.Path.Combine(Folder, "kubernetes.yaml")))
        {
            yaml.Load(reader);
        }

        YamlNode job = yaml.Documents.Should().ContainSingle().Which.RootNode, spec = job["spec"];
        YamlNode pod = spec["template"]["spec"], container = pod["containers"][0];
        ($"{job["apiVersion"]} {job["kind"]}", $"{spec["completionMode"]}", $"{pod["restartPolicy"]}").Should().Be(("batch/v1 Job", "Indexed", "Never"));
        $"{container["volumeMounts"][0]["name"]}".Should().Be($"{pod["volumes"][0]["name"]}");
        $"{container["workingDir"]}".Should().Be($"{container["volumeMounts"][0]["mountPath"]}");
        int completions = int.Parse($"{spec["completions"]}", System.Globalization.CultureInfo.InvariantCulture);
        string[] command = [.. ((YamlSequenceNode)container["command"]).Select(c => $"{c}")];
        command[0].Should().Be("bash");

        // A tool that tells its arguments.
        string bash = ExternalTool.Find(External.Bash);
        File.Copy(System.IO.Path.Combine(Folder, "shard.sh"), Path("shard.sh"));
        const string run = """cd "$1"; shift; quantrelu() { echo "$@"; }; export -f quantrelu; export JOB_COMPLETION_INDEX=$1; shift; "$@" """;
        string[] told = [.. Enumerable.Range(0, completions).Select(index =>
            ExternalTool.Run(bash, ["-c", run, bash, System.IO.Path.GetDirectoryName(Path("shard.sh"))!, $"{index}", bash, .. command[1..]]).Trim())];
        told.Select(line => line[line.IndexOf("--shard", StringComparison.Ordinal)..]).Should().Equal(
            Enumerable.Range(1, completions).Select(i => $"--shard {i}/{completions} --output rows-{i}.jsonl"));
    }

    [Theory]
    [InlineData("shard.sh")]
    [InlineData("slurm.sh")]
    [Needs(External.ShellCheck)]
    public void No_script_has_a_fault_that_can_be_seen(string script) =>
        ExternalTool.Run(ExternalTool.Find(External.ShellCheck), System.IO.Path.Combine(Folder, script)).Should().BeEmpty();
}
