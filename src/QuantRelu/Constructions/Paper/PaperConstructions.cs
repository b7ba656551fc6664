namespace QuantRelu.Constructions.Paper;

/// <summary>The constructions of Ding, Liu, Xiong and Shi (ICLR 2019).</summary>
public static class PaperConstructions
{
    /// <summary>Both are called so.</summary>
    public const string Name = "paper";

    /// <summary>What the parameter "scale" of both is.</summary>
    internal const string ScaleMeaning = "the network is built for the target divided by this power of two, and multiplies its output by it";

    /// <summary>Theorems 1 and 2: one topology for the whole class.</summary>
    public static FunctionIndependent Independent { get; } = new();

    /// <summary>Theorems 3 and 4: one variable, n = 1, a topology for the target.</summary>
    public static FunctionDependent Dependent { get; } = new();
}
