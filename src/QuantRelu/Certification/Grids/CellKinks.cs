using QuantRelu.Analysis.Folding;
using QuantRelu.Analysis.Regions;
using QuantRelu.Numerics;

namespace QuantRelu.Certification.Grids;

/// <summary>Σ factor·V over kinks of a network, or coordinates where a kink's number is negative, plus a constant.</summary>
internal sealed record KinkCombination((int Kink, Rational Factor)[] Terms, Rational Constant)
{
    /// <summary>The number that stands for the coordinate along an axis.</summary>
    public static int Coordinate(int axis) => -1 - axis;
}

/// <summary>Folds the functions g_i(τ) of a class of cells into kinks over the unit box, so that its convex regions can be walked through.</summary>
internal static class CellKinks
{
    /// <summary>Folds the terms of a class.</summary>
    /// <param name="dimension">d.</param>
    /// <param name="terms">The terms.</param>
    public static LocalKinks Of(int dimension, IReadOnlyList<GridTerm> terms)
    {
        var folding = new KinkFolding(Domain.Unit(dimension).Sides.AsSpan());
        List<(List<(KinkMultiple Value, Rational Factor)> Parts, Rational Constant)> functions = [];
        foreach (GridTerm term in terms)
        {
            Add(term, folding, functions);
        }

        var end = new KinkSum(0);
        foreach ((KinkMultiple value, _) in functions.SelectMany(f => f.Parts).Where(p => !p.Value.IsConstant))
        {
            end.Add(1, new KinkMultiple(value.Kink, 1));
        }

        Rational scale = folding.End(end);
        (KinkNetwork network, int[] number) = KinkNetwork.Of(folding.Kinks, dimension, scale);
        return LocalKinks.Of(network, [.. functions.Select(f => new KinkCombination(
            [.. f.Parts.Where(p => !p.Value.IsConstant).Select(p => (
                p.Value.Kink < dimension ? KinkCombination.Coordinate(p.Value.Kink) : number[p.Value.Kink], p.Factor * p.Value.Factor))],
            f.Parts.Where(p => p.Value.IsConstant).Aggregate(f.Constant, (sum, p) => sum + (p.Factor * p.Value.Factor))))]);
    }

    private static void Add(GridTerm term, KinkFolding folding, List<(List<(KinkMultiple Value, Rational Factor)> Parts, Rational Constant)> functions)
    {
        FoldedBlock block = term.Block.Folded;
        List<KinkMultiple> values = [.. term.Sources.Select(line =>
        {
            var sum = new KinkSum(line.Low);
            sum.Add(line.Rise, new KinkMultiple(line.Axis, 1));
            return folding.Rectified(sum);
        })];
        foreach (FoldedRow row in block.Kinks)
        {
            var sum = new KinkSum(row.Constant);
            foreach ((int value, Rational c) in row.Linear.Terms)
            {
                sum.Add(c, values[value]);
            }

            values.Add(folding.Rectified(sum));
        }

        FoldedRow output = block.Outputs[0];
        if (term.Block.HasFixed)
        {
            functions.Add(([.. output.Linear.Terms.Select(t => (values[t.Key], t.Value))], output.Constant));
        }

        functions.AddRange(term.Block.Values.Where(v => v != OpenTerm<Rational>.One)
            .Select(v => (new List<(KinkMultiple, Rational)> { (values[v], 1) }, (Rational)0)));
    }
}
