using System.Numerics;
using QuantRelu.Analysis;
using QuantRelu.Analysis.Collapsed;
using QuantRelu.Graph.Rewriting;

namespace QuantRelu.Formats.C;

/// <summary>A network of many copies of blocks: a function for each block, and loops over its copies.</summary>
internal sealed class BlockProgram : ICProgram
{
    private readonly CollapsedNetwork _network;

    private BlockProgram(CollapsedNetwork network, FixedFormat format) => (_network, Format) = (network, format);

    public FixedFormat Format { get; }

    public int OutputBits => Format.Bits;

    public BigInteger OutputMultiple => 1;

    public string Remark => "Not reentrant: the layers are kept in static arrays.";

    public CCost Cost => BlockCost.Of(_network, Format);

    /// <summary>The program of a network.</summary>
    /// <exception cref="ArgumentException">A weight is not dyadic, or the values need more than 127 bits.</exception>
    public static BlockProgram Of(Network network, int inputBits)
    {
        CollapsedNetwork merged = MergedNetwork.Of(ReluForm.Of(network));
        Rational odd = merged.Network.Codebook.Values.FirstOrDefault(v => !v.IsDyadic);
        if (!odd.IsZero)
        {
            throw new ArgumentException(
                $"The weights of a connection add up to {odd.ToShortString()}, which is no sum of powers of two, "
                + "so a network of this size cannot be written with shifts alone; over a codebook of powers of two it can.",
                nameof(network));
        }

        var precision = PrecisionAnalysis.OfAllCopies(merged);
        int extra = precision.ExtraFractionBits!.Value;
        var format = new FixedFormat(inputBits, inputBits + extra, precision.IntegerBits + inputBits + extra);
        return format.ValueBits <= FixedFormat.MostValueBits ? new BlockProgram(merged, format)
            : throw new ArgumentException(
                $"The values need {format.ValueBits} bits at {inputBits} fraction bits of the inputs; "
                + $"integers in C have at most {FixedFormat.MostValueBits} and a sign.",
                nameof(network));
    }

    public void Write(StreamWriter text, IReadOnlyList<InputMap> inputs) => new CNetworkWriter(text, _network, Format, inputs).Write();
}
