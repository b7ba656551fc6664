using System.Globalization;

namespace QuantRelu.Figures.Paper;

/// <summary>How the figures of networks name them.</summary>
internal static class NetworkTitle
{
    /// <summary>The theorem's name with the counts of the network.</summary>
    /// <param name="figure">The figure's number.</param>
    /// <param name="nonlinear">The theorem for nonlinear quantization; the one for linear quantization is the next.</param>
    /// <param name="family">The weight values.</param>
    /// <param name="network">The network.</param>
    public static string Of(int figure, int nonlinear, CodebookFamily family, Network network)
    {
        NetworkCounts counts = network.Count();
        string theorem = family.Quantization switch
        {
            Quantization.Linear => $"Theorem {nonlinear + 1}",
            Quantization.Given => $"Theorem {nonlinear} with given weight values",
            Quantization.None => $"Theorem {nonlinear} with free weights",
            _ => $"Theorem {nonlinear}",
        };
        return string.Create(CultureInfo.InvariantCulture,
            $"Figure {figure}. The network of {theorem}: depth {counts.Depth}, width {counts.Width:N0}, {counts.Weights:N0} weights");
    }

    /// <summary>λ, unless weights are free.</summary>
    public static string Lambda(CodebookFamily family) => family.IsFree ? string.Empty : $", λ = {family.Limit}";
}
