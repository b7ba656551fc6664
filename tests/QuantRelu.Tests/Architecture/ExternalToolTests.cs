using FluentAssertions;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Architecture;

/// <summary>Tests say what they need beside .NET, so that all of them are found by their category, and none skips in its midst.</summary>
public class ExternalToolTests
{
    [Fact]
    public void What_a_test_does_not_say_that_it_needs_is_not_found_even_where_it_is_there()
    {
        Externals.PathOf(External.Dotnet).Should().NotBeNull();
        FluentActions.Invoking(() => ExternalTool.Find(External.Dotnet)).Should().Throw<InvalidOperationException>()
            .WithMessage("*even_where_it_is_there uses Dotnet without [Needs(External.Dotnet)].*");
    }

    [Fact]
    [Needs(External.Dotnet)]
    public void What_it_says_is_found_and_runs_without_a_PATH()
    {
        string dotnet = ExternalTool.Find(External.Dotnet);
        Path.IsPathFullyQualified(dotnet).Should().BeTrue();
        ExternalTool.Run(dotnet, "--list-runtimes").Should().Contain("Microsoft.NETCore.App 10.");
    }

    [Fact]
    public void A_program_is_run_by_its_full_name_as_it_was_found() =>
        FluentActions.Invoking(() => ExternalTool.RunToEnd("dotnet", "--version")).Should().Throw<ArgumentException>().WithMessage("'dotnet' is no full name*");

    [Fact]
    [Needs(External.Dotnet)]
    public void Nothing_is_looked_for_on_other_threads_which_properties_run_on()
    {
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(() => ExternalTool.Find(External.Dotnet)));
        thread.UnsafeStart();
        thread.Join();
        thrown.Should().BeOfType<InvalidOperationException>().Which.Message.Should().Contain("inside a property: find it before");
    }

    [Fact]
    public void Nothing_else_skips_a_test_or_starts_a_program()
    {
        string[] forbidden = ["Assert" + ".Skip", "Process" + ".Start(", "new Process" + "StartInfo("];
        // What the benchmarks start is measured, not tested; an absent peer has a dash in their table. The command is run to record its start.
        string tests = Path.Combine(Repository.Folder, "tests"), shared = Path.Combine(tests, "Shared");
        string[] others = [Path.Combine(tests, "QuantRelu.Benchmarks"), Path.Combine(tests, "QuantRelu.StartupProfile")];
        string[] files =
        [
            .. SourceFiles.Of("*.cs").Where(f => f.StartsWith(tests, StringComparison.Ordinal) && Path.GetDirectoryName(f) != shared
                && !others.Any(o => f.StartsWith(o, StringComparison.Ordinal))),
        ];
        files.Should().HaveCountGreaterThan(100);
        files.Where(f => forbidden.Any(File.ReadAllText(f).Contains)).Should().BeEmpty();
    }
}
