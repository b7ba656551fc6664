namespace QuantRelu.Certification.OneDimension;

/// <summary>
/// Bounds |network - target| in doubles where the network is a line, or within a radius of one, and the target has a Taylor model; remembers the
/// greatest difference that is proved somewhere.
/// </summary>
/// <param name="expected">About how large the greatest difference is.</param>
/// <param name="tolerance">The relative tolerance.</param>
internal sealed class DifferenceBound(double expected, double tolerance)
{
    private const int MostSplits = 30;

    // Covers the few roundings of each formula below many times over.
    private const double Rounding = 1.0 / (1L << 48);

    // What is lost where doubles underflow is less.
    private const double Tiny = 1e-300;

    /// <summary>The greatest difference that is proved somewhere; at least 0.</summary>
    public double Lower { get; private set; }

    /// <summary>A double next to where.</summary>
    public double LowerAt { get; private set; }

    /// <summary>An upper bound between two points; infinite when a smaller radius is needed, or there is no bound.</summary>
    /// <param name="model">The target.</param>
    /// <param name="a">The left point.</param>
    /// <param name="b">The right point.</param>
    /// <param name="radius">How far the network may be from the line between the points.</param>
    /// <param name="splits">How often the part between the points has been halved.</param>
    public double On(TaylorModel model, Node a, Node b, double radius, int splits = 0)
    {
        double width = b.Argument - a.Argument + (4 * TaylorModel.ArgumentError);
        double middle = (a.Argument + b.Argument) / 2;
        double curvature = model.Curvature(middle);
        double spread = (model.ThirdDerivative * width * (0.5 + Rounding)) + model.CurvatureNoise;
        double half = width * width / 2;
        double size = (Math.Abs(curvature) + spread) * width;
        double above = Chord.Maximum(a.Error, b.Error, (curvature + spread) * half), below = Chord.Maximum(-a.Error, -b.Error, (spread - curvature) * half);
        double noise = model.Noise + radius + (Rounding * (a.Size + b.Size + (size * width))) + (8 * TaylorModel.ArgumentError * size) + Tiny;
        double gap = spread * half / 2;
        double upper = (Math.Max(above, below) + noise) * (1 + Rounding), lower = (Math.Max(above, below) - gap - noise) * (1 - Rounding);
        if (lower > Lower)
        {
            double place = above >= below ? Chord.Place(a.Error, b.Error, (curvature + spread) * half) : Chord.Place(-a.Error, -b.Error, (spread - curvature) * half);
            (Lower, LowerAt) = (lower, model.Center + a.Argument + (place * (b.Argument - a.Argument)));
        }

        if (upper <= Math.Max(Lower, expected) || !double.IsFinite(upper))
        {
            return double.IsFinite(upper) ? upper : double.PositiveInfinity;
        }

        if (radius > Math.Max(gap, tolerance / 8 * lower))
        {
            return double.PositiveInfinity;
        }

        return gap <= Math.Max(tolerance / 8 * lower, noise) || splits == MostSplits ? upper : Halves(model, a, b, radius, splits + 1);
    }

    private double Halves(TaylorModel model, Node a, Node b, double radius, int splits)
    {
        Node c = Node.At(model, (a.Argument + b.Argument) / 2, (a.Network / 2) + (b.Network / 2), (a.Weight / 2) + (b.Weight / 2));
        double left = On(model, a, c, radius, splits);
        return double.IsFinite(left) ? Math.Max(left, On(model, c, b, radius, splits)) : left;
    }

    /// <summary>A point: u - c, the network, and the network less the target, as doubles.</summary>
    /// <param name="Argument">u - c, within <see cref="TaylorModel.ArgumentError"/>.</param>
    /// <param name="Network">The network's value, within 2^-47 times the weight.</param>
    /// <param name="Weight">The mean of the magnitudes from which the network's value was computed.</param>
    /// <param name="Error">The network less the target.</param>
    internal readonly record struct Node(double Argument, double Network, double Weight, double Error)
    {
        /// <summary>What was rounded.</summary>
        public double Size => (2 * Weight) + Math.Abs(Error);

        /// <summary>The point of an argument.</summary>
        public static Node At(TaylorModel model, double argument, double network, double weight) => new(argument, network, weight, network - model.Value(argument));
    }
}
