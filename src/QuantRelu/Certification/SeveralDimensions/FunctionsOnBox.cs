namespace QuantRelu.Certification.SeveralDimensions;

/// <summary>
/// Piecewise linear functions of models on one box, each made once: the products of neighbouring blocks begin with the same factors.
/// </summary>
/// <param name="space">The polynomials.</param>
/// <param name="keepsResidues">Whether what a function of several pieces differs from its parabola by is a residue of its own.</param>
internal sealed class FunctionsOnBox(ModelSpace space, bool keepsResidues = false)
{
    private readonly Dictionary<(EnclosedFunction Function, PolynomialModel Argument), Made> _made = new(new ByContents());
    private int _residues;

    /// <summary>The polynomials.</summary>
    public ModelSpace Space => space;

    /// <summary>F(t); where that lost something the hints are told.</summary>
    public PolynomialModel Enclosed(EnclosedFunction function, PolynomialModel t, SplitHints hints)
    {
        if (!_made.TryGetValue((function, t), out Made made))
        {
            (double low, double high) = t.Range();
            Parabola p = function.Enclose(low, high);
            PolynomialModel model = p == default ? PolynomialModel.Constant(space, 0) : t.Compose(p, ResidueOf(function, low, high));
            _made[(function, t)] = made = new(model, low, high, p.Radius > 0);
        }

        if (made.IsLossy)
        {
            hints.Lost(function, made.Low, made.High, t);
        }

        return made.Model;
    }

    // A line on one piece only rounds.
    private int? ResidueOf(EnclosedFunction function, double low, double high) =>
        keepsResidues && function.Inside(low, high).Count > 0 ? _residues++ : null;

    private readonly record struct Made(PolynomialModel Model, double Low, double High, bool IsLossy);

    private sealed class ByContents : IEqualityComparer<(EnclosedFunction Function, PolynomialModel Argument)>
    {
        public bool Equals((EnclosedFunction Function, PolynomialModel Argument) a, (EnclosedFunction Function, PolynomialModel Argument) b) =>
            ReferenceEquals(a.Function, b.Function) && a.Argument.HasContents(b.Argument);

        public int GetHashCode((EnclosedFunction Function, PolynomialModel Argument) key) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(key.Function), key.Argument.ContentsHash);
    }
}
