// Your own sub-network: write it once with any dyadic coefficients; realization finds the copies for every codebook.
using QuantRelu;
using QuantRelu.Circuits;
using QuantRelu.Subnetworks;

// The median of three values: x + y + z - max - min, with max(a, b) = a + σ(b - a).
var circuit = new Circuit(3);
LinearForm x = circuit.Input(0), y = circuit.Input(1), z = circuit.Input(2);
LinearForm Max(LinearForm a, LinearForm b) => a + circuit.Relu(b - a, "maximum");
LinearForm Min(LinearForm a, LinearForm b) => a - circuit.Relu(a - b, "minimum");
LinearForm median = x + y + z - Max(Max(x, y), z) - Min(Min(x, y), z);

// Its square, to within 2^-12, by a sub-network that is there already.
LinearForm square = circuit.Square(median, r: 5);

foreach (Codebook codebook in new[] { Codebook.Halves, Codebook.Nonlinear(lambda: 4, precision: 10), Codebook.Linear(lambda: 4) })
{
    Network network = Realization.ToNetwork(circuit, [median, square], codebook);
    NetworkCounts counts = network.Count();
    ImmutableArray<Rational> values = ExactEvaluator.Evaluate(network, Dyadic.Create(3, -2), Dyadic.Create(1, -3), Dyadic.Create(1, -1));
    Console.WriteLine($"{codebook}: depth {counts.Depth}, weights {counts.Weights}, median {values[0]}, its square {values[1]}");
}

// A coefficient that a codebook cannot make is an error that names the unit and the coefficient.
try
{
    Realization.ToNetwork(circuit, [median], new Codebook([Rational.Parse("1/3"), Rational.Parse("-1/3")]));
}
catch (RealizationException e)
{
    Console.WriteLine(e.Message);
}
