// A calibration table of a sensor becomes a network of two weight values: readings in volts, temperatures in degrees.
using QuantRelu;
using QuantRelu.Constructions.Paper;
using QuantRelu.Targets;

(string Volts, string Degrees)[] table = [("0", "-2"), ("0.5", "-1.6"), ("1.1", "-0.4"), ("1.8", "0.9"), ("2.6", "1.7"), ("3.3", "2")];
var samples = new SampleTable([.. table.Select(row => (Rational.Parse(row.Volts), Rational.Parse(row.Degrees)))]);
Target calibration = samples.ToTarget("calibration");
Console.WriteLine($"on {samples.Domain}, at most {samples.Lipschitz} degrees per volt");

ConstructedNetwork built = PaperConstructions.Dependent.Build(new NetworkRequest(calibration, Rational.Parse("0.01")) { Family = CodebookFamily.Nonlinear(2) });
NetworkCounts counts = built.Network.Count();
Console.WriteLine($"{counts.Weights} weights of {counts.BitsPerWeight} bit, depth {counts.Depth}");

CertifiedError error = ErrorCertification.Certify(built.Network, calibration).Error!;
Console.WriteLine($"off by at most {(double)error.Upper:F4} degrees, everywhere between 0 and 3.3 volts");

// The network's own input is u in [0, 1].
Rational u = samples.Domain.ToUnit(0, Rational.Parse("1.45"));
Console.WriteLine($"at 1.45 volts: {(double)ExactEvaluator.Evaluate(built.Network, [u])[0]:F3} degrees, between -0.4 and 0.9 as in the table");
