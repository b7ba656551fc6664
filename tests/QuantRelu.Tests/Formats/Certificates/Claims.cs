using System.Text;
using QuantRelu.Claims;
using QuantRelu.Constructions.Paper;
using QuantRelu.Formats.Certificates;
using QuantRelu.Subnetworks;

namespace QuantRelu.Tests.Formats.Certificates;

/// <summary>Small claims and their certificates.</summary>
internal static class Claims
{
    public static CertifiedClaim Square(int r = 3, int lambda = 2) => Of(Standalone.Square(r, CodebookFamily.Nonlinear(lambda)));

    public static CertifiedClaim Weight(string weight, int t) => Of(Standalone.Weight(Rational.Parse(weight), t, CodebookFamily.Halves));

    public static CertifiedClaim Hat(int logGrid, long line) => Of(Standalone.PartitionOfUnity(logGrid, [line], 1, CodebookFamily.Halves));

    /// <summary>Theorem 1 on a coarse grid.</summary>
    public static CertifiedClaim Theorem1(string target, string error) =>
        Of(PaperConstructions.Independent.Build(new NetworkRequest(Target.Parse(target), Rational.Parse(error)) { Smoothness = 1 }));

    /// <summary>Theorem 3.</summary>
    public static CertifiedClaim Theorem3(string target, string error) =>
        Of(PaperConstructions.Dependent.Build(new NetworkRequest(Target.Parse(target), Rational.Parse(error))));

    public static CertifiedClaim Of(ConstructedNetwork built) =>
        new(built.Network, Target.Parse(built.Provenance.Target, 1).On(built.Provenance.Domain), ClaimedError.Of(built.Provenance)!.Value);

    public static CertifiedClaim WithError(this CertifiedClaim claim, Rational error) => new(claim.Network, claim.Target, error);

    public static string Sollya(this CertifiedClaim claim) => Text(stream => SollyaExport.Write(claim, stream));

    public static string SmtLib(this CertifiedClaim claim) => Text(stream => SmtLibExport.Write(claim, stream));

    private static string Text(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
