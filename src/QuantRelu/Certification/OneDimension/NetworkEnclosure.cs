using System.Numerics;

namespace QuantRelu.Certification.OneDimension;

/// <summary>Decides whether an enclosure of the network on a cell tells enough.</summary>
internal interface IEnclosedCells
{
    /// <summary>False when no enclosure on this cell is asked for.</summary>
    bool Wants(Cell cell);

    /// <summary>True when the cell need not be split: what the enclosure proves has been taken note of.</summary>
    bool IsEnough(Cell cell, Reference reference, Enclosure network);
}

/// <summary>
/// Encloses a network on a cell where not all of its kinks have one sign: what is affine enters exactly, the other kinks are enclosed. The
/// radius shrinks with the square of the cell, so that a cell far from the greatest difference need not be split down to its linear pieces.
/// </summary>
internal sealed class NetworkEnclosure<T>
    where T : struct, IBinaryInteger<T>
{
    private readonly ScaledNetwork<T> _network;
    private readonly Enclosure[][] _units;
    private readonly Enclosure[] _outputs;

    /// <summary>Working memory for a network.</summary>
    public NetworkEnclosure(ScaledNetwork<T> network)
    {
        _network = network;
        _units = [new Enclosure[1], .. network.Stages.Select(s => new Enclosure[s.Units])];
        _outputs = new Enclosure[network.Stages.SelectMany(s => s.Arrays).Max(a => a.Block.Outputs.Length)];
    }

    /// <summary>D times the network's first output on the cell of a frame.</summary>
    /// <param name="frame">The frame, after everything that is affine on its cell has been found.</param>
    /// <param name="known">What is affine.</param>
    /// <param name="reference">The cell's reference.</param>
    public Enclosure On(WalkFrame<T> frame, UnitForms<T>[] known, Reference reference)
    {
        for (int s = 0; s < _network.Stages.Count; s++)
        {
            Stage(s, frame, known[s], reference);
        }

        return Read(known[^1], _units[^1], 0, reference);
    }

    private static Enclosure Read(UnitForms<T> known, Enclosure[] enclosed, int unit, Reference reference) =>
        known.IsKnown(unit) ? reference.Of(known[unit]) : enclosed[unit];

    private void Stage(int s, WalkFrame<T> frame, UnitForms<T> known, Reference reference)
    {
        Enclosure[] before = _units[s], after = _units[s + 1];
        bool sums = _network.Stages[s].Sums;
        if (sums)
        {
            for (int o = 0; o < after.Length; o++)
            {
                after[o] = reference.Of(frame.Sums[s][o]);
            }
        }

        foreach ((CopyState<T> copy, int passed) in frame.Copies[s])
        {
            copy.Enclose(passed, reference, unit => Read(known, before, unit, reference), _network.RoundedWeights, _outputs.AsSpan(0, copy.Outputs));
            for (int o = 0; o < copy.Outputs; o++)
            {
                int unit = sums ? o : copy.FirstUnit + o;
                after[unit] = sums ? Sum(after[unit], _outputs[o], reference) : _outputs[o];
            }
        }

        for (int o = 0; o < after.Length && sums && s < _network.Stages.Count - 1; o++)
        {
            after[o] = after[o].Rectified(reference.Reach);
        }
    }

    private static Enclosure Sum(Enclosure a, Enclosure b, Reference reference)
    {
        double size = Math.Abs(a.Value) + Math.Abs(b.Value) + ((Math.Abs(a.Slope) + Math.Abs(b.Slope)) * reference.Reach) + a.Radius + b.Radius;
        return new Enclosure(a.Value + b.Value, a.Slope + b.Slope, a.Radius + b.Radius + (Enclosure.Rounding * size));
    }
}
