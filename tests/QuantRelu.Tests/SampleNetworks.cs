using CsCheck;
using QuantRelu.Constructions.Paper;
using QuantRelu.Graph;
using QuantRelu.Subnetworks;

namespace QuantRelu.Tests;

/// <summary>Small networks with blocks, grids, sums, switches and scaling, for tests of everything that works on networks.</summary>
internal static class SampleNetworks
{
    /// <summary>Topologies of Theorem 1 on small grids, with random weights in the switches.</summary>
    public static Gen<Network> Any { get; } = Gen.Select(Gen.Int[1, 2], Gen.Int[1, 3], Gen.Int[1, 2], Gen.Int[1, 4], Gen.Int[0, 2], Codebooks.Any, Gen.Int)
        .Select((d, n, logGrid, r, scale, book, seed) =>
            Random(new FunctionIndependentParameters(d, d == 1 ? n : Math.Min(n, 2), logGrid, r, 4), scale, book, seed))
        .Where(network => network.Codebook.Values.All(v => v.IsDyadic) || network.Count().Weights < 15_000); // thirds and tenths grow with every layer

    public static Network Random(FunctionIndependentParameters parameters, int logScale, Codebook codebook, int seed)
    {
        var random = new Random(seed);
        var scaling = TermScaling.Of(parameters, CodebookFamily.Of(codebook));
        AdjustableWeight connection = scaling.Weight;
        Network topology = FunctionIndependentCircuit.Of(parameters, scaling, logScale).Realize(codebook);
        return topology.WithStages(
            topology.Stages.Select(s => new Stage(s.Arrays.Select(a => a.Block.Slots == 0 ? a : a.WithCodes(Codes(a))).ToArray(), s.Sums)));

        ImmutableArray<ushort> Codes(BlockArray array)
        {
            var codes = new ushort[(int)array.Copies * array.Block.Slots];
            for (int copy = 0; copy < array.Copies; copy++)
            {
                Rational weight = Rational.Create(random.Next(-1000, 1001), 1000);
                connection.Write(connection.Units(weight), codebook, codes.AsSpan(copy * array.Block.Slots, array.Block.Slots));
            }

            return [.. codes];
        }
    }

    public static ConstructedNetwork WithProvenance(Network network) => new(network, new Provenance
    {
        Target = "x",
        Domain = Domain.Unit(network.Inputs),
        Lambda = network.Codebook.Count,
        Structure = Structure.Independent,
        Construction = "paper",
        Smoothness = 2,
        Error = Rational.Parse("0.1"),
        ErrorBound = 0.0625,
        PaperBound = new PaperBound(1, 2, 3),
        Parameters = new(new Dictionary<string, string> { ["N"] = "4", ["note"] = "a \"text\"" }),
        Measured = new MeasuredError(0.003, [.. Enumerable.Repeat(0.5, network.Inputs)], 17, true),
        Certified = new CertifiedError(Dyadic.PowerOfTwo(-9), Dyadic.PowerOfTwo(-8)),
    });
}
