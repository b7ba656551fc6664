// Your first network: a target, an error, two weight values; count it, measure it, save it, evaluate it.
using QuantRelu;
using QuantRelu.Constructions.Paper;

Target target = Target.Parse("sin(2*pi*x)/(2*pi)");
ConstructedNetwork built = PaperConstructions.Independent.Build(new NetworkRequest(target, Rational.Parse("0.01")) { Smoothness = 2 });

NetworkCounts counts = built.Network.Count();
Console.WriteLine($"weight values {built.Network.Codebook}, depth {counts.Depth}, weights {counts.Weights}, bits {counts.Bits}");

var evaluator = new FastEvaluator(built.Network);
MeasuredError measured = ErrorMeasurement.Measure(evaluator, target, samples: 1000, seed: 1);
Console.WriteLine($"measured error within the bound: {measured.Value <= built.Provenance.ErrorBound}");

string file = Path.Combine(Path.GetTempPath(), $"first-network-{Environment.ProcessId}.qrn");
NetworkFile.Save(built, file);
Network loaded = NetworkFile.Load(file).Network;
File.Delete(file);
Console.WriteLine($"exact value at 1/4: {ExactEvaluator.Evaluate(loaded, Dyadic.Create(1, -2))[0]}");
