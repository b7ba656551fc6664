using System.Text;

namespace QuantRelu.Formats.Reports;

/// <summary>A report as text: one line for each fact.</summary>
public static class ReportText
{
    private const int NameWidth = 16;

    /// <summary>The lines of the report, without a last line break.</summary>
    public static string Write(Report report)
    {
        var text = new StringBuilder();
        foreach (ReportFact fact in ReportFacts.Of(report))
        {
            text.Append(fact.Name.PadRight(NameWidth)).Append(fact.Value);
            text.Append(fact.Expression is { } expression ? $"   (the theorem's expression: {ReportFacts.Short(expression)})" : string.Empty).AppendLine();
        }

        return text.ToString().TrimEnd('\n', '\r');
    }
}
