using FluentAssertions;
using QuantRelu.Circuits;
using QuantRelu.Constructions.Crossbar;
using QuantRelu.Targets;

namespace QuantRelu.Tests.Constructions;

/// <summary>Functions at the limit of the crossbar's class with exact values at every rational point, the places that matter, and networks for them.</summary>
internal static class CrossbarCases
{
    private static readonly Rational Half = Dyadic.Half;

    public static Network Built(CrossbarParameters p, Target target)
    {
        CrossbarSkeleton skeleton = CrossbarSearch.Final(p);
        return new CrossbarCodes(p, skeleton, new CrossbarKnots(target, p)).Fill(Open(p, skeleton), null, CancellationToken.None);
    }

    public static OpenNetwork Open(CrossbarParameters p, CrossbarSkeleton skeleton)
    {
        (CodebookFamily values, int precision) = p.Kind.Values(CodebookFamily.Halves);
        return CrossbarCircuit.Of(skeleton).Open(values, precision);
    }

    // Functions of the class, some at its limits everywhere: walks and zigzags of slope 1 whose turns have nothing to do with the pieces.
    public static SampleTable Extreme(string function, Rational step)
    {
        const int most = 300;
        int n = (int)Math.Min(most, 0.73 / (double)step);
        var draw = new Random(17);
        Rational height = 0;
        return function switch
        {
            "up" => new SampleTable([(0, 0), (1, 1)]),
            "top" => new SampleTable([(0, 1), (1, 1)]),
            "bottom" => new SampleTable([(0, -1), (1, -1)]),
            "slopes" => new SampleTable([(0, -1), (Rational.Parse("0.61"), Rational.Parse("-0.39")), (1, Rational.Parse("-0.75"))]),
            _ => new SampleTable([(0, 0), .. Enumerable.Range(1, n).Select(i =>
            {
                bool up = function switch { "walk" => draw.Next(2) == 0, "fast" => i % 2 == 0, _ => i / 7 % 2 == 0 };
                height += Rational.Create(up ? 1 : -1, n);
                return (Rational.Create(i, n), height);
            })]),
        };
    }

    /// <summary>The network for a function is within the bound of its parameters at every place that matters, exactly.</summary>
    public static void MustKeepItsBound(CrossbarParameters p, string function)
    {
        SampleTable table = Extreme(function, p.Step);
        Network network = Built(p, table.ToTarget(function));
        foreach (Rational x in Places(p))
        {
            Rational difference = Rational.Abs(ExactEvaluator.Evaluate(network, [x])[0] - table.ExactlyAt(x));
            (difference <= p.Bound).Should().BeTrue($"{function} at {x} is missed by {(double)(difference / p.Bound)} of the bound");
        }
    }

    /// <summary>The bytes of a network's file.</summary>
    public static string Bytes(ConstructedNetwork network)
    {
        using var stream = new MemoryStream();
        NetworkFile.Write(network, stream);
        return Convert.ToHexString(stream.ToArray());
    }

    // Every knot, every border with its margin, and points anywhere.
    public static IEnumerable<Rational> Places(CrossbarParameters p)
    {
        var draw = new Random(5);
        Rational margin = Dyadic.PowerOfTwo(-p.LogMargin);
        long last = (long)p.HalfWidth.ToCeiling();
        Rational[] margins = [-1, -Half, -Half * Half, Rational.Create(-1, 16), 0, Rational.Create(1, 5), Half * Half, Rational.Create(3, 8), Half, 1];
        IEnumerable<Rational> pieces = Enumerable.Range(-(int)last, (2 * (int)last) + 1)
            .SelectMany(k => k % p.Columns == 0 ? margins.Select(u => k + (u * margin)) : [k]);
        return pieces.Select(piece => Half + (piece * p.Piece))
            .Concat(Enumerable.Range(0, 60).Select(_ => Rational.Create(draw.Next(1_000_001), 1_000_000)))
            .Where(x => x.Sign >= 0 && x <= 1);
    }
}
