using System.Numerics;
using QuantRelu.Circuits;
using QuantRelu.Graph;

namespace QuantRelu.Constructions.Interpolation;

/// <summary>
/// How a codebook stores a digit of a bit plane, an odd D from -(b-1) to b-1: as the coefficient s·D/(b-1). Where the codebook has the b values D/(2(b-1))
/// that is one connection, s = 1/2, a sign over {-1/2, 1/2} and b = 4 over {±1/2, ±1/6}; otherwise b = 2 and it is a switch -s or s of a few connections.
/// </summary>
internal sealed class PlaneDigits
{
    private readonly Codebook _codebook;
    private readonly ImmutableArray<ImmutableArray<ushort>> _codes;

    private PlaneDigits(Codebook codebook, SwitchKind kind, Dyadic scale, ImmutableArray<ImmutableArray<ushort>> codes)
    {
        (_codebook, Kind, Scale, _codes) = (codebook, kind, scale, codes);
        CountsHalves = !codebook.IsFree && Slots == 1 && codebook[0] == -Dyadic.Half && codebook[codebook.Count - 1] == Dyadic.Half;
    }

    /// <summary>The codebook; of free weights their digits -1, 0 and 1.</summary>
    public Codebook Codebook => _codebook;

    /// <summary>The switch that stands for a digit in the circuit.</summary>
    public SwitchKind Kind { get; }

    /// <summary>s, the coefficient of the greatest digit.</summary>
    public Dyadic Scale { get; }

    /// <summary>log b.</summary>
    public int LogBase => BitOperations.Log2((uint)_codes.Length);

    /// <summary>Codes of a digit.</summary>
    public int Slots => _codes[0].Length;

    /// <summary>True where a digit is one connection and a coefficient of h halves is h copies of its source, one weight ±1/2 for each.</summary>
    public bool CountsHalves { get; }

    /// <summary>The digits of a family's weight values; weights that are free are ±1.</summary>
    /// <exception cref="SwitchException">The codebook cannot make -s and s.</exception>
    public static PlaneDigits Over(CodebookFamily family)
    {
        Codebook codebook = family.IsFree ? Codebook.Free([-1, 0, 1]) : family.At(1);
        for (int logBase = 4; logBase > 1; logBase--)
        {
            int b = 1 << logBase;
            int[] codes = [.. Enumerable.Range(0, b).Select(i => codebook.CodeOf(Rational.Create((2 * i) + 1 - b, 2 * (b - 1))))];
            if (!codebook.IsFree && Array.TrueForAll(codes, c => c >= 0) && codebook.SwitchOf(SwitchKind.Sign).Copies == 1)
            {
                return new PlaneDigits(codebook, SwitchKind.Sign, Dyadic.Half, [.. codes.Select(c => ImmutableArray.Create((ushort)c))]);
            }
        }

        SwitchCodes sign = codebook.SwitchOf(SwitchKind.Sign);
        return new PlaneDigits(codebook, SwitchKind.Sign, sign.Scale.ToDyadic(), [Codes(sign, -1), Codes(sign, 1)]);
    }

    /// <summary>The same digits in the codes of another codebook that has their values: that of a network whose weights are free.</summary>
    public PlaneDigits In(Codebook codebook) => codebook.Equals(_codebook)
        ? this
        : new PlaneDigits(
            codebook, Kind, Scale, [.. _codes.Select(digit => (ImmutableArray<ushort>)[.. digit.Select(c => (ushort)codebook.CodeOf(_codebook[c]))])]);

    /// <summary>Writes digit i of an odd number, given all digits: Σ b^i D_i.</summary>
    /// <param name="value">The number, below b^digits + 1 in absolute value.</param>
    /// <param name="digits">How many digits it has.</param>
    /// <param name="i">Which digit.</param>
    /// <param name="codes">Where its codes go.</param>
    public void Write(BigInteger value, int digits, int i, Span<ushort> codes)
    {
        BigInteger all = (value + (BigInteger.One << (LogBase * digits)) - 1) >> 1;
        _codes[(int)((all >> (LogBase * i)) & (_codes.Length - 1))].CopyTo(codes);
    }

    private static ImmutableArray<ushort> Codes(SwitchCodes sign, int choice) => [.. sign[choice].ToArray().Select(c => (ushort)c)];
}
