// Your own target in C#: a delegate with a Lipschitz constant, one with its derivatives on another domain, and one whose error can be certified.
using QuantRelu;
using QuantRelu.Constructions.Paper;

Report(Target.FromDelegate("distance to the nearest third", 1, x => Math.Abs((3 * x[0]) - Math.Round(3 * x[0])) / 3, lipschitzConstant: 1), smoothness: null);

// D^k of x² y / 4, for every k the construction asks for; on [-1, 1] x [0, 2].
Target smooth = Target.FromDelegate("a saddle", 2, (x, k) => (k[0], k[1]) switch
{
    (0, 0) => x[0] * x[0] * x[1] / 4,
    (1, 0) => x[0] * x[1] / 2,
    (2, 0) => x[1] / 2,
    (0, 1) => x[0] * x[0] / 4,
    (1, 1) => x[0] / 2,
    _ => 0,
}, smoothness: 2);
Report(smooth.On(Domain.Parse("-1:1,0:2", 2)), smoothness: 2);

// What is stated of a logistic curve is enough to prove the error: how far its doubles may be off, and bounds of its derivatives on the unit interval.
Target logistic = Target.FromDelegate("a logistic curve", 1, new DelegateFunction(x => 1 / (1 + Math.Exp(-4 * x[0])))
{
    ValueError = 1e-15,
    DerivativeBounds = [1, 1.6],
});
Network network = Report(logistic, smoothness: 1);
Decision decision = ErrorCertification.Decide(network, logistic, Rational.Parse("0.1"));
Console.WriteLine($"{logistic}: {decision.Message}");

static Network Report(Target target, int? smoothness)
{
    ConstructedNetwork built = PaperConstructions.Independent.Build(
        new NetworkRequest(target, Rational.Parse("0.1")) { Family = CodebookFamily.Nonlinear(3), Smoothness = smoothness });
    MeasuredError measured = ErrorMeasurement.Measure(new FastEvaluator(built.Network), target, samples: 2000, seed: 1);
    Console.WriteLine($"{target}: n = {built.Provenance.Smoothness}, {built.Network.Count().Weights} weights, within 0.1: {measured.Value <= 0.1}");
    return built.Network;
}
