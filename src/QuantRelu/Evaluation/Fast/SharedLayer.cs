using QuantRelu.Analysis.Collapsed;
using QuantRelu.Graph;

namespace QuantRelu.Evaluation.Fast;

/// <summary>
/// An array of one layer whose copies share most of what they read, such as the columns of a crossbar, each of which reads all indicators of cells, of
/// which one or two are not 0 at a point. Codes are held term by term, and copy by copy what else a copy reads.
/// </summary>
internal sealed class SharedLayer
{
    private const int FewestShared = 8;
    private const int FewestCopies = 4;
    private readonly int[] _moving;
    private readonly int[] _sources;

    private SharedLayer(CollapsedArray array, BlockKernel kernel, double[] codes)
    {
        (Kernel, Copies) = (kernel, (int)array.Array.Copies);
        Codes = new TransposedCodes(array.Array, kernel.Open, codes);
        OpenOf = new int[kernel.Terms];
        Array.Fill(OpenOf, -1);
        for (int open = 0; open < kernel.Open.Length; open++)
        {
            OpenOf[kernel.Open[open].Term] = open;
        }

        int[] inputs = [.. Enumerable.Range(0, kernel.Inputs).Where(i => !IsShared(array, i))];
        MovingOf = new int[kernel.Inputs];
        Array.Fill(MovingOf, -1);
        for (int i = 0; i < inputs.Length; i++)
        {
            MovingOf[inputs[i]] = i;
        }

        SharedSources = [.. array.Sources(0).Select(s => (int)s)];
        _moving = inputs;
        _sources = Sources(array);
    }

    /// <summary>The block.</summary>
    public BlockKernel Kernel { get; }

    /// <summary>Number of copies.</summary>
    public int Copies { get; }

    /// <summary>The coefficients of open terms.</summary>
    public TransposedCodes Codes { get; }

    /// <summary>For each term its place among the open ones, or -1.</summary>
    public int[] OpenOf { get; }

    /// <summary>For each input its place among those that are not shared, or -1.</summary>
    public int[] MovingOf { get; }

    /// <summary>For each shared input what all copies read.</summary>
    public int[] SharedSources { get; }

    /// <summary>What a copy reads in the inputs that are not shared.</summary>
    public ReadOnlySpan<int> MovingSources(int copy) => _sources.AsSpan(copy * _moving.Length, _moving.Length);

    /// <summary>Prepares an array, or does not where it would not pay.</summary>
    /// <param name="array">The array.</param>
    /// <param name="kernel">Its block.</param>
    /// <param name="codes">The values of codes.</param>
    public static SharedLayer? Of(CollapsedArray array, BlockKernel kernel, double[] codes)
    {
        bool fits = kernel.IsOneLayer && kernel.HasLongRows && array.Array.Copies >= FewestCopies
            && Enumerable.Range(0, kernel.Inputs).Count(i => IsShared(array, i)) >= FewestShared;
        return fits ? new SharedLayer(array, kernel, codes) : null;
    }

    private static bool IsShared(CollapsedArray array, int input) => array.Strides[input].All(step => step == 0);

    private int[] Sources(CollapsedArray array)
    {
        var sources = new int[Copies * _moving.Length];
        long[] radices = [.. array.Array.Radices];
        for (int copy = 0; copy < Copies; copy++)
        {
            Span<int> own = sources.AsSpan(copy * _moving.Length, _moving.Length);
            for (int i = 0; i < own.Length; i++)
            {
                own[i] = (int)array.Bases[_moving[i]];
            }

            foreach ((int c, long digit) in new GridDigits(array.Array.Point(copy), radices))
            {
                for (int i = 0; i < own.Length; i++)
                {
                    own[i] += (int)(digit * array.Strides[_moving[i]][c]);
                }
            }
        }

        return sources;
    }
}
