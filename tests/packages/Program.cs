// Uses the packages: draws a figure; then says what the packages themselves hold. The README's own lines are compiled and run after this.
using QuantRelu;
using QuantRelu.Constructions;
using QuantRelu.Figures.Paper;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Targets;

PaperFigures.All.Single(figure => figure.Name == "1b")
    .Draw(new NetworkRequest(Target.Parse("sin(2*pi*x)/(2*pi)"), Rational.Parse("0.01"))).Save("figure.png");
Console.WriteLine($"figure drawn: {new FileInfo("figure.png").Length > 10_000}");

string[] missing = [.. PackageContents.Missing(folder: args[0], version: args[1])];
Console.WriteLine(missing.Length == 0 ? "the packages are complete" : string.Join(Environment.NewLine, missing));
