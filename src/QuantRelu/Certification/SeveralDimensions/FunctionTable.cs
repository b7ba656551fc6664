using QuantRelu.Analysis.Functions;

namespace QuantRelu.Certification.SeveralDimensions;

/// <summary>The functions of a network, each once, whatever blocks it is in.</summary>
internal sealed class FunctionTable
{
    private readonly Dictionary<string, EnclosedFunction> _known = [];

    /// <summary>The function in doubles.</summary>
    public EnclosedFunction Of(PiecewiseLinear exact)
    {
        string key = string.Join(';', [.. exact.Knots, .. exact.Values, exact.Slopes[0], exact.Slopes[^1]]);
        return _known.TryGetValue(key, out EnclosedFunction? known) ? known : _known[key] = new EnclosedFunction(exact);
    }
}
