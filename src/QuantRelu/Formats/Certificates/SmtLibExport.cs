using System.Numerics;
using QuantRelu.Certification;
using QuantRelu.Targets;

namespace QuantRelu.Formats.Certificates;

/// <summary>
/// Writes a claim in SMT-LIB 2, logic QF_LRA, for solvers such as z3 and cvc5: the network unit by unit with u in [0, 1], and then questions to
/// which the answer must be unsat every time. Is there a u outside of all cells; and for each cell, is there a u in it at which the network is not the
/// cell's line. Where the target is a straight line on the cell too, also: is there a u in it with |network - target| > claim. The targets that are not
/// straight there do not exist in linear arithmetic; that the lines are within the claim of them is what <see cref="SollyaExport"/> asks, on the same cells.
/// </summary>
public static class SmtLibExport
{
    /// <summary>The most weights of a network that is written.</summary>
    public const int MostWeights = 100_000;

    /// <summary>The most cells that are written.</summary>
    public const int MostCells = 2_000;

    /// <summary>Writes the file.</summary>
    /// <exception cref="ExportLimitException">The network has more weights or pieces than a file is written for; nothing was written.</exception>
    /// <exception cref="OperationCanceledException">The writing was cancelled; a part may have been written.</exception>
    public static void Write(CertifiedClaim claim, Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(stream);
        stream = CancellableStream.Of(stream, cancellationToken);
        CheckSize(claim);
        IReadOnlyList<CertificateCell> cells = CertificateCell.Of(claim.Network, claim.Formula, MostCells, cancellationToken);
        using var text = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        text.Write(Header(claim, cells).ReplaceLineEndings("\n"));
        SmtLibNetwork.Write(claim.Network, text);
        text.WriteLine("; questions: every answer must be unsat");
        SmtLibQuestion.Ask(text, "no u outside of the cells", Outside(cells));
        for (int i = 0; i < cells.Count; i++)
        {
            LinearPiece p = cells[i].Piece;
            string cell = $"piece {i + 1} on [{p.From}; {p.To}]";
            SmtLibQuestion.Ask(
                text, $"{cell}: the network is {p.Constant} + {p.Slope} u", Inside(p), $"(not (= y {SmtLibNumbers.Line(new(p.Constant, p.Slope))}))");
            if (cells[i].Line is { } f)
            {
                SmtLibQuestion.Ask(text, $"{cell}: |network - ({f.Constant} + {f.Slope} u)| <= {claim.Error}", Inside(p), Beyond(f, claim.Error));
            }
        }
    }

    /// <summary>Ends with an exception when the network has too many weights, before its pieces are looked for.</summary>
    /// <exception cref="ExportLimitException">The network has more weights than a file is written for.</exception>
    public static void CheckSize(CertifiedClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        BigInteger weights = claim.Network.Count().Weights;
        if (weights > MostWeights)
        {
            throw new ExportLimitException(
                $"The network has {CertificateCell.Text(weights)} weights; an SMT-LIB file is written for at most {CertificateCell.Text(MostWeights)}.");
        }
    }

    /// <summary>True when the file asks for the claimed error itself somewhere: when the target is a straight line on some cell.</summary>
    /// <exception cref="ExportLimitException">The network has more pieces than a file is written for.</exception>
    public static bool AsksForError(CertifiedClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return CertificateCell.Of(claim.Network, claim.Formula, MostCells).Any(c => c.Line is not null);
    }

    private static string Header(CertifiedClaim claim, IReadOnlyList<CertificateCell> cells)
    {
        Domain domain = claim.Target.Domain;
        int straight = cells.Count(c => c.Line is not null);
        string rest = straight == cells.Count ? "This proves the claim."
            : $"On the {cells.Count - straight} other cells the distance of line and target is for --format sollya.";
        string asked = $"the network is a given line; on those where the target is a line too, {straight}: the claim itself";
        return $"""
            ; Claim: |network - target| <= {claim.Error} everywhere on [{domain.Low(0)}; {domain.High(0)}].
            ; target: {claim.Target.Name.ReplaceLineEndings(" ")}, x = {domain.Low(0)} + {domain.Width(0)} u with u in [0; 1]
            ; Cells that cover [0; 1]: {cells.Count}. Asked on each: {asked}.
            ; {rest}
            ; Run: z3 FILE, or cvc5 --incremental FILE. Every answer must be unsat.
            (set-logic QF_LRA)
            (declare-fun u () Real)
            (assert (and (<= 0.0 u) (<= u 1.0)))

            """;
    }

    private static string Inside(LinearPiece p) => $"(and (<= {SmtLibNumbers.Number(p.From)} u) (<= u {SmtLibNumbers.Number(p.To)}))";

    private static string Outside(IReadOnlyList<CertificateCell> cells) =>
        $"(not (or {string.Join(' ', cells.Select(c => Inside(c.Piece)))} false))";

    private static string Beyond(StraightLine f, Rational error)
    {
        string difference = $"(- y {SmtLibNumbers.Line(f)})";
        string most = SmtLibNumbers.Number(error);
        return $"(or (> {difference} {most}) (< {difference} (- {most})))";
    }
}
