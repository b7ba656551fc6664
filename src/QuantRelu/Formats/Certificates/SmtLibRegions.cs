using System.Numerics;
using QuantRelu.Analysis;
using QuantRelu.Analysis.Regions;

namespace QuantRelu.Formats.Certificates;

/// <summary>
/// Writes the linear regions of a network with two or three inputs in SMT-LIB 2, logic QF_LRA, for solvers such as z3 and cvc5: the network unit by unit
/// with u in [0, 1]^d, and then questions to which the answer must be unsat every time. Is there a u outside of all polygons, or polyhedra; and for each of
/// them, as the half spaces of its faces, is there a u in it at which the network is not its affine function. Together they prove that the network is the
/// listed functions.
/// </summary>
public static class SmtLibRegions
{
    /// <summary>Writes the file.</summary>
    /// <param name="network">A network with two or three inputs and one output, all codes set, of any activation.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="ArgumentException">The network has another number of inputs or outputs.</exception>
    /// <exception cref="ExportLimitException">The network has more weights or regions than a file is written for; nothing was written.</exception>
    /// <exception cref="OperationCanceledException">The writing was cancelled; a part may have been written.</exception>
    public static void Write(Network network, Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(stream);
        if (!IsFor(network))
        {
            throw new ArgumentException(
                $"Regions are written of networks with 2 or 3 inputs and 1 output; this one has {network.Inputs} and {network.Outputs}.", nameof(network));
        }

        IReadOnlyList<LinearRegion> regions = Regions(network, cancellationToken);
        (string one, string all) = network.Inputs == 2 ? ("polygon", "polygons") : ("polyhedron", "polyhedra");
        using var text = new StreamWriter(CancellableStream.Of(stream, cancellationToken), leaveOpen: true) { NewLine = "\n" };
        text.Write(Header(network.Inputs, regions.Count, one).ReplaceLineEndings("\n"));
        SmtLibNetwork.Write(network, text);
        text.WriteLine("; questions: every answer must be unsat");
        SmtLibQuestion.Ask(text, $"no u outside of the {all}", $"(not (or {string.Join(' ', regions.Select(Inside))} false))");
        for (int i = 0; i < regions.Count; i++)
        {
            LinearRegion region = regions[i];
            string map = $"{region.Constant}{string.Concat(region.Slopes.Select((s, k) => $" + {s} u{k + 1}"))}";
            SmtLibQuestion.Ask(
                text, $"{one} {i + 1}: the network is {map}", Inside(region), $"(not (= y {SmtLibNumbers.Affine(region.Constant, region.Slopes)}))");
        }
    }

    /// <summary>Whether the network has as many inputs and outputs as it must.</summary>
    public static bool IsFor(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.Inputs is 2 or 3 && network.Outputs.IsOne;
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

    private static string Header(int inputs, int regions, string shape)
    {
        string[] names = [.. Enumerable.Range(1, inputs).Select(k => $"u{k}")];
        return $"""
            ; The network on [0; 1]^{inputs} is {regions} affine functions, each on a convex {shape}.
            ; Run: z3 FILE, or cvc5 --incremental FILE. Every answer must be unsat.
            (set-logic QF_LRA)
            {string.Join('\n', names.Select(u => $"(declare-fun {u} () Real)"))}
            (assert (and {string.Join(' ', names.Select(u => $"(<= 0.0 {u}) (<= {u} 1.0)"))}))

            """;
    }

    private static string Inside(LinearRegion region) =>
        $"(and {string.Join(' ', CellFace.HalfSpaces(region.Cell).Select(h => Inside(h, region.Slopes.Length)))})";

    private static string Inside(SpaceForm<BigInteger> half, int inputs)
    {
        BigInteger[] slopes = [half.X, half.Y, half.Z];
        return $"(>= {SmtLibNumbers.Affine(Rational.Create(half.One, 1), [.. slopes.Take(inputs).Select(s => Rational.Create(s, 1))])} 0.0)";
    }
}
