using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using QuantRelu.Formats.C;

namespace QuantRelu.Benchmarks.Peers;

/// <summary>The C that the project itself writes of a network, <see cref="CExport"/>, compiled with a loop over many points around it.</summary>
internal sealed class OwnProgram
{
    private readonly Loop _together;
    private readonly Loop _apart;
    private readonly double _unit;
    private readonly int _width;
    private byte[] _outputs = [];

    private OwnProgram(SharedLibrary library, double unit)
    {
        (_together, _apart, _unit) = (library.Function<Loop>("together"), library.Function<Loop>("apart"), unit);
        _width = library.Function<Width>("width")();
    }

    private delegate void Loop([In] int[] raw, [In, Out] byte[] outputs, long count);

    private delegate int Width();

    /// <summary>The program of a network for p fraction bits; null where there is no gcc.</summary>
    public static OwnProgram? TryOf(ConstructedNetwork network, int bits)
    {
        using var stream = new MemoryStream();
        CExport.Write(network, stream, bits);
        string text = Encoding.UTF8.GetString(stream.ToArray());
        int outputBits = int.Parse(Regex.Match(text, @"output = y 2\^(\d+)").Groups[1].Value, CultureInfo.InvariantCulture);
        int d = network.Network.Inputs;

        // Apart: through a pointer that the compiler cannot look through, a call for each point, as from another file. Together it may make vectors of them.
        string loops = $$"""

            void together(const int32_t *raw, value *outputs, int64_t count)
            {
                for (int64_t p = 0; p < count; p++) quantrelu_evaluate(raw + p * {{d}}, outputs + p);
            }

            static void (*volatile evaluate)(const int32_t *, value *) = quantrelu_evaluate;

            void apart(const int32_t *raw, value *outputs, int64_t count)
            {
                for (int64_t p = 0; p < count; p++) evaluate(raw + p * {{d}}, outputs + p);
            }

            int width(void)
            {
                return sizeof(value);
            }
            """;
        return SharedLibrary.TryCompile(text + loops) is { } library ? new OwnProgram(library, Math.ScaleB(1, -outputBits)) : null;
    }

    /// <summary>Evaluates points that are given as integers.</summary>
    /// <param name="raw">The coordinates, point by point.</param>
    /// <param name="count">The number of points.</param>
    /// <param name="together">False for a call from outside for each point.</param>
    public void Evaluate(int[] raw, int count, bool together)
    {
        if (_outputs.Length < count * _width)
        {
            _outputs = new byte[count * _width];
        }

        (together ? _together : _apart)(raw, _outputs, count);
    }

    /// <summary>The values that were found last.</summary>
    public IEnumerable<double> Values(int count) => Enumerable.Range(0, count).Select(p => _unit * _width switch
    {
        1 => (sbyte)_outputs[p],
        2 => BitConverter.ToInt16(_outputs, 2 * p),
        4 => BitConverter.ToInt32(_outputs, 4 * p),
        8 => BitConverter.ToInt64(_outputs, 8 * p),
        16 => (double)new Int128(BitConverter.ToUInt64(_outputs, (16 * p) + 8), BitConverter.ToUInt64(_outputs, 16 * p)),
        _ => throw new InvalidOperationException("The outputs have another width."),
    });
}
