using QuantRelu.Circuits;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>What all steps of planning a crossbar share: the parameters, the units and constants so far, and in which layers what stands.</summary>
internal sealed class CrossbarFrame
{
    /// <summary>An empty plan for parameters.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="logSign">log 2s of the codebook's signs ±s: 0 for ±1/2, 1 for ±1.</param>
    public CrossbarFrame(CrossbarParameters parameters, int logSign)
    {
        (Parameters, LogSign) = (parameters, logSign);
        Layers = CrossbarLayers.Of(parameters);
        Constants = new PowersOfTwo(Plan, parameters.Kind.SmallWeights);
    }

    /// <summary>The parameters.</summary>
    public CrossbarParameters Parameters { get; }

    /// <summary>log 2s of the codebook's signs ±s.</summary>
    public int LogSign { get; }

    /// <summary>In which layers what stands.</summary>
    public CrossbarLayers Layers { get; }

    /// <summary>The layer of the indicators of cells.</summary>
    public int Leaves => Layers.Leaves(Parameters.Levels);

    /// <summary>The units.</summary>
    public LayerPlan Plan { get; } = new();

    /// <summary>The constants that are wanted.</summary>
    public PowersOfTwo Constants { get; }

    /// <summary>The amplitude of a node of a level, the root's being the width of a margin after amplification: an exponent of two.</summary>
    public int LogHeight(int level) => Parameters.Gain - Parameters.LogPieces - Parameters.LogMargin - level;

    /// <summary>Where the coordinate is folded for the i-th time, i ≥ 2: m 2^(p-i) pieces from the fold before.</summary>
    public Dyadic Fold(int i) => Dyadic.Create(Parameters.Columns, Parameters.Levels - i - Parameters.LogPieces);

    /// <summary>A unit halved so many times, layer by layer.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="times">How many layers.</param>
    /// <param name="scale">By how much smaller weights than 1/2 it is read: an exponent of two.</param>
    public PlannedUnit Halved(PlannedUnit unit, int times, int scale = 0)
    {
        for (int i = 0; i < times; i++)
        {
            PlannedUnit halved = Plan.Add(unit.Layer + 1, unit.Name);
            halved.Read(unit, 1, scale: scale);
            unit = halved;
        }

        return unit;
    }
}
