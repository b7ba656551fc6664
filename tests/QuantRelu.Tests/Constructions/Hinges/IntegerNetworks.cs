using CsCheck;
using QuantRelu.Constructions.Hinges;

namespace QuantRelu.Tests.Constructions.Hinges;

/// <summary>Integer networks and functions of hinges that are drawn.</summary>
internal static class IntegerNetworks
{
    /// <summary>A network of a few layers with small entries.</summary>
    public static Gen<IntegerNetwork> Any(int inputs) =>
        from depth in Gen.Int[1, 5]
        from widths in Gen.Int[1, 6].Array[depth]
        from entries in Gen.Int[-3, 3].Array[depth * 42]
        select Of(inputs, widths, entries);

    /// <summary>A function of hinges on a grid of 2^p cells.</summary>
    public static Gen<HingeFunction> Function =>
        from p in Gen.Int[0, 6]
        from s in Gen.Int[0, 6]
        from at in Gen.Int[0, 1 << p]
        from slope in Gen.Int[-20, 20]
        from value in Gen.Long[-200, 200]
        from hinges in Gen.Select(Gen.Int[1, Math.Max(1, (1 << p) - 1)], Gen.OneOf(Gen.Int[-9, -1], Gen.Int[1, 12])).Array[0, 5]
        select new HingeFunction(p, s, at, slope, value)
        {
            Hinges = [.. hinges.Where(h => h.Item1 < 1 << p).DistinctBy(h => h.Item1).OrderBy(h => h.Item1).Select(h => new Hinge(h.Item1, h.Item2))],
        };

    private static IntegerNetwork Of(int inputs, int[] widths, int[] entries)
    {
        int next = 0;
        var layers = new List<IReadOnlyList<IntegerRow>>();
        for (int l = 0; l < widths.Length; l++)
        {
            int before = l == 0 ? inputs : widths[l - 1], units = l == widths.Length - 1 ? 1 : widths[l];
            layers.Add([.. Enumerable.Range(0, units).Select(_ => new IntegerRow(
                [.. Enumerable.Range(0, before).Select(_ => l == 0 ? Math.Sign(entries[next++]) : entries[next++])], Math.Sign(entries[next++])))]);
        }

        return new IntegerNetwork(inputs, layers);
    }
}
