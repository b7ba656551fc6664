using CsCheck;

namespace QuantRelu.Tests.Constructions;

/// <summary>1-Lipschitz functions on [0, 1] with exact values at dyadic points.</summary>
internal static class LipschitzFunctions
{
    /// <summary>Paths of slope +1 or -1 on cells of width 2^-log: at the limit of the class everywhere, turning anywhere.</summary>
    public static Gen<Func<Dyadic, Dyadic>> Zigzags(int log) =>
        Gen.Select(Gen.Bool.Array[1 << log], Gen.Int[-64, 64]).Select((ups, start) => Path(ups, Dyadic.Create(start, -7), log));

    /// <summary>Smooth and kinked functions, exact or with the values of doubles.</summary>
    public static Gen<Func<Dyadic, Dyadic>> Tame { get; } = Gen.OneOf(new Func<Dyadic, Dyadic>[]
    {
        x => x,
        x => Dyadic.Half * (x * x),
        x => Dyadic.Abs(x - Dyadic.Create(85, -8)),
        _ => Dyadic.Create(5, -4),
        x => Dyadic.FromDouble(Math.Sin(6 * (double)x) / 6.5),
        x => Dyadic.FromDouble(Math.Sqrt((double)x + 0.3)),
        x => -Dyadic.Min(x, 1 - x),
    }.Select(Gen.Const).ToArray());

    private static Func<Dyadic, Dyadic> Path(bool[] ups, Dyadic start, int log)
    {
        var heights = new Dyadic[ups.Length + 1];
        heights[0] = start;
        for (int i = 0; i < ups.Length; i++)
        {
            heights[i + 1] = heights[i] + ((ups[i] ? 1 : -1) * Dyadic.PowerOfTwo(-log));
        }

        return x =>
        {
            int cell = Math.Min(ups.Length - 1, (int)((Rational)(x * Dyadic.PowerOfTwo(log))).Floor());
            return heights[cell] + ((ups[cell] ? 1 : -1) * (x - Dyadic.Create(cell, -log)));
        };
    }
}
