using QuantRelu.Analysis.Collapsed;

namespace QuantRelu.Analysis.Ranges;

/// <summary>
/// Bounds the values of all units of a block from those of its inputs, in all copies at once: unit by unit with <see cref="UnitRanges"/>.
/// </summary>
/// <param name="block">The block.</param>
/// <param name="open">What its slots hold.</param>
/// <param name="activation">What its units apply.</param>
/// <param name="lastActivates">False when the last layer's sums are what counts.</param>
internal sealed class BlockRanges(CollapsedBlock block, OpenSums open, Activation activation, bool lastActivates)
{
    private readonly UnitRanges _units = new(activation, open);

    /// <summary>The roots; those of the inputs first, one for each, in order.</summary>
    public RootTable Roots => _units.Roots;

    /// <summary>The values of the last layer.</summary>
    /// <param name="inputs">The range and the fraction bits of each input.</param>
    /// <param name="tallies">One for each layer, to which the units are added; or null.</param>
    /// <param name="sums">True when the outputs are terms of sums, not units.</param>
    public RangedValue[] Run(IReadOnlyList<RangedValue> inputs, IReadOnlyList<LayerTally>? tallies, bool sums = false)
    {
        RangedValue[] values = [.. inputs.Select(_units.Input)];
        for (int l = 0; l < block.Layers.Count; l++)
        {
            bool activates = lastActivates || l < block.Layers.Count - 1;
            values = Layer(block.Layers[l], values, activates, tallies?[l], terms: sums && l == block.Layers.Count - 1);
        }

        return values;
    }

    private RangedValue[] Layer(IReadOnlyList<CollapsedUnit> units, RangedValue[] before, bool activates, LayerTally? tally, bool terms)
    {
        var values = new RangedValue[units.Count];
        for (int i = 0; i < values.Length; i++)
        {
            CollapsedUnit unit = units[i];
            (RangedValue sum, ValueRange partial) = _units.Sum(unit, before);
            values[i] = activates ? _units.Activated(sum) : sum;
            if (unit.Terms.Any(t => t.IsOpen) && !open.IsExact(unit))
            {
                tally?.AddRounding();
            }

            if (terms)
            {
                tally?.AddTerm(partial, sum.Bits);
            }
            else
            {
                tally?.Add(values[i].Range, partial, values[i].Bits);
            }
        }

        return values;
    }
}
