using QuantRelu.Numerics;

namespace QuantRelu.Circuits;

/// <summary>What a planned unit reads: a unit of the layer before with the coefficient <c>Halves</c>·2^(-1-<c>Scale</c>).</summary>
/// <param name="Source">The unit, or the family of units.</param>
/// <param name="Halves">The coefficient in halves, or in the smaller power of two that a codebook has, not 0: so many weights.</param>
/// <param name="Times">How many members of a family it reads with this coefficient; 0 where another reading of the row stands for this one.</param>
/// <param name="Scale">How much smaller than 1/2 the weights are: an exponent of two.</param>
internal readonly record struct Reading(PlannedUnit Source, int Halves, int Times, int Scale)
{
    /// <summary>The coefficient.</summary>
    public Dyadic Coefficient => Dyadic.Create(Halves, -1 - Scale);
}

/// <summary>
/// A unit of one layer, or a family of units that differ only in which members of other families they read:
/// σ(½ Σ h·v + ½ b) with whole h and b in {-1, 0, 1}. Over {-1/2, 1/2} a reading of h halves is |h| connections with |h| copies of the source, so that a
/// network costs the sum over its units of copies · (Σ |h| + |b|).
/// </summary>
internal sealed class PlannedUnit(int layer, string name, int members = 1)
{
    private readonly List<Reading> _readings = [];

    /// <summary>The layer in which it stands; 0 for the network's input.</summary>
    public int Layer => layer;

    /// <summary>How messages call it.</summary>
    public string Name => name;

    /// <summary>The units of the family.</summary>
    public int Members => members;

    /// <summary>The bias in halves: -1, 0 or 1.</summary>
    public int Bias { get; set; }

    /// <summary>What it reads, each source once.</summary>
    public IReadOnlyList<Reading> Readings => _readings;

    /// <summary>Copies of each member: the most halves that a reader asks for. 0 while nothing reads it.</summary>
    public int Copies { get; set; }

    /// <summary>The weights of one copy of one member.</summary>
    public int RowWeights { get; private set; }

    /// <summary>All its weights.</summary>
    public long Weights => (long)members * Copies * (RowWeights + Math.Abs(Bias));

    /// <summary>Adds a reading; what is read with weights of that size already is read with the sum of both coefficients.</summary>
    public void Read(PlannedUnit source, int halves, int times = 1, int scale = 0)
    {
        int known = _readings.FindIndex(r => r.Source == source && r.Scale == scale);
        if (known >= 0)
        {
            RowWeights -= Math.Abs(_readings[known].Halves) * _readings[known].Times;
            halves += _readings[known].Halves;
            _readings.RemoveAt(known);
        }

        if (halves != 0)
        {
            RowWeights += Math.Abs(halves) * times;
            _readings.Add(new Reading(source, halves, times, scale));
        }
    }
}
