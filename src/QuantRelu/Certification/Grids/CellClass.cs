using QuantRelu.Certification.SeveralDimensions;

namespace QuantRelu.Certification.Grids;

/// <summary>
/// The functions g_i of a class of cells and the monomials s^α, s = 2τ - 1, by which targets are told on them: a cell's error is Σ w_i g_i - Σ c_α s^α,
/// one weight for each.
/// </summary>
internal sealed class CellClass
{
    private readonly GridTerm[] _terms;
    private readonly ModelSpace _space;
    private readonly int _dimension;
    private readonly Lazy<LocalKinks> _kinks;

    /// <summary>Prepares a class.</summary>
    public CellClass(int dimension, GridTerm[] terms, ModelSpace space)
    {
        (_dimension, _terms, _space) = (dimension, terms, space);
        _kinks = new(() => CellKinks.Of(dimension, terms));
        Functions = terms.Sum(t => t.Block.Functions);
        var whole = new double[dimension];
        Array.Fill(whole, 0.5);
        Bounds = [.. Models(whole, whole).Bounds];
    }

    /// <summary>How many g_i there are.</summary>
    public int Functions { get; }

    /// <summary>For each function, and then for each monomial, a bound for its absolute value.</summary>
    public double[] Bounds { get; }

    /// <summary>The whole cell.</summary>
    public ClassNode Whole() => new(this, _kinks, new double[_dimension], [.. Enumerable.Repeat(1.0, _dimension)], 0, 0);

    /// <summary>The models of functions and monomials on the box center ± half in τ.</summary>
    public FunctionModels Models(double[] center, double[] half)
    {
        var functions = new FunctionsOnBox(_space, keepsResidues: true);
        PolynomialModel[] tau = [.. Enumerable.Range(0, _dimension).Select(k =>
        {
            var coefficients = new double[_space.Count];
            (coefficients[0], coefficients[_space.Axes[k]]) = (center[k], half[k]);
            return PolynomialModel.Of(_space, coefficients, 0);
        })];
        var models = new List<PolynomialModel>();
        foreach (GridTerm term in _terms)
        {
            PolynomialModel[] sources = Array.ConvertAll(term.Sources, line =>
            {
                var sum = new PolynomialModel.Sum(_space);
                sum.Add(Weight.Of(line.Low));
                sum.Add(Weight.Of(line.Rise), tau[line.Axis]);
                return sum.Total();
            });
            BlockOnBox block = new BlockModels(term.Block.Rounded, sources, functions, new SplitHints(_space), null).Outputs();
            if (term.Block.HasFixed)
            {
                models.Add(block.Fixed[0]);
            }

            models.AddRange(block.Weighted[0].OfType<PolynomialModel>());
        }

        double[] shift = [.. center.Select(c => (2 * c) - 1)], scale = [.. half.Select(h => 2 * h)];
        for (int i = 0; i < _space.Count; i++)
        {
            var coefficients = new double[_space.Count];
            coefficients[i] = 1;
            models.Add(PolynomialModel.Of(_space, coefficients, 0).Restrict(shift, scale));
        }

        return new FunctionModels(_space, models);
    }
}
