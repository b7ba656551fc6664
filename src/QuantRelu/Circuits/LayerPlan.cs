namespace QuantRelu.Circuits;

/// <summary>
/// A network planned layer by layer: every unit stands in a layer that is known and reads units of the layer before alone. Its counts are known without
/// its connections, and its circuits are written from it.
/// </summary>
internal sealed class LayerPlan
{
    private readonly List<List<PlannedUnit>> _layers = [];

    /// <summary>A plan with nothing but the network's input.</summary>
    public LayerPlan() => Input = Add(0, "input");

    /// <summary>The network's input.</summary>
    public PlannedUnit Input { get; }

    /// <summary>Layers of weights.</summary>
    public int Depth => _layers.Count - 1;

    /// <summary>All weights, once <see cref="Finish"/> has run.</summary>
    public long Weights => _layers.Skip(1).Sum(layer => layer.Sum(u => u.Weights));

    /// <summary>The most units of a hidden layer.</summary>
    public long Width => _layers.Skip(1).SkipLast(1).Max(layer => layer.Sum(u => (long)u.Members * u.Copies));

    /// <summary>The units of a layer that something reads.</summary>
    public IEnumerable<PlannedUnit> Layer(int layer) => _layers[layer].Where(u => u.Copies > 0);

    /// <summary>A new unit.</summary>
    public PlannedUnit Add(int layer, string name, int members = 1)
    {
        while (_layers.Count <= layer)
        {
            _layers.Add([]);
        }

        var unit = new PlannedUnit(layer, name, members);
        _layers[layer].Add(unit);
        return unit;
    }

    /// <summary>A new unit that reads one source.</summary>
    public PlannedUnit Add(int layer, string name, PlannedUnit source, int halves)
    {
        PlannedUnit unit = Add(layer, name);
        unit.Read(source, halves);
        return unit;
    }

    /// <summary>Counts the copies of every unit, from the output to the input.</summary>
    /// <exception cref="InvalidOperationException">A unit reads one that is not in the layer before.</exception>
    public void Finish(PlannedUnit output)
    {
        foreach (PlannedUnit unit in _layers.SelectMany(l => l))
        {
            unit.Copies = 0;
        }

        output.Copies = 1;
        for (int l = Depth; l > 0; l--)
        {
            foreach (Reading reading in Layer(l).SelectMany(u => u.Readings))
            {
                if (reading.Source.Layer != l - 1)
                {
                    throw new InvalidOperationException($"'{reading.Source.Name}' of layer {reading.Source.Layer} is read in layer {l}.");
                }

                reading.Source.Copies = Math.Max(reading.Source.Copies, Math.Abs(reading.Halves));
            }
        }
    }
}
