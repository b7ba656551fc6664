using QuantRelu.Analysis.Collapsed;
using QuantRelu.Analysis.Folding;
using QuantRelu.Analysis.Roots;
using QuantRelu.Certification.SeveralDimensions;

namespace QuantRelu.Certification.Grids;

/// <summary>
/// A block of the stage that adds up, as functions of its inputs that all copies have in common, and weights that each copy has of its own:
/// a copy is Σ w_i g_i + constant, where g_0 may be what no code weights.
/// </summary>
internal sealed class GridBlock
{
    private readonly (int Value, OpenTerm<Rational>[] Factors)[] _open;

    private GridBlock(FoldedBlock folded, FunctionTable functions)
    {
        Folded = folded;
        Rounded = RoundedBlock.Of(BlockFunctions.Of(folded), functions);
        FoldedRow output = folded.Outputs[0];
        HasFixed = !output.Linear.IsZero;
        _open = [.. output.Open.GroupBy(o => o.Value).Select(g => (g.Key, g.ToArray()))];
    }

    /// <summary>The block.</summary>
    public FoldedBlock Folded { get; }

    /// <summary>The same in doubles, for models; its open values are in the order of <see cref="Values"/>.</summary>
    public RoundedBlock Rounded { get; }

    /// <summary>True when there is a g that no code weights.</summary>
    public bool HasFixed { get; }

    /// <summary>The values of the folded block that codes weight, and <see cref="OpenTerm{T}.One"/> for the constant 1.</summary>
    public IEnumerable<int> Values => _open.Select(o => o.Value);

    /// <summary>How many g there are.</summary>
    public int Functions => (HasFixed ? 1 : 0) + _open.Count(o => o.Value != OpenTerm<Rational>.One);

    /// <summary>Prepares a block; null when copies differ in more than the weights of what they add, or there are several outputs.</summary>
    public static GridBlock? Of(CollapsedBlock block, FunctionTable functions)
    {
        FoldedBlock folded = FoldedBlock.Of(block, rectifiesOutputs: false);
        return folded.Outputs.Count == 1 && folded.Kinks.All(k => k.Open.Count == 0) ? new GridBlock(folded, functions) : null;
    }

    /// <summary>The weights of a copy, one for each g, and then its constant.</summary>
    /// <param name="weightIn">The weight in a slot of the copy.</param>
    public Rational[] Weights(Func<int, Rational> weightIn)
    {
        var weights = new List<Rational>();
        Rational constant = HasFixed ? 0 : Folded.Outputs[0].Constant;
        if (HasFixed)
        {
            weights.Add(1);
        }

        foreach ((int value, OpenTerm<Rational>[] factors) in _open)
        {
            Rational weight = factors.Aggregate((Rational)0, (sum, f) => sum + (weightIn(f.Slot) * f.Multiplier));
            if (value == OpenTerm<Rational>.One)
            {
                constant += weight;
            }
            else
            {
                weights.Add(weight);
            }
        }

        return [.. weights, constant];
    }
}
