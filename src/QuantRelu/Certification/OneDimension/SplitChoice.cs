namespace QuantRelu.Certification.OneDimension;

/// <summary>The root nearest to the middle of a cell, of all that are offered.</summary>
internal struct SplitChoice(double middle)
{
    /// <summary>It, or null when none was offered.</summary>
    public Breakpoint? Best { get; private set; }

    /// <summary>Offers a root.</summary>
    public void Offer(Breakpoint root)
    {
        if (Best is not { } best || Math.Abs(root.Approximation - middle) < Math.Abs(best.Approximation - middle))
        {
            Best = root;
        }
    }
}
