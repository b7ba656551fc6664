using QuantRelu.Claims;

namespace QuantRelu.Formats.C;

/// <summary>The head of a C file: what it computes, the formats of input and output, and the type of all values.</summary>
internal static class CHeader
{
    public static void Write(StreamWriter text, ConstructedNetwork constructed, FixedFormat format, int bits)
    {
        Provenance p = constructed.Provenance;
        int inputs = constructed.Network.Inputs;
        string target = p.Target.ReplaceLineEndings(" ").Replace("*/", "* /", StringComparison.Ordinal).Replace("/*", "/ *", StringComparison.Ordinal);
        text.WriteLine($$"""
            /*
             * A quantized ReLU network for {{target}}
             * on the domain {{p.Domain}} (a:b for each coordinate), weights {{constructed.Network.Codebook}}.
             * Integers, additions and shifts only; no multiplication, no floating point.
             *
             * void quantrelu_evaluate(const int64_t input[{{inputs}}], value output[{{constructed.Network.Outputs}}])
             *   input:  unsigned fixed point with {{format.InputBits}} fraction bits: input[i] = u_i 2^{{format.InputBits}}, 0 <= input[i] <= 2^{{format.InputBits}},
             *           where u_i = (x_i - a_i) / (b_i - a_i)
             *   output: signed fixed point with {{format.Bits}} fraction bits: output = y 2^{{format.Bits}}, exactly
             * Every value fits into {{bits}} bits and a sign. Not reentrant: the layers are kept in static arrays.
             */
            #include <stddef.h>
            #include <stdint.h>

            {{(format.IsWide ? "#ifndef __SIZEOF_INT128__\n#error \"This network needs integers of 128 bits.\"\n#endif\n__extension__ typedef __int128 value;" : "typedef int64_t value;")}}

            static inline value relu(value z)
            {
                return z > 0 ? z : 0;
            }
            """.ReplaceLineEndings("\n"));
        text.WriteLine();
    }
}
