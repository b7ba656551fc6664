using QuantRelu.Analysis;

namespace QuantRelu.Benchmarks;

/// <summary>The exact values of a network at some points: what every measured way to evaluate it must compute, up to rounding.</summary>
internal sealed class ExactValues
{
    /// <summary>Values are at most about 1; rounding in some hundred layers stays far below this.</summary>
    private const double Tolerance = 1e-11;
    private readonly Rational[] _values;

    private ExactValues(Rational[] values) => _values = values;

    /// <summary>The values at points given coordinate by coordinate, point by point.</summary>
    public static ExactValues Of(Network network, double[] points)
    {
        var gates = BlockGates.Of(network);
        return new ExactValues(points.Chunk(network.Inputs).Select(u => ExactEvaluator.Evaluate(network, Exact(u), gates)[0]).ToArray());
    }

    /// <summary>The coordinates of a point, which doubles are exactly.</summary>
    public static Rational[] Exact(IEnumerable<double> point) => point.Select(u => (Rational)Dyadic.FromDouble(u)).ToArray();

    /// <summary>Throws when a value is not the network's.</summary>
    /// <exception cref="InvalidOperationException">A value is further away than rounding explains.</exception>
    public void Check(string way, IEnumerable<double> values)
    {
        foreach ((Rational exact, double value) in _values.Zip(values))
        {
            if (!(Math.Abs((double)exact - value) <= Tolerance))
            {
                throw new InvalidOperationException($"The value by {way} is {value:R}; the network's value is {(double)exact:R}.");
            }
        }
    }
}
