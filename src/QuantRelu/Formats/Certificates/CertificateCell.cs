using QuantRelu.Certification;
using QuantRelu.Graph.Rewriting;
using QuantRelu.Targets;

namespace QuantRelu.Formats.Certificates;

/// <summary>
/// On the cell of <paramref name="Piece"/> a network with one input is exactly the line of the piece, and its target is exactly the
/// <paramref name="Formula"/> in u.
/// </summary>
/// <param name="Piece">The cell and the network's line on it.</param>
/// <param name="Formula">The target, without abs, min and max as far as straight lines decide their branches on the cell.</param>
internal sealed record CertificateCell(LinearPiece Piece, Expression Formula)
{
    /// <summary>The target as a straight line on the cell; null where its form shows none.</summary>
    public StraightLine? Line => StraightLine.Of(Formula);

    /// <summary>
    /// The cells of a network and a target from left to right, without gap or overlap from 0 to 1: the network's linear pieces, cut at
    /// those kinks of the target at which a straight line changes its sign.
    /// </summary>
    /// <exception cref="ExportLimitException">There are more than <paramref name="most"/> cells.</exception>
    public static IReadOnlyList<CertificateCell> Of(Network network, Expression formula, int most, CancellationToken cancellationToken = default)
    {
        var cells = new List<CertificateCell>();
        foreach (CertificateCell cell in LinearPiece.Of(ReluForm.Of(network)).SelectMany(piece => Smooth(piece, formula)).Take(most + 1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            cells.Add(cell);
        }

        return cells.Count <= most
            ? cells
            : throw new ExportLimitException($"The network has more than {Text(most)} linear pieces, the most for which a certificate is written.");
    }

    /// <summary>A number of things, with separators.</summary>
    public static string Text(System.Numerics.BigInteger count) => count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<CertificateCell> Smooth(LinearPiece piece, Expression formula)
    {
        var cells = new Stack<LinearPiece>([piece]);
        while (cells.TryPop(out LinearPiece cell))
        {
            var removal = new KinkRemoval(cell.From, cell.To);
            Expression smooth = removal.Apply(formula);
            if (removal.Cut is { } cut)
            {
                cells.Push(cell with { From = cut });
                cells.Push(cell with { To = cut });
            }
            else
            {
                yield return new CertificateCell(cell, smooth);
            }
        }
    }
}
