using System.Globalization;

namespace QuantRelu.Targets;

/// <summary>Points as sentences name them.</summary>
internal static class PlaceText
{
    /// <summary>"x = 0.5" or "(x, y) = (0.5, 0)" in the coordinates before the domain is applied.</summary>
    public static string Of(Target target, double[] u)
    {
        double[] x = new double[u.Length];
        target.Domain.FromUnit(u, x);

        // Where a domain reaches beyond the doubles, a place in it is told as the fraction that it is.
        string[] numbers = [.. x.Select((v, i) => double.IsFinite(v)
            ? v.ToString("G6", CultureInfo.InvariantCulture)
            : target.Domain.FromUnit(i, Dyadic.FromDouble(u[i])).ToShortString())];
        return Of(numbers);
    }

    /// <summary>"x = 0.5" or "(x, y) = (0.5, 0)".</summary>
    public static string Of(string[] x) =>
        x.Length == 1 ? $"x = {x[0]}" : $"({string.Join(", ", x.Select((_, i) => Variable.NameOf(i)))}) = ({string.Join(", ", x)})";
}
