namespace QuantRelu.Studies;

/// <summary>The progress of one part of some work, told as progress of the whole.</summary>
/// <param name="whole">Is told the part of the whole that is done.</param>
/// <param name="from">Where the part begins, 0 to 1.</param>
/// <param name="to">Where it ends.</param>
internal sealed class PartProgress(IProgress<double> whole, double from, double to) : IProgress<double>
{
    /// <inheritdoc/>
    public void Report(double value) => whole.Report(from + ((to - from) * value));
}
