using System.Numerics;
using System.Text;
using QuantRelu.Claims;
using QuantRelu.Evaluation.Collapsed;
using QuantRelu.Graph;
using QuantRelu.Graph.Rewriting;
using QuantRelu.Numerics;

namespace QuantRelu.Formats.C;

/// <summary>
/// Writes a network over dyadic weights as one C99 file without dependencies, of integers, additions and shifts only: an input
/// U = u·2^p, 0 ≤ U ≤ 2^p, gives Y = N(u)·2^s exactly, s = p + the fraction bits that the network adds.
/// </summary>
/// <remarks>
/// Every value is held as an integer times 2^-s; the range analysis proves that every partial sum fits. A coefficient Σ 2^k is
/// a sum of shifts, and only values that σ has made ≥ 0 are shifted, so nothing depends on how a machine shifts negative numbers.
/// Copies of a block are calls in a loop; units of a block that compute the same are written once.
/// </remarks>
public static class CExport
{
    /// <summary>The most fraction bits of an input.</summary>
    public const int MostInputBits = 30;

    private const int SmallBits = 63;
    private const int LargeBits = 127;

    /// <summary>Writes the file.</summary>
    /// <param name="constructed">The network and its provenance.</param>
    /// <param name="inputBits">p, 0 to 30.</param>
    /// <param name="stream">Where to.</param>
    /// <exception cref="ArgumentOutOfRangeException">p is outside its range.</exception>
    /// <exception cref="ArgumentException">A weight is not dyadic, or the values need more than 127 bits.</exception>
    /// <exception cref="InvalidOperationException">The network's codes are not set.</exception>
    public static void Write(ConstructedNetwork constructed, int inputBits, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(constructed);
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfNegative(inputBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(inputBits, MostInputBits);
        Network network = ReluForm.Of(constructed.Network);
        CollapsedNetwork collapsed = CollapsedNetwork.Of(network);
        CPrecision precision = CPrecision.Of(collapsed);
        if (precision.ExtraBits is not { } extra)
        {
            Rational odd = network.Codebook.Values.First(v => !v.IsDyadic);
            throw new ArgumentException($"The weight {odd} is no sum of powers of two, so the network cannot be written with shifts alone; a codebook of dyadic values can.", nameof(constructed));
        }

        int bits = precision.IntegerBits + inputBits + extra;
        if (bits > LargeBits)
        {
            throw new ArgumentException($"The values need {bits} bits at {inputBits} fraction bits of the inputs; integers in C have at most {LargeBits} and a sign.", nameof(constructed));
        }

        using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        var format = new FixedFormat(inputBits, inputBits + extra, bits > SmallBits);
        CHeader.Write(text, constructed, format, bits);
        new CNetworkWriter(text, collapsed, format).Write();
    }
}

/// <summary>The numbers of a C file: fraction bits of the inputs and of all values, and whether 64 bits are too few.</summary>
internal readonly record struct FixedFormat(int InputBits, int Bits, bool IsWide)
{
    /// <summary>A number as an integer constant.</summary>
    public string Literal(Rational value)
    {
        BigInteger integer = BigInteger.Abs(value.ToDyadic().ToScaledInteger(Bits));
        const int Part = 62;
        BigInteger high = integer >> Part, low = integer & ((BigInteger.One << Part) - 1);
        string constant = high.IsZero ? $"(value){low}LL" : $"(((value){high}LL << {Part}) | {low}LL)";
        return constant;
    }
}
