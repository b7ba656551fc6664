using QuantRelu.Circuits;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Interpolation;

/// <summary>The units of an interpolation, layer by layer: coordinates multiplied out and held, what is between, bit planes, and their sum.</summary>
internal abstract class InterpolationNetwork
{
    /// <summary>A network with nothing in it.</summary>
    protected InterpolationNetwork(InterpolationParameters parameters)
    {
        Parameters = parameters;
        Constants = new PowersOfTwo(Plan);
        Held = Math.Max(Math.Max(parameters.Factors.Length + 1, parameters.LogCell), 2) + parameters.Slack;
    }

    /// <summary>The parameters.</summary>
    public InterpolationParameters Parameters { get; }

    /// <summary>The units.</summary>
    public LayerPlan Plan { get; } = new();

    /// <summary>The constants of the plan.</summary>
    protected PowersOfTwo Constants { get; }

    /// <summary>The planes, as they are added up.</summary>
    protected List<SummedPlane> Summed { get; } = [];

    /// <summary>The layer in which a coordinate has waited for constants as small as its cells.</summary>
    protected int Held { get; }

    /// <summary>The circuit, and for every switch in order what it stores.</summary>
    public abstract (StagedCircuit Circuit, ImmutableArray<StoredDigit> Digits) Circuit(PlaneDigits digits);

    /// <summary>ξx of an input x, in the layer <see cref="Held"/>.</summary>
    protected PlannedUnit Hold(PlannedUnit input)
    {
        int layer = 1;
        PlannedUnit x = Plan.Add(layer, "x/2", input, 1);
        foreach (int factor in Parameters.Factors)
        {
            x = Plan.Add(++layer, $"coordinate, times {factor}/2", x, factor);
        }

        while (layer < Held)
        {
            x = Plan.Add(++layer, "coordinate", x, 2);
        }

        return x;
    }

    /// <summary>Writes the sum of the planes; false when a constant cannot be had where it is wanted or the layers do not suffice.</summary>
    protected bool TrySum() => PlaneSum.TryWrite(
        Plan, Constants, Summed, Parameters.SumFactor, Parameters.Norm, 2 * Parameters.Step, Parameters.MostHalves, Parameters.MostDepth);
}
