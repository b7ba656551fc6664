using System.Numerics;
using QuantRelu.Graph;
using QuantRelu.Graph.Rewriting;

namespace QuantRelu.Analysis.Regions;

/// <summary>
/// Folds a network into its kinks. Every unit is q V_j or a constant, where V_j is an input, or a row over integers without a common divisor, rectified;
/// so units that are multiples of each other are one, whatever copies or chains a small codebook needs. A row that is at least 0 on the whole box is not
/// rectified, and one that is a multiple of a single V_j is no new one; one that is at most 0 is nothing.
/// </summary>
internal sealed class KinkFolding
{
    private readonly List<FoldedKink> _kinks = [];
    private readonly List<(Rational Low, Rational High)> _ranges = [];
    private readonly Dictionary<IntegerRow, KinkMultiple> _known = [];

    /// <summary>Begins with the inputs, kinks 0, ..., d - 1.</summary>
    /// <param name="box">Where the inputs are.</param>
    public KinkFolding(ReadOnlySpan<(Rational Low, Rational High)> box)
    {
        foreach ((Rational Low, Rational High) side in box)
        {
            _kinks.Add(new FoldedKink(new IntegerRow([], 0), IsRectified: false));
            _ranges.Add(side);
        }
    }

    /// <summary>The kinks so far, after one for each input.</summary>
    public IReadOnlyList<FoldedKink> Kinks => _kinks;

    /// <summary>Folds a network with one output, whose codes are set.</summary>
    /// <param name="network">The network.</param>
    /// <param name="box">Where its inputs are.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The kinks, after one for each input, the output last; and the factor by which the last one is the network's output times it.</returns>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static (IReadOnlyList<FoldedKink> Kinks, Rational Scale) Of(
        Network network, ReadOnlySpan<(Rational Low, Rational High)> box, CancellationToken cancellationToken = default)
    {
        network = ReluForm.Of(network);
        var folding = new KinkFolding(box);
        KinkMultiple[] units = [.. Enumerable.Range(0, network.Inputs).Select(k => new KinkMultiple(k, 1))];
        FlatLayer[] layers = [.. network.Stages.SelectMany(s => Enumerable.Range(0, s.Depth).Select(l => new FlatLayer(s, l)))];
        foreach (FlatLayer layer in layers[..^1])
        {
            cancellationToken.ThrowIfCancellationRequested();
            units = [.. layer.Rows().Select(row => folding.Rectified(Sum(network.Codebook, row, units)))];
        }

        Rational scale = folding.End(Sum(network.Codebook, layers[^1].Rows().First(), units));
        return (folding._kinks, scale);
    }

    /// <summary>σ of a sum.</summary>
    public KinkMultiple Rectified(KinkSum sum)
    {
        (IntegerRow row, Rational scale) = sum.ToRow();
        if (row.Terms.IsEmpty)
        {
            return new KinkMultiple(-1, row.Constant.Sign > 0 ? Whole(row.Constant) / scale : 0);
        }

        if (!_known.TryGetValue(row, out KinkMultiple value))
        {
            _known[row] = value = Rectified(row);
        }

        return value with { Factor = value.Factor / scale };
    }

    /// <summary>Adds a sum that is not rectified.</summary>
    /// <returns>The factor by which the last kink is the sum times it.</returns>
    public Rational End(KinkSum sum)
    {
        (IntegerRow row, Rational scale) = sum.ToRow();
        _kinks.Add(new FoldedKink(row, IsRectified: false));
        return scale;
    }

    private static KinkSum Sum(Codebook codebook, FlatRow row, KinkMultiple[] before)
    {
        var sum = new KinkSum(row.Bias == SparseLayer.NoBias ? 0 : codebook[row.Bias]);
        foreach (FlatConnection connection in row.Connections)
        {
            sum.Add(codebook[connection.Code], before[connection.Column]);
        }

        return sum;
    }

    private static Rational Whole(BigInteger value) => Rational.Create(value, 1);

    private KinkMultiple Rectified(IntegerRow row)
    {
        (Rational low, Rational high) = (Whole(row.Constant), Whole(row.Constant));
        foreach ((int source, BigInteger coefficient) in row.Terms)
        {
            Rational c = Whole(coefficient);
            (Rational least, Rational most) = _ranges[source];
            (low, high) = (low + (c * (c.Sign > 0 ? least : most)), high + (c * (c.Sign > 0 ? most : least)));
        }

        if (high.Sign <= 0)
        {
            return new KinkMultiple(-1, 0);
        }

        if (low.Sign >= 0 && row.Terms.Length == 1 && row.Constant.IsZero)
        {
            return new KinkMultiple(row.Terms[0].Source, Whole(row.Terms[0].Coefficient));
        }

        _kinks.Add(new FoldedKink(row, low.Sign < 0));
        _ranges.Add((low.Sign < 0 ? 0 : low, high));
        return new KinkMultiple(_kinks.Count - 1, 1);
    }
}

/// <summary>A row over what stands before it, and whether its value is max(row, 0) or the row; an input has no terms.</summary>
internal readonly record struct FoldedKink(IntegerRow Row, bool IsRectified);
