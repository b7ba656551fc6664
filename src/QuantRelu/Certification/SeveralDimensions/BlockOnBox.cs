namespace QuantRelu.Certification.SeveralDimensions;

/// <summary>What a block computes on a box, all but the weights of a copy's codes: an output is the fixed model plus the weighted ones.</summary>
/// <param name="Fixed">For each output what no code weights.</param>
/// <param name="Weighted">For each output the models that codes weight; null where they weight 1.</param>
/// <param name="Hints">Where it would be split.</param>
internal sealed record BlockOnBox(PolynomialModel[] Fixed, PolynomialModel?[][] Weighted, SplitHints Hints);

/// <summary>Makes the models of a block on a box from those of its inputs.</summary>
/// <param name="block">The functions.</param>
/// <param name="sources">The models of its inputs.</param>
/// <param name="functions">The functions of models that were enclosed on this box.</param>
/// <param name="hints">Where the box is best split.</param>
/// <param name="weightOf">The weights of a copy's codes; none where no base value reads codes.</param>
internal sealed class BlockModels(
    RoundedBlock block, PolynomialModel[] sources, FunctionsOnBox functions, SplitHints hints, Func<RoundedOpenValue, Weight>? weightOf)
{
    private readonly PolynomialModel?[] _bases = [.. sources, .. new PolynomialModel?[block.Bases.Count]];
    private readonly PolynomialModel?[] _roots = new PolynomialModel?[block.Roots.Count];

    /// <summary>The models of the outputs.</summary>
    public BlockOnBox Outputs() => new(
        [.. block.Outputs.Select(FixedPart)],
        [.. block.Outputs.Select(row => row.Open.Select(open => open.Value is { } value ? Value(value) : null).ToArray())],
        hints);

    private PolynomialModel FixedPart(RoundedRow row)
    {
        var sum = new PolynomialModel.Sum(functions.Space);
        AddFixed(sum, row);
        return sum.Total();
    }

    private void AddFixed(PolynomialModel.Sum sum, RoundedRow row)
    {
        sum.Add(row.Constant);
        foreach (RoundedFunction f in row.Functions)
        {
            Add(sum, new Weight(1, 0), f);
        }
    }

    private PolynomialModel Base(int number) => _bases[number] ??= Row(block.Bases[number - sources.Length]);

    private PolynomialModel Row(RoundedRow row)
    {
        var sum = new PolynomialModel.Sum(functions.Space);
        AddFixed(sum, row);
        foreach (RoundedOpenValue open in row.Open)
        {
            Weight weight = weightOf!(open);
            if (open.Value is { } value)
            {
                Add(sum, weight, value);
            }
            else
            {
                sum.Add(weight);
            }
        }

        return sum.Total();
    }

    private PolynomialModel Value(RoundedFunction f)
    {
        if (f.Function is not null)
        {
            return functions.Enclosed(f.Function, Root(f.Root), hints);
        }

        var sum = new PolynomialModel.Sum(functions.Space);
        Add(sum, new Weight(1, 0), f);
        return sum.Total();
    }

    private void Add(PolynomialModel.Sum sum, Weight weight, RoundedFunction f)
    {
        if (f.Function is not null)
        {
            sum.Add(weight, functions.Enclosed(f.Function, Root(f.Root), hints));
            return;
        }

        sum.Add(weight.Times(f.Slope), Root(f.Root));
        sum.Add(weight.Times(f.Offset));
    }

    private PolynomialModel Root(int number)
    {
        if (_roots[number] is { } known)
        {
            return known;
        }

        IReadOnlyList<(int Base, Weight Weight)> terms = block.Roots[number].Terms;
        if (terms.Count == 1)
        {
            return _roots[number] = Base(terms[0].Base);
        }

        var sum = new PolynomialModel.Sum(functions.Space);
        foreach ((int source, Weight weight) in terms)
        {
            sum.Add(weight, Base(source));
        }

        return _roots[number] = sum.Total();
    }
}
