using QuantRelu.Graph;

namespace QuantRelu.Constructions.Cells;

/// <summary>How a codebook tells a bit: a connection ±s, s a power of two.</summary>
internal sealed class CellSign
{
    private readonly int[] _minus;
    private readonly int[] _plus;

    private CellSign(int log, int[] minus, int[] plus) => (Log, _minus, _plus) = (log, minus, plus);

    /// <summary>log s.</summary>
    public int Log { get; }

    /// <summary>The codes of a bit.</summary>
    public ReadOnlySpan<int> this[bool bit] => bit ? _plus : _minus;

    /// <summary>The signs of a family: of single values that have a negative the greatest power of two, otherwise what sums of several make.</summary>
    /// <exception cref="SwitchException">There are none.</exception>
    public static CellSign Of(CodebookFamily family) => Of(family.IsFree ? Codebook.Free([-1, 0, 1]) : family.At(CellCircuit.Precision));

    /// <summary>The signs of a codebook; ±1 of free weights.</summary>
    /// <inheritdoc cref="Of(CodebookFamily)"/>
    public static CellSign Of(Codebook codebook)
    {
        SwitchCodes sign = codebook.SwitchOf(SwitchKind.Sign);
        Rational[] singles = [.. codebook.Values.Where(v => v.Sign > 0 && (!codebook.IsFree || v == 1)
            && v.IsDyadic && v.ToDyadic().Mantissa.IsOne && codebook.CodeOf(-v) >= 0)];
        return sign.Copies == 1 && singles.Length > 0
            ? new(singles[^1].ToDyadic().Exponent, [codebook.CodeOf(-singles[^1])], [codebook.CodeOf(singles[^1])])
            : sign.Scale.IsDyadic && sign.Scale.ToDyadic().Mantissa.IsOne
            ? new(sign.Scale.ToDyadic().Exponent, sign[-1].ToArray(), sign[1].ToArray())
            : throw new SwitchException($"The codebook {codebook} has no two opposite powers of two, and makes none with {sign.Copies} values.");
    }
}
