// What somebody who installed the packages would write first: the lines of the README, and a figure. Then what the packages themselves hold.
using QuantRelu.Claims;
using QuantRelu.Evaluation;
using QuantRelu.Figures.Paper;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using QuantRelu.Constructions;
using QuantRelu.Constructions.Paper;

Target target = Target.Parse("sin(2*pi*x)/(2*pi)");
ConstructedNetwork built = PaperConstructions.Independent.Build(new NetworkRequest(target, Rational.Parse("0.01")) { Smoothness = 2 });
NetworkCounts counts = built.Network.Count();
Rational value = ExactEvaluator.Evaluate(built.Network, Dyadic.Create(1, -2))[0];
Console.WriteLine($"depth {counts.Depth}, {counts.Weights} weights, {counts.Bits} bits");
Console.WriteLine($"value at 1/4 within 0.01: {Math.Abs((double)value - (1 / (2 * Math.PI))) < 0.01}");

PaperFigures.All.Single(figure => figure.Name == "1b").Draw(new NetworkRequest(target, Rational.Parse("0.01"))).Save("figure.png");
Console.WriteLine($"figure drawn: {new FileInfo("figure.png").Length > 10_000}");

string[] missing = [.. PackageContents.Missing(folder: args[0], version: args[1])];
Console.WriteLine(missing.Length == 0 ? "the packages are complete" : string.Join(Environment.NewLine, missing));
