using System.Numerics;

namespace QuantRelu.Analysis.Regions;

/// <summary>
/// A network as kinks over integers, in levels: kink i is V_i = max(F_i, 0), or F_i where it is known to be at least 0, and F_i is an affine form of the
/// inputs plus Σ c_ij V_j over kinks j of lower levels. Scale times the network is the form of the last kink.
/// </summary>
/// <param name="inputs">d.</param>
/// <param name="forms">The part of F_i that is affine in the inputs.</param>
/// <param name="levels">The numbers of the kinks of each level; the last one is the output alone, or outputs.</param>
/// <param name="rectified">Whether V_i is max(F_i, 0).</param>
/// <param name="readers">For each kink j the kinks i that read it, and c_ij.</param>
/// <param name="scale">Scale.</param>
internal sealed class KinkNetwork(
    int inputs, SpaceForm<BigInteger>[] forms, int[][] levels, bool[] rectified, (int Reader, BigInteger Weight)[][] readers, Rational scale)
{
    /// <summary>d.</summary>
    public int Inputs { get; } = inputs;

    /// <summary>The part of F_i that is affine in the inputs.</summary>
    public SpaceForm<BigInteger>[] Forms { get; } = forms;

    /// <summary>The numbers of the kinks of each level.</summary>
    public int[][] Levels { get; } = levels;

    /// <summary>Whether V_i is max(F_i, 0).</summary>
    public bool[] Rectified { get; } = rectified;

    /// <summary>For each kink the kinks that read it.</summary>
    public (int Reader, BigInteger Weight)[][] Readers { get; } = readers;

    /// <summary>The network is the last kink's form over this, which is above 0.</summary>
    public Rational Scale { get; } = scale;

    /// <summary>The number of the output.</summary>
    public int Output => Forms.Length - 1;

    /// <summary>The connections between kinks.</summary>
    public long Connections => Readers.Sum(r => (long)r.Length);

    /// <summary>Folds a network with at most three inputs and one output, whose codes are set.</summary>
    /// <param name="network">The network.</param>
    /// <param name="box">Where its inputs are.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static KinkNetwork Of(Network network, ReadOnlySpan<(Rational Low, Rational High)> box, CancellationToken cancellationToken = default)
    {
        (IReadOnlyList<FoldedKink> folded, Rational scale) = KinkFolding.Of(network, box, cancellationToken);
        return Of(folded, network.Inputs, scale).Network;
    }

    /// <summary>Puts kinks into levels.</summary>
    /// <param name="folded">The kinks after one for each input, the output last.</param>
    /// <param name="d">The number of inputs.</param>
    /// <param name="scale">The last kink is the output times it.</param>
    /// <returns>The network, and which of its kinks each is that the output depends on.</returns>
    public static (KinkNetwork Network, int[] Number) Of(IReadOnlyList<FoldedKink> folded, int d, Rational scale)
    {
        bool[] read = Read(folded, d);
        int[] number = new int[folded.Count], levelOf = new int[folded.Count];
        var (forms, rectified, readers) = (new List<SpaceForm<BigInteger>>(), new List<bool>(), new List<List<(int, BigInteger)>>());
        var levels = new List<List<int>>();
        for (int i = d; i < folded.Count; i++)
        {
            if (!read[i])
            {
                continue;
            }

            number[i] = forms.Count;
            Span<BigInteger> direct = new BigInteger[3];
            foreach ((int source, BigInteger c) in folded[i].Row.Terms)
            {
                if (source < d)
                {
                    direct[source] = c;
                }
                else
                {
                    readers[number[source]].Add((number[i], c));
                    levelOf[i] = Math.Max(levelOf[i], levelOf[source] + 1);
                }
            }

            // The output stands alone, so that whatever it reads is known before.
            levelOf[i] = i == folded.Count - 1 ? levels.Count : levelOf[i];
            levels.AddRange(Enumerable.Range(levels.Count, Math.Max(0, levelOf[i] + 1 - levels.Count)).Select(_ => new List<int>()));
            levels[levelOf[i]].Add(number[i]);
            forms.Add(new SpaceForm<BigInteger>(direct[0], direct[1], direct[2], folded[i].Row.Constant));
            rectified.Add(folded[i].IsRectified);
            readers.Add([]);
        }

        var network = new KinkNetwork(
            d, [.. forms], [.. levels.Select(l => l.ToArray())], [.. rectified], [.. readers.Select(r => r.ToArray())], scale);
        return (network, number);
    }

    // Which rows the output depends on.
    private static bool[] Read(IReadOnlyList<FoldedKink> folded, int inputs)
    {
        var read = new bool[folded.Count];
        read[^1] = true;
        for (int i = folded.Count - 1; i >= inputs; i--)
        {
            foreach ((int source, _) in read[i] ? folded[i].Row.Terms : [])
            {
                read[source] = true;
            }
        }

        return read;
    }
}
