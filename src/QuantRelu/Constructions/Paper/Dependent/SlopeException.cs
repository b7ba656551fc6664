namespace QuantRelu.Constructions.Paper;

/// <summary>A function that should be 1-Lipschitz on [0, 1] is steeper between two neighbouring points.</summary>
internal sealed class SlopeException(double left, double right, double slope) : ArgumentException(string.Create(
    System.Globalization.CultureInfo.InvariantCulture, $"The function must be 1-Lipschitz, but between {left} and {right} its slope is {slope:G4}."))
{
    /// <summary>The left point.</summary>
    public double Left => left;

    /// <summary>The right point.</summary>
    public double Right => right;

    /// <summary>The slope of the chord between them.</summary>
    public double Slope => slope;
}
