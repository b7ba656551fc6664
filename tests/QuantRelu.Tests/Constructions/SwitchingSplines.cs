namespace QuantRelu.Tests.Constructions;

/// <summary>
/// Functions at the limit of the class |D^k f| ≤ 1, |k| ≤ n: g(x_1 + ... + x_d) whose derivative of order n is 1 or -1 everywhere and switches often.
/// </summary>
internal sealed class SwitchingSplines
{
    private readonly int _n;
    private readonly double _step;
    private readonly double[][] _derivatives;

    private SwitchingSplines(int smoothness, int[] signs, double length, double start)
    {
        (_n, _step) = (smoothness, length / signs.Length);
        _derivatives = new double[signs.Length][];
        double[] now = [start, .. new double[smoothness - 1]];
        for (int piece = 0; piece < signs.Length; piece++)
        {
            _derivatives[piece] = [.. now, signs[piece]];
            now = [.. Enumerable.Range(0, smoothness).Select(j => Taylor(_derivatives[piece], j, _step))];
        }
    }

    /// <summary>A target of d variables; pieces of one length, or of random ones.</summary>
    public static Target Of(int dimension, int smoothness, string kind)
    {
        var draw = new Random(11);
        int pieces = kind == "long" ? 3 : 14;
        int[] signs = [.. Enumerable.Range(0, pieces).Select(i => kind switch { "walk" => draw.Next(2) == 0 ? 1 : -1, "up" => 1, _ => Pulse(i) })];
        double start = kind == "low" ? -0.97 : 0;
        var spline = new SwitchingSplines(smoothness, kind == "up" && dimension > 1 ? [.. signs.Select((_, i) => Pulse(i))] : signs, dimension, start);
        return Target.FromDelegate($"{kind} spline", dimension, (x, k) => spline.At(x.Sum(), k.Sum()), smoothness);
    }

    // + - - + keeps all derivatives below the highest small.
    private static int Pulse(int i) => i % 4 is 0 or 3 ? 1 : -1;

    private static double Taylor(double[] derivatives, int order, double t)
    {
        double sum = 0;
        for (int j = derivatives.Length - 1; j >= order; j--)
        {
            sum = derivatives[j] + (sum * t / (j - order + 1));
        }

        return sum;
    }

    private double At(double x, int order)
    {
        int piece = Math.Clamp((int)(x / _step), 0, _derivatives.Length - 1);
        return order > _n ? 0 : Taylor(_derivatives[piece], order, x - (piece * _step));
    }
}
