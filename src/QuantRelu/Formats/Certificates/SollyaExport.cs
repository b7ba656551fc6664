using System.Numerics;
using QuantRelu.Certification;

namespace QuantRelu.Formats.Certificates;

/// <summary>
/// Writes a claim as a script for Sollya, whose supnorm proves enclosures of sup |p - f| by Taylor models of its own: for every linear piece
/// p of the network on its cell whether sup |p - f| ≤ claim. The script prints a line for each piece, and at the end CERTIFIED, REFUTED, or
/// UNDECIDED when Sollya can tell neither for some piece and refutes none, as where a claim is attained exactly at a point that is not dyadic. That
/// the network is these lines is what <see cref="SmtLibExport"/> states.
/// </summary>
public static class SollyaExport
{
    /// <summary>The most cells that are written.</summary>
    public const int MostCells = 10_000;

    // Sollya's own working precision; numbers with more bits raise it, so that ends of cells and coefficients are exact wherever they are dyadic.
    private const long LeastPrecision = 165;
    private const long MostPrecision = 20_000;

    /// <summary>Writes the script.</summary>
    /// <exception cref="ExportLimitException">The network has more pieces, or finer numbers, than a script is written for; nothing was written.</exception>
    /// <exception cref="OperationCanceledException">The writing was cancelled; a part may have been written.</exception>
    public static void Write(CertifiedClaim claim, Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(stream);
        stream = CancellableStream.Of(stream, cancellationToken);
        IReadOnlyList<CertificateCell> cells = CertificateCell.Of(claim.Network, claim.Formula, MostCells, cancellationToken);
        long precision = Precision(cells, claim.Error);
        using var text = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        text.Write(Header(claim, cells.Count).ReplaceLineEndings("\n"));
        text.WriteLine($"prec = {precision}!;");
        text.WriteLine("verbosity = 0!;");
        text.WriteLine($"claim = {SollyaExpression.Number(claim.Error)};");
        text.Write(SollyaProcedures.Text.ReplaceLineEndings("\n"));
        for (int i = 0; i < cells.Count; i++)
        {
            text.WriteLine(Cell(i + 1, cells[i]));
        }

        text.Write(SollyaProcedures.Verdict.ReplaceLineEndings("\n"));
    }

    private static string Header(CertifiedClaim claim, int cells)
    {
        Domain domain = claim.Target.Domain;
        return $"""
            /* Claim: |network - target| <= {claim.Error} everywhere on [{domain.Low(0)}; {domain.High(0)}].
               target: {claim.Target.Name.Replace("*/", "* /", StringComparison.Ordinal)}, x = {domain.Low(0)} + {domain.Width(0)} u with u in [0; 1]
               Cells that cover [0; 1]: {cells}. On each the network is exactly the second argument, the target exactly the first.
               Run: sollya FILE. The last line is CERTIFIED, REFUTED or UNDECIDED. */

            """;
    }

    private static string Cell(int number, CertificateCell cell)
    {
        LinearPiece p = cell.Piece;
        (string from, string to) = (SollyaExpression.Number(p.From), SollyaExpression.Number(p.To));
        string name = $"\"{number} on [{p.From}; {p.To}]\"";
        string line = $"{SollyaExpression.Number(p.Constant)} + {SollyaExpression.Number(p.Slope)} * u";
        return cell.Line is { } f
            ? $"report({name}, ends({SollyaExpression.Number(f.Constant)} + {SollyaExpression.Number(f.Slope)} * u, {line}, {from}, {to}));"
            : $"report({name}, examine({SollyaExpression.Print(cell.Formula)}, {line}, {from}, {to}, {SollyaProcedures.Halvings}));";
    }

    private static long Precision(IReadOnlyList<CertificateCell> cells, Rational claim)
    {
        long bits = cells.Select(c => c.Piece).SelectMany(p => new[] { p.From, p.To, p.Constant, p.Slope }).Append(claim).Max(Bits);
        long precision = Math.Max(LeastPrecision, bits + 64);
        return precision <= MostPrecision
            ? precision
            : throw new ExportLimitException(
                $"The pieces have numbers of {CertificateCell.Text(bits)} bits; a script for Sollya is written for at most "
                    + $"{CertificateCell.Text(MostPrecision - 64)}.");
    }

    private static long Bits(Rational value) => BigInteger.Abs(value.Numerator).GetBitLength() + value.Denominator.GetBitLength();
}
