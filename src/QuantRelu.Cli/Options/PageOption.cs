using System.CommandLine;
using QuantRelu.Cli.Rendering;
using QuantRelu.Constructions.Paper;
using QuantRelu.Figures.Pages;

namespace QuantRelu.Cli.Options;

/// <summary>--report: the report as a page for a browser.</summary>
/// <param name="constructions">What says what parameters mean.</param>
internal sealed class PageOption(ConstructionRegistry constructions)
{
    // Each column or cell of the picture shows several points.
    private const int DrawnPerMeasured = 4;
    private const int LeastDrawn = 1000;
    private const int MostDrawn = 100_000_000;
    private readonly Option<string?> _page = TypedOption.Text("--report", "Write the report as a page for a browser, with the error drawn.", "file.html");

    /// <summary>Adds the option to a command.</summary>
    public void AddTo(Command command) => command.Add(_page);

    /// <summary>Whether a page was asked for.</summary>
    public bool IsWanted(ParseResult result) => result.GetValue(_page) is not null;

    /// <summary>Ends the command before any work when the page cannot be written.</summary>
    public void Check(ParseResult result, bool dryRun)
    {
        if (result.GetValue(_page) is not { } path)
        {
            return;
        }

        HtmlReport.Check(path);
        if (dryRun)
        {
            throw CommandFailure.BadInput("--dry-run builds and draws nothing: leave out --report.");
        }
    }

    /// <summary>Writes the page if that was asked for.</summary>
    public async Task SaveAsync(
        ParseResult result, ConstructedNetwork network, Target target, int samples, ErrorLedger? ledger, ProgressDisplay progress,
        CancellationToken cancellationToken)
    {
        if (result.GetValue(_page) is { } path)
        {
            int drawn = (int)Math.Clamp((long)DrawnPerMeasured * samples, LeastDrawn, MostDrawn);
            var options = new PageOptions { Samples = drawn, Constructions = constructions, Ledger = ledger };
            await progress.RunAsync("drawing", report => Save(network, target, path, options, report, cancellationToken)).ConfigureAwait(false);
        }
    }

    private static bool Save(
        ConstructedNetwork network, Target target, string path, PageOptions options, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        HtmlReport.Save(network, target, path, options, progress, cancellationToken);
        return true;
    }
}
