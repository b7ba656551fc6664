using System.Runtime.InteropServices;
using QuantRelu.Graph;

namespace QuantRelu.Benchmarks.Peers;

/// <summary>The plain way in C: compressed sparse rows in doubles, one point at a time or in tiles of 16 points that the compiler makes vectors of.</summary>
internal sealed class RowsProgram
{
    /// <summary>Points of a tile.</summary>
    public const int Tile = 16;

    private const string Source = """
        #include <stdint.h>
        #include <string.h>

        #define EVALUATE(name, TILE) \
        static double *name(int64_t layers, const int32_t *units, const int32_t *starts, const int32_t *columns, const double *weights, \
            const double *biases, double *before, double *after) \
        { \
            for (int64_t l = 0; l < layers; l++) { \
                for (int32_t i = 0; i < units[l]; i++) { \
                    double z[TILE]; \
                    for (int t = 0; t < TILE; t++) z[t] = biases[i]; \
                    for (int32_t k = starts[i]; k < starts[i + 1]; k++) { \
                        const double w = weights[k], *v = before + (int64_t)columns[k] * TILE; \
                        for (int t = 0; t < TILE; t++) z[t] += w * v[t]; \
                    } \
                    for (int t = 0; t < TILE; t++) after[(int64_t)i * TILE + t] = l == layers - 1 || z[t] > 0 ? z[t] : 0; \
                } \
                biases += units[l]; \
                starts += units[l]; \
                double *swap = before; before = after; after = swap; \
            } \
            return before; \
        }

        EVALUATE(one, 1)
        EVALUATE(tile, 16)

        void evaluate(int64_t layers, const int32_t *units, const int32_t *starts, const int32_t *columns, const double *weights, const double *biases,
            double *before, double *after, const double *points, double *results, int64_t count, int64_t d, int64_t size)
        {
            for (int64_t p = 0; p < count; p += size) {
                for (int64_t i = 0; i < d; i++)
                    for (int64_t t = 0; t < size; t++) before[i * size + t] = points[(p + t) * d + i];
                const double *values = (size == 1 ? one : tile)(layers, units, starts, columns, weights, biases, before, after);
                memcpy(results + p, values, size * sizeof(double));
            }
        }
        """;

    private static readonly Lazy<SharedLibrary?> _library = new(() => SharedLibrary.TryCompile(Source));
    private readonly Loop _evaluate;
    private readonly int[] _units;
    private readonly int[] _starts;
    private readonly int[] _columns;
    private readonly double[] _weights;
    private readonly double[] _biases;
    private readonly double[] _before;
    private readonly double[] _after;
    private readonly int _inputs;

    private RowsProgram(SharedLibrary library, Network network)
    {
        double[] values = [.. network.Codebook.Values.Select(v => (double)v)];
        List<int> units = [], starts = [0], columns = [];
        List<double> weights = [], biases = [];
        foreach (FlatLayer layer in network.Flatten())
        {
            units.Add((int)layer.Units);
            foreach (FlatRow row in layer.Rows())
            {
                columns.AddRange(row.Connections.Select(c => (int)c.Column));
                weights.AddRange(row.Connections.Select(c => values[c.Code]));
                biases.Add(row.Bias == SparseLayer.NoBias ? 0 : values[row.Bias]);
                starts.Add(columns.Count);
            }
        }

        (_units, _starts, _columns, _weights, _biases) = ([.. units], [.. starts], [.. columns], [.. weights], [.. biases]);
        int widest = Math.Max(network.Inputs, units.Max()) * Tile;
        (_before, _after, _inputs) = (new double[widest], new double[widest], network.Inputs);
        _evaluate = library.Function<Loop>("evaluate");
    }

    private delegate void Loop(long layers, [In] int[] units, [In] int[] starts, [In] int[] columns, [In] double[] weights, [In] double[] biases,
        [In] double[] before, [In] double[] after, [In] double[] points, [In, Out] double[] results, long count, long d, long size);

    /// <summary>The rows of a network, which must fit into memory; null where there is no gcc.</summary>
    public static RowsProgram? TryOf(Network network) => _library.Value is { } library ? new RowsProgram(library, network) : null;

    /// <summary>The first outputs: of each point alone, or of whole tiles.</summary>
    public void Evaluate(double[] points, double[] results, int count, bool together) => _evaluate(
        _units.Length, _units, _starts, _columns, _weights, _biases, _before, _after, points, results, count, _inputs, together ? Tile : 1);
}
