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
    private readonly Dictionary<IntegerRow, Multiple> _known = [];

    private KinkFolding(ReadOnlySpan<(Rational Low, Rational High)> box)
    {
        foreach ((Rational Low, Rational High) side in box)
        {
            _kinks.Add(new FoldedKink(new IntegerRow([], 0), IsRectified: false));
            _ranges.Add(side);
        }
    }

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
        Multiple[] units = [.. Enumerable.Range(0, network.Inputs).Select(k => new Multiple(k, 1))];
        FlatLayer[] layers = [.. network.Stages.SelectMany(s => Enumerable.Range(0, s.Depth).Select(l => new FlatLayer(s, l)))];
        foreach (FlatLayer layer in layers[..^1])
        {
            cancellationToken.ThrowIfCancellationRequested();
            units = [.. layer.Rows().Select(row => folding.Unit(network.Codebook, row, units))];
        }

        (IntegerRow output, Rational scale) = Sum(network.Codebook, layers[^1].Rows().First(), units);
        folding._kinks.Add(new FoldedKink(output, IsRectified: false));
        return (folding._kinks, scale);
    }

    private static (IntegerRow Row, Rational Scale) Sum(Codebook codebook, FlatRow row, Multiple[] before)
    {
        var sum = new SortedDictionary<int, Rational>();
        Rational constant = row.Bias == SparseLayer.NoBias ? 0 : codebook[row.Bias];
        foreach (FlatConnection connection in row.Connections)
        {
            Multiple source = before[connection.Column];
            Rational value = codebook[connection.Code] * source.Factor;
            if (source.IsConstant)
            {
                constant += value;
            }
            else if (!value.IsZero)
            {
                Rational total = sum.GetValueOrDefault(source.Kink) + value;
                if (total.IsZero)
                {
                    sum.Remove(source.Kink);
                }
                else
                {
                    sum[source.Kink] = total;
                }
            }
        }

        return IntegerRow.Of(sum, constant);
    }

    private static Rational Whole(BigInteger value) => Rational.Create(value, 1);

    private Multiple Unit(Codebook codebook, FlatRow row, Multiple[] before)
    {
        (IntegerRow sum, Rational scale) = Sum(codebook, row, before);
        if (sum.Terms.IsEmpty)
        {
            return new Multiple(-1, sum.Constant.Sign > 0 ? Whole(sum.Constant) / scale : 0);
        }

        if (!_known.TryGetValue(sum, out Multiple value))
        {
            _known[sum] = value = Rectified(sum);
        }

        return value with { Factor = value.Factor / scale };
    }

    private Multiple Rectified(IntegerRow row)
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
            return new Multiple(-1, 0);
        }

        if (low.Sign >= 0 && row.Terms.Length == 1 && row.Constant.IsZero)
        {
            return new Multiple(row.Terms[0].Source, Whole(row.Terms[0].Coefficient));
        }

        _kinks.Add(new FoldedKink(row, low.Sign < 0));
        _ranges.Add((low.Sign < 0 ? 0 : low, high));
        return new Multiple(_kinks.Count - 1, 1);
    }

    /// <summary>Factor times the value of a kink; a constant when there is no kink.</summary>
    private readonly record struct Multiple(int Kink, Rational Factor)
    {
        public bool IsConstant => Kink < 0;
    }
}

/// <summary>A row over what stands before it, and whether its value is max(row, 0) or the row; an input has no terms.</summary>
internal readonly record struct FoldedKink(IntegerRow Row, bool IsRectified);
