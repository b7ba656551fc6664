// Certify and export: prove how far a network is from its target, refute a claim that is too bold, and write it for other programs.
using QuantRelu;
using QuantRelu.Constructions.Paper;
using QuantRelu.Formats;

Target target = Target.Parse("exp(-x)*cos(3*x)/4");
ConstructedNetwork built = PaperConstructions.Independent.Build(new NetworkRequest(target, Rational.Parse("0.001")) { Family = CodebookFamily.Nonlinear(3) });

CertificationResult result = ErrorCertification.Certify(built.Network, target);
CertifiedError error = result.Error!;
Console.WriteLine($"{result.Outcome} on {result.Pieces} exact linear pieces");
Console.WriteLine(
    $"greatest error over the whole interval: {(double)error.Upper:E3}, and at least 99.9 % of that: {error.Lower >= Rational.Parse("0.999") * error.Upper}");
Console.WriteLine($"within the error asked for: {error.Upper <= built.Provenance.Error!.Value}");

// A single question ends as soon as it is answered: proved, or refuted with a point that anyone can check.
Decision bold = ErrorCertification.Decide(built.Network, target, error.Upper * Dyadic.Half);
Console.WriteLine($"a claim of half of that is {bold.Verdict}, with a point of the domain: {bold.Counterexample.Length == 1}");

// The interval goes with the network into the file.
string file = Path.Combine(Path.GetTempPath(), $"certify-{Environment.ProcessId}.json");
AtomicFile.Write(file, stream => JsonExport.Write(built with { Provenance = built.Provenance with { Certified = error } }, stream));
Console.WriteLine($"certified as loaded: {NetworkFile.Load(file).Provenance.Certified == error}");
File.Delete(file);
