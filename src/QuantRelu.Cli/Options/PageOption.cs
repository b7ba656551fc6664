using System.CommandLine;
using QuantRelu.Cli.Rendering;
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
        ParseResult result, ConstructedNetwork network, Target target, int samples, ProgressDisplay progress, CancellationToken cancellationToken)
    {
        if (result.GetValue(_page) is { } path)
        {
            int drawn = (int)Math.Clamp((long)DrawnPerMeasured * samples, LeastDrawn, MostDrawn);
            await progress.RunAsync("drawing", report => Save(network, target, path, drawn, report, cancellationToken)).ConfigureAwait(false);
        }
    }

    private bool Save(ConstructedNetwork network, Target target, string path, int samples, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        HtmlReport.Save(network, target, path, new PageOptions { Samples = samples, Constructions = constructions }, progress, cancellationToken);
        return true;
    }
}
