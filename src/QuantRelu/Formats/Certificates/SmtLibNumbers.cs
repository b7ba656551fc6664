using QuantRelu.Targets;

namespace QuantRelu.Formats.Certificates;

/// <summary>Terms of SMT-LIB over the reals.</summary>
internal static class SmtLibNumbers
{
    /// <summary>An exact number: 1.0, (/ 1.0 2.0), (- (/ 1.0 2.0)).</summary>
    public static string Number(Rational value)
    {
        Rational size = Rational.Abs(value);
        string text = size.Denominator.IsOne ? $"{size.Numerator}.0" : $"(/ {size.Numerator}.0 {size.Denominator}.0)";
        return value.Sign < 0 ? $"(- {text})" : text;
    }

    /// <summary>A sum of terms.</summary>
    public static string Sum(IReadOnlyList<string> terms) => terms.Count switch
    {
        0 => "0.0",
        1 => terms[0],
        _ => $"(+ {string.Join(' ', terms)})",
    };

    /// <summary>constant + Σ slopes[k]·u(k+1).</summary>
    public static string Affine(Rational constant, IReadOnlyList<Rational> slopes) =>
        Sum([Number(constant), .. slopes.Select((s, k) => $"(* {Number(s)} u{k + 1})")]);

    /// <summary>constant + slope·u.</summary>
    public static string Line(StraightLine line) => Sum([Number(line.Constant), $"(* {Number(line.Slope)} u)"]);
}
