namespace QuantRelu.Circuits;

/// <summary>Writes the circuit of a plan, every unit in its layer, so that the network has exactly the counts of the plan.</summary>
/// <param name="plan">The units.</param>
/// <param name="inputs">The plan's inputs in order.</param>
internal abstract class PlannedCircuit(LayerPlan plan, IReadOnlyList<PlannedUnit> inputs)
{
    /// <summary>The bank of all digits.</summary>
    public const string Bank = "digits";

    /// <summary>The values of units so far, member by member.</summary>
    protected Dictionary<PlannedUnit, LinearForm[]> Values { get; } = [];

    /// <summary>The whole circuit.</summary>
    protected StagedCircuit Write()
    {
        var circuit = new Circuit(inputs.Count);
        for (int i = 0; i < inputs.Count; i++)
        {
            Values[inputs[i]] = [circuit.Input(i)];
        }

        for (int layer = 1; layer < plan.Depth; layer++)
        {
            PlannedUnit[] units = [.. plan.Layer(layer)];
            LinearForm[][] forms = [.. units.Select(u => Forms(circuit, u))];
            LinearForm[] values = circuit.Layer(forms.SelectMany(f => f), $"layer {layer}");
            int first = 0;
            for (int i = 0; i < units.Length; first += forms[i].Length, i++)
            {
                Values[units[i]] = values[first..(first + forms[i].Length)];
            }
        }

        LinearForm output = Forms(circuit, plan.Layer(plan.Depth).Single())[0];
        return new StagedCircuit(inputs.Count, [new CircuitStage([new CircuitArray(circuit, [output]) { Bank = Bank }])]);
    }

    /// <summary>What the members of a unit apply σ to.</summary>
    protected abstract LinearForm[] Forms(Circuit circuit, PlannedUnit unit);

    /// <summary>The readings of single units that a unit has as they stand, and its bias.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="but">The sources that are written otherwise.</param>
    protected LinearForm Plain(PlannedUnit unit, IReadOnlySet<PlannedUnit>? but = null) => LinearForm.Sum(unit.Readings
        .Where(r => but?.Contains(r.Source) != true)
        .Select(r => r.Coefficient * Values[r.Source][0]).Append(Dyadic.Create(unit.Bias, -1)));
}
