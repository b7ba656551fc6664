using QuantRelu.Analysis;
using QuantRelu.Analysis.Regions;

namespace QuantRelu.Certification;

/// <summary>What first bounds ask of a network: an interval of its values on the unit box, values in doubles, and the exact value at one point.</summary>
internal abstract class FirstValues
{
    // Above, layers are evaluated as they are, which copies of blocks make small, and folding takes its time.
    private const int MostFolded = 100_000;

    /// <summary>An interval that holds all values.</summary>
    public abstract (Rational Low, Rational High) Range { get; }

    /// <summary>The kinks of a network of two or three inputs, where it was folded.</summary>
    public virtual KinkNetwork? Kinks => null;

    /// <summary>From the kinks of a small network whose regions are looked at next; otherwise from its layers.</summary>
    /// <param name="network">A network of ReLU units with one output.</param>
    public static FirstValues Of(Network network) => network.Inputs is 2 or 3 && network.Count().Weights <= MostFolded
        ? new FromKinks(network)
        : OfLayers(network);

    /// <summary>From the layers of a network, which takes longer, and may give a narrower interval.</summary>
    /// <param name="network">A network of ReLU units with one output.</param>
    public static FirstValues OfLayers(Network network) => new FromLayers(network);

    /// <summary>The values at points, as doubles.</summary>
    public abstract ImmutableArray<double> At(double[] points, CancellationToken cancellationToken);

    /// <summary>The value at a point whose coordinates are multiples of 2^-20.</summary>
    public abstract Rational ExactlyAt(Rational[] u);

    private sealed class FromKinks : FirstValues
    {
        private readonly KinkValues _values;

        public FromKinks(Network network)
        {
            Kinks = KinkNetwork.Of(network, Domain.Unit(network.Inputs).Sides.AsSpan());
            _values = new KinkValues(Kinks);
        }

        public override KinkNetwork Kinks { get; }

        public override (Rational Low, Rational High) Range => _values.Range;

        public override ImmutableArray<double> At(double[] points, CancellationToken cancellationToken)
        {
            int d = Kinks.Inputs;
            var results = ImmutableArray.CreateBuilder<double>(points.Length / d);
            var room = new double[_values.Count];
            for (int i = 0; i < points.Length; i += d)
            {
                cancellationToken.ThrowIfCancellationRequested();
                results.Add(_values.At(points.AsSpan(i, d), room));
            }

            return results.MoveToImmutable();
        }

        public override Rational ExactlyAt(Rational[] u) => _values.ExactlyAt(u);
    }

    private sealed class FromLayers(Network network) : FirstValues
    {
        private readonly FastEvaluator _evaluator = new(network);

        public override (Rational Low, Rational High) Range => (_evaluator.Precision.Layers[^1].Low, _evaluator.Precision.Layers[^1].High);

        public override ImmutableArray<double> At(double[] points, CancellationToken cancellationToken) =>
            _evaluator.EvaluateAll(points, cancellationToken: cancellationToken);

        // Doubles where nothing is rounded.
        public override Rational ExactlyAt(Rational[] u) => _evaluator.Precision.IsExact(SamplePlaces.FractionBits)
            ? Dyadic.FromDouble(_evaluator.Evaluate([.. u.Select(x => (double)x)]))
            : ExactEvaluator.Evaluate(_evaluator.Network, u, BlockGates.Of(_evaluator.Network))[0];
    }
}
