namespace QuantRelu.Figures.Pages;

/// <summary>What "the theorem's expression" is, for a reader who has not read the paper.</summary>
internal static class TheoremWords
{
    private const string Free = "Yarotsky's bound for free weights, with which Ding, Liu, Xiong and Shi (2019) compare,";

    /// <summary>The paragraphs for a network that one of the paper's theorems is about.</summary>
    public static IEnumerable<string> Of(Provenance claims)
    {
        (string source, string weights) = Theorem(claims);
        bool isOfClass = claims.Structure == Structure.Independent;
        string subject = isOfClass
            ? "every function of d variables whose derivatives up to order n are at most 1"
            : "every function of one variable whose slope is at most 1";
        yield return $"The theorem's expression is what {source} says of growth: for {subject} there is a network within ε that has at most "
            + $"{weights} weights, up to a constant{(isOfClass ? " that depends on d and n alone" : string.Empty)}, where log is to base 2. "
            + "The theorem does not tell the constant; the column has the expression with 1 in its place, at this network's ε.";
        yield return "It is no prediction of the count beside it, and a count above it does not contradict the theorem: the quotient of both is the constant, "
            + "as far as one network shows it. What the expression tells is how much larger networks get when ε gets smaller.";
    }

    private static (string Source, string Weights) Theorem(Provenance claims) => (claims.Structure, claims.Quantization) switch
    {
        (Structure.Independent, Quantization.None) => (Free, "log(1/ε)·(1/ε)^(d/n)"),
        (_, Quantization.None) => (Free, "1/(ε·log(1/ε))"),
        (Structure.Independent, Quantization.Linear) => (Paper(2), "(log(1/ε) + log²(1/ε)/log λ)·(1/ε)^(d/n)"),
        (Structure.Independent, _) => (Paper(1), "λ·log^(1/(λ−1)+1)(1/ε)·(1/ε)^(d/n)"),
        (_, Quantization.Linear) => (Paper(4), "1/ε"),
        _ => (Paper(3), "λ·(log log(1/ε))^(1/(λ−1)+1) + 1/ε"),
    };

    private static string Paper(int theorem) => $"Theorem {theorem} of Ding, Liu, Xiong and Shi (2019)";
}
