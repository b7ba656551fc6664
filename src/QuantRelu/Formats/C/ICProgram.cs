using System.Numerics;

namespace QuantRelu.Formats.C;

/// <summary>What computes the network in a C file, from the inputs held as U to the output.</summary>
internal interface ICProgram
{
    /// <summary>The numbers; <see cref="FixedFormat.Bits"/> are the fraction bits with which it wants the inputs.</summary>
    FixedFormat Format { get; }

    /// <summary>s.</summary>
    int OutputBits { get; }

    /// <summary>m: the output is m 2^s times the network's value.</summary>
    BigInteger OutputMultiple { get; }

    /// <summary>What an evaluation costs.</summary>
    CCost Cost { get; }

    /// <summary>Whether it may run twice at once, in a sentence.</summary>
    string Remark { get; }

    /// <summary>Writes the functions.</summary>
    void Write(StreamWriter text, IReadOnlyList<InputMap> inputs);
}
