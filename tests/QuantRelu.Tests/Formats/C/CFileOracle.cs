using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace QuantRelu.Tests.Formats.C;

/// <summary>What the comment of a C file says, read from the comment alone, and what follows from it in exact fractions.</summary>
internal sealed class CFileOracle
{
    private readonly ConstructedNetwork _network;
    private readonly (Rational Offset, Rational Scale, long From, long To)[] _inputs;
    private readonly string _comment;

    public CFileOracle(ConstructedNetwork network, string source)
    {
        _network = network;
        _comment = Regex.Replace(source[..source.IndexOf("*/", StringComparison.Ordinal)], @"\s+\*?\s*", " ");
        _inputs = [.. Regex.Matches(_comment, @"raw\[\d+\]: x\d* = (\S+) \+ (\S+) raw\[\d+\], raw\[\d+\] from (-?\d+) to (-?\d+);")
            .Select(m => (Rational.Parse(m.Groups[1].Value), Rational.Parse(m.Groups[2].Value), Whole(m.Groups[3]), Whole(m.Groups[4])))];
        InputBits = Number(@"held with (\d+) fraction bits");
        Match scaled = Regex.Match(_comment, @"signed: output = y (\d+) 2\^(\d+),");
        FractionBits = scaled.Success ? int.Parse(scaled.Groups[2].Value, CultureInfo.InvariantCulture)
            : Number(@"signed fixed point with (\d+) fraction bits");
        Multiple = scaled.Success ? BigInteger.Parse(scaled.Groups[1].Value, CultureInfo.InvariantCulture) : 1;
        IsExactInput = _comment.Contains("fraction bits, exactly", StringComparison.Ordinal);
    }

    public int InputBits { get; }

    public int FractionBits { get; }

    public BigInteger Multiple { get; }

    public bool IsExactInput { get; }

    /// <summary>The bound for every x, and at raw integers.</summary>
    public (double Total, double AtRaw) Bounds => (
        double.Parse(Regex.Match(_comment, @"the error is at most (\S+):").Groups[1].Value, CultureInfo.InvariantCulture),
        double.Parse(Regex.Match(_comment, @"exactly, it is at most (\S+)\.").Groups[1].Value, CultureInfo.InvariantCulture));

    /// <summary>All points of the raw grid, or about so many of them, with one beyond each end.</summary>
    public IReadOnlyList<long[]> Grid(int most)
    {
        IEnumerable<long[]> points = [[]];
        int each = (int)Math.Pow(most, 1.0 / _inputs.Length);
        foreach ((_, _, long from, long to) in _inputs)
        {
            long step = Math.Max(1, (to - from) / each);
            long[] axis = [from - 1, .. Enumerable.Range(0, (int)((to - from) / step) + 1).Select(k => from + (k * step)), to, to + 1];
            points = points.SelectMany(p => axis.Distinct().Select(r => (long[])[.. p, r]));
        }

        return [.. points];
    }

    /// <summary>x of a raw point.</summary>
    public Rational[] X(long[] raw) => [.. raw.Select((r, i) => _inputs[i].Offset + (_inputs[i].Scale * Rational.Create(r, 1)))];

    /// <summary>The raw integers nearest to x.</summary>
    public long[] Nearest(params Rational[] x) => [.. x.Select((v, i) => (long)((v - _inputs[i].Offset) / _inputs[i].Scale).Round())];

    /// <summary>Every output that the comment allows at a raw point: the network at the u held, next to that of x, exactly.</summary>
    public BigInteger[] Allowed(long[] raw)
    {
        IEnumerable<Rational[]> points = [[]];
        for (int i = 0; i < raw.Length; i++)
        {
            Rational x = _inputs[i].Offset + (_inputs[i].Scale * Rational.Create(Math.Clamp(raw[i], _inputs[i].From, _inputs[i].To), 1));
            Rational[] held = [.. Held(_network.Provenance.Domain.ToUnit(i, x))];
            points = points.SelectMany(p => held.Select(u => (Rational[])[.. p, u]));
        }

        return [.. points.Select(u =>
            (Rational.Create(Multiple, 1) * ExactEvaluator.Evaluate(_network.Network, u)[0]).ToDyadic().ToScaledInteger(FractionBits))];
    }

    // Rounding to the nearest may go either way within a thirty-second of the middle.
    private IEnumerable<Rational> Held(Rational u)
    {
        Rational cut = u.Sign < 0 ? 0 : u > 1 ? 1 : u, scaled = cut * Dyadic.PowerOfTwo(InputBits), reach = Rational.Create(17, 32);
        for (BigInteger k = scaled.Floor(); k <= scaled.Floor() + 1; k++)
        {
            if (Rational.Abs(Rational.Create(k, 1) - scaled) <= (IsExactInput ? 0 : reach))
            {
                yield return Rational.Create(k, 1) / Dyadic.PowerOfTwo(InputBits);
            }
        }
    }

    private static long Whole(Group digits) => long.Parse(digits.Value, CultureInfo.InvariantCulture);

    private int Number(string pattern) => int.Parse(Regex.Match(_comment, pattern).Groups[1].Value, CultureInfo.InvariantCulture);
}
