using QuantRelu.Constructions;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;

namespace QuantRelu.Benchmarks.Drawing;

/// <summary>Networks of the compact constructions for a few targets, and the parts that they are made of.</summary>
internal static class CompactNetworks
{
    // In the order in which they are taken: each fits every target of its number of variables below.
    private static readonly string[] OfOne = ["slopes", "hierarchical", "crossbar", "cells", "hinges"];
    private static readonly string[] TargetsOfOne = ["sin(2*pi*x)/(2*pi)", "x*(1-x)", "exp(-x)/2", "x^3-x^2/2"];
    private static readonly string[] TargetsOfTwo = ["x*y/2", "sin(x)*cos(y)", "(x-y)^2/2"];

    /// <summary>A network, for a smaller error or with more cells the higher the level is.</summary>
    public static BenchmarkNetwork Draw(int level, int inputs, SplitMix64 random)
    {
        (CodebookFamily family, string lambda) = Codebooks.Draw(random);
        return (inputs, random.Below(5)) switch
        {
            (1, 0) => new($"compact-square-r{level + 1}", Standalone.CompactSquare(level + 1, family), $"component compact-square --r {level + 1}{lambda}"),
            (2, 0) => Product(level, family, lambda),
            (2, 1) => MeshHat(level, random, family, lambda),
            _ => Built(level, inputs, random, family, lambda),
        };
    }

    private static BenchmarkNetwork Product(int level, CodebookFamily family, string lambda)
    {
        int r = 1 + (level / 2);
        return new($"compact-multiply-r{r}", Standalone.CompactMultiply(r, family), $"component compact-multiply --r {r}{lambda}");
    }

    private static BenchmarkNetwork MeshHat(int level, SplitMix64 random, CodebookFamily family, string lambda)
    {
        int levels = Math.Min(4, 1 + (level / 3)), cells = 1 << levels, first = random.Below(cells + 1), second = random.Below(cells + 1);
        return new($"mesh-hat-p{levels}", Standalone.MeshHat(levels, [first, second], family),
            $"component mesh-hat --levels {levels} --node {first},{second}{lambda}");
    }

    private static BenchmarkNetwork Built(int level, int inputs, SplitMix64 random, CodebookFamily family, string lambda)
    {
        string name = inputs == 1 ? random.Of(OfOne) : "hierarchical", formula = random.Of(inputs == 1 ? TargetsOfOne : TargetsOfTwo);
        var error = Rational.Create(1, 1 << Math.Min(12, 3 + ((inputs == 1 ? level : level / 2))));
        _ = ConstructionRegistry.Standard.TryFind(name, null, out Construction? construction);
        var request = new NetworkRequest(Target.Parse(formula), error) { Family = family };
        return new(name, construction!.Build(request), $"build \"{formula}\" --error {error} --construction {name}{lambda}");
    }
}
