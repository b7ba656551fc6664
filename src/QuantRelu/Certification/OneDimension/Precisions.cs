using QuantRelu.Targets;

namespace QuantRelu.Certification.OneDimension;

/// <summary>The target's enclosures of several precisions.</summary>
internal sealed class Precisions(Expression formula)
{
    /// <summary>The digits of the first attempt.</summary>
    public const int First = 80;

    /// <summary>The most digits.</summary>
    public const int Most = First << 7;

    private readonly Dictionary<int, TargetEnclosure> _known = [];

    /// <summary>The target in u.</summary>
    public Expression Formula => formula;

    /// <summary>Enclosures of a precision.</summary>
    public TargetEnclosure this[int precision] => _known.TryGetValue(precision, out TargetEnclosure? known)
        ? known
        : _known[precision] = new TargetEnclosure(formula, precision);
}
