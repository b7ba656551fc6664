using QuantRelu.Constructions.Paper;

namespace QuantRelu.Benchmarks;

/// <summary>
/// A network of Theorem 1 over {-1/2, 1/2} that is measured, described by what it is built from; called by its dimension, smoothness and error.
/// </summary>
public sealed record NetworkCase(string Target, int Smoothness, string Error)
{
    /// <summary>One variable, ε = 0.01: about 10^6 weights.</summary>
    public static readonly NetworkCase Small = new("sin(2*pi*x)/(2*pi)", 2, "0.01");

    /// <summary>One variable, ε = 0.0001: about 10^7 weights, the most that is flattened.</summary>
    public static readonly NetworkCase Medium = new("sin(2*pi*x)/(2*pi)", 2, "0.0001");

    /// <summary>Two variables, ε = 0.01: about 7·10^8 weights in 50,000 blocks.</summary>
    public static readonly NetworkCase Large = new("sin(x)*cos(y)", 2, "0.01");

    /// <summary>Three variables, ε = 0.001 and n = 1: about 4·10^19 weights, which can be planned and counted, not built.</summary>
    public static readonly NetworkCase Unbuildable = new("sin(x)*cos(y)*z", 1, "0.001");

    /// <summary>The networks that fit into memory as plain sparse rows.</summary>
    public static IEnumerable<NetworkCase> Flat => [Small, Medium];

    /// <summary>The networks that can be built.</summary>
    public static IEnumerable<NetworkCase> Buildable => [Small, Medium, Large];

    /// <summary>All networks.</summary>
    public static IEnumerable<NetworkCase> All => [Small, Medium, Large, Unbuildable];

    private Target Function => QuantRelu.Target.Parse(Target);

    /// <summary>Everything but the target's codes.</summary>
    public FunctionIndependentPlan Plan() =>
        PaperConstructions.Independent.Plan(new NetworkRequest(Function, Rational.Parse(Error)) { Smoothness = Smoothness });

    /// <summary>The network.</summary>
    public ConstructedNetwork Build() => Plan().Build();

    /// <summary>Seeded random points of [0, 1]^d, coordinate by coordinate, point by point.</summary>
    public double[] Points(int count)
    {
        var random = new Random(1);
        return Enumerable.Range(0, count * Function.Dimension).Select(_ => random.NextDouble()).ToArray();
    }

    /// <inheritdoc/>
    public override string ToString() => $"d={Function.Dimension} n={Smoothness} ε={Error}";
}
