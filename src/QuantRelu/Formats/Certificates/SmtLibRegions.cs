using System.Numerics;
using QuantRelu.Analysis;

namespace QuantRelu.Formats.Certificates;

/// <summary>
/// Writes the linear regions of a network with two inputs in SMT-LIB 2, logic QF_LRA, for solvers such as z3 and cvc5: the network unit by unit with u in
/// [0, 1]^2, and then questions to which the answer must be unsat every time. Is there a u outside of all polygons; and for each polygon, is there a u in
/// it at which the network is not the polygon's affine function. Together they prove that the network is the listed functions.
/// </summary>
public static class SmtLibRegions
{
    /// <summary>Writes the file.</summary>
    /// <param name="network">A network with two inputs and one output, all codes set, of any activation.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="ArgumentException">The network has another number of inputs or outputs.</exception>
    /// <exception cref="ExportLimitException">The network has more weights or regions than a file is written for; nothing was written.</exception>
    /// <exception cref="OperationCanceledException">The writing was cancelled; a part may have been written.</exception>
    public static void Write(Network network, Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(stream);
        if (network.Inputs != 2 || !network.Outputs.IsOne)
        {
            throw new ArgumentException(
                $"Polygons are written of networks with 2 inputs and 1 output; this one has {network.Inputs} and {network.Outputs}.", nameof(network));
        }

        IReadOnlyList<LinearRegion> regions = Regions(network, cancellationToken);
        using var text = new StreamWriter(CancellableStream.Of(stream, cancellationToken), leaveOpen: true) { NewLine = "\n" };
        text.Write(Header(regions.Count).ReplaceLineEndings("\n"));
        SmtLibNetwork.Write(network, text);
        text.WriteLine("; questions: every answer must be unsat");
        SmtLibQuestion.Ask(text, "no u outside of the polygons", $"(not (or {string.Join(' ', regions.Select(Inside))} false))");
        for (int i = 0; i < regions.Count; i++)
        {
            LinearRegion region = regions[i];
            string map = $"{region.Constant} + {region.Slopes[0]} u1 + {region.Slopes[1]} u2";
            SmtLibQuestion.Ask(
                text, $"polygon {i + 1}: the network is {map}", Inside(region), $"(not (= y {Form(region.Slopes[0], region.Slopes[1], region.Constant)}))");
        }
    }

    private static List<LinearRegion> Regions(Network network, CancellationToken cancellationToken)
    {
        BigInteger weights = network.Count().Weights;
        if (weights > SmtLibExport.MostWeights)
        {
            throw new ExportLimitException($"The network has {CertificateCell.Text(weights)} weights; an SMT-LIB file is written for at most "
                + $"{CertificateCell.Text(SmtLibExport.MostWeights)}.");
        }

        var regions = new List<LinearRegion>();
        foreach (LinearRegion region in LinearRegions.Of(network).Enumerate().Take(SmtLibExport.MostCells + 1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            regions.Add(region);
        }

        return regions.Count <= SmtLibExport.MostCells ? regions
            : throw new ExportLimitException(
                $"The network has more than {CertificateCell.Text(SmtLibExport.MostCells)} convex regions, the most for which a file is written.");
    }

    private static string Header(int polygons) => $"""
        ; The network on [0; 1]^2 is {polygons} affine functions, each on a convex polygon.
        ; Run: z3 FILE, or cvc5 --incremental FILE. Every answer must be unsat.
        (set-logic QF_LRA)
        (declare-fun u1 () Real)
        (declare-fun u2 () Real)
        (assert (and (<= 0.0 u1) (<= u1 1.0) (<= 0.0 u2) (<= u2 1.0)))

        """;

    // Left of every edge, counterclockwise: (q - p) × (u - p) ≥ 0.
    private static string Inside(LinearRegion region)
    {
        IEnumerable<string> edges = region.Vertices.Select((p, i) =>
        {
            ImmutableArray<Rational> q = region.Vertices[(i + 1) % region.Vertices.Length];
            (Rational x, Rational y) = (p[1] - q[1], q[0] - p[0]);
            return $"(>= {Form(x, y, -((x * p[0]) + (y * p[1])))} 0.0)";
        });
        return $"(and {string.Join(' ', edges)})";
    }

    private static string Form(Rational x, Rational y, Rational constant) => SmtLibNumbers.Sum(
        [SmtLibNumbers.Number(constant), $"(* {SmtLibNumbers.Number(x)} u1)", $"(* {SmtLibNumbers.Number(y)} u2)"]);
}
