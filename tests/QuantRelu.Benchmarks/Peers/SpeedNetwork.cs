using QuantRelu.Constructions.Cells;
using QuantRelu.Constructions.Crossbar;
using QuantRelu.Constructions.Hinges;
using QuantRelu.Constructions.Interpolation;
using QuantRelu.Constructions.Paper;
using QuantRelu.Subnetworks;

namespace QuantRelu.Benchmarks.Peers;

/// <summary>A network whose evaluation is compared with what others make of it.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Build">Builds it.</param>
public sealed record SpeedNetwork(string Name, Func<ConstructedNetwork> Build)
{
    private const string Sine = "sin(2*pi*x)/(2*pi)";

    /// <summary>The networks, from the smallest to the largest of each kind.</summary>
    public static ImmutableArray<SpeedNetwork> All { get; } =
    [
        new("hinges, sine, ε = 0.01", () => Of(HingeConstruction.Instance, Sine, "0.01")),
        new("square, r = 8", () => Standalone.Square(8, CodebookFamily.Nonlinear(2))),
        new("slopes, sine, ε = 0.001", () => Of(InterpolationConstructions.Slopes, Sine, "0.001")),
        new("hierarchical, sine, ε = 0.001", () => Of(InterpolationConstructions.Hierarchical, Sine, "0.001")),
        new("crossbar, sine, ε = 2^-16", () => Of(CrossbarConstruction.Instance, Sine, "1/65536")),
        new("cells, sin(x) cos(y), ε = 0.01", () => Of(CellsConstruction.Instance, "sin(x)*cos(y)", "0.01")),
        new("hinges, x y, ε = 0.05", () => Of(HingeConstruction.Instance, "x*y", "0.05")),
        new("Theorem 3, sine, ε = 0.0001", () => Of(PaperConstructions.Dependent, Sine, "0.0001")),
        new("Theorem 1, sine, n = 2, ε = 0.01", () => Of(PaperConstructions.Independent, Sine, "0.01", 2)),
        new("Theorem 1, sine, n = 2, ε = 0.0001", () => Of(PaperConstructions.Independent, Sine, "0.0001", 2)),
        new("Theorem 1, x y, ε = 0.1", () => Of(PaperConstructions.Independent, "x*y", "0.1")),
    ];

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static ConstructedNetwork Of(Construction construction, string target, string error, int? smoothness = null)
    {
        var request = new NetworkRequest(Target.Parse(target), Rational.Parse(error));
        return construction.Build(smoothness is { } n ? request with { Smoothness = n } : request);
    }
}
