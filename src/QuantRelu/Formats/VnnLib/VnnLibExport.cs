using System.Globalization;
using System.Numerics;
using System.Text;
using QuantRelu.Claims;
using QuantRelu.Formats.Onnx;
using QuantRelu.Numerics;

namespace QuantRelu.Formats.VnnLib;

/// <summary>
/// Writes the VNN-LIB (version 1) property of an error network: a point u of the cell with N(u) - line(u) ≥ τ or N(u) - line(u) ≤ -τ.
/// When a verifier answers "unsat" for it and the model that <see cref="OnnxExport"/> writes with the cell's chord, then
/// |N - line| &lt; τ on the cell; where |f - line| ≤ δ, |N - f| &lt; τ + δ.
/// </summary>
public static class VnnLibExport
{
    private const int MostDigits = 40;

    /// <summary>The error that the file claims: the proved bound, else the error that was asked for.</summary>
    /// <exception cref="ArgumentException">The file claims neither.</exception>
    public static Rational Claim(ConstructedNetwork constructed)
    {
        ArgumentNullException.ThrowIfNull(constructed);
        Provenance p = constructed.Provenance;
        return p.ErrorBound is { } bound and > 0 ? (Rational)Dyadic.FromDouble(bound)
            : p.Error ?? throw new ArgumentException("The file claims no error above 0, so the property needs a tolerance.", nameof(constructed));
    }

    /// <summary>Writes the property: one statement a line, comments on lines of their own.</summary>
    /// <param name="constructed">A network with one input and one output.</param>
    /// <param name="cell">The part of the input range.</param>
    /// <param name="tolerance">τ > 0.</param>
    /// <param name="stream">Where to.</param>
    /// <exception cref="ArgumentOutOfRangeException">τ is not above 0.</exception>
    /// <exception cref="Targets.TargetException">The target cannot be had again from what is known of the network.</exception>
    public static void Write(ConstructedNetwork constructed, ErrorCell cell, Rational tolerance, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(stream);
        if (tolerance.Sign <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, $"The tolerance is {tolerance.ToShortString()}; it must be above 0.");
        }

        ErrorLine line = cell.Chord(constructed);
        string bound = Decimal(tolerance);
        string[] lines =
        [
            $"; {constructed.Provenance.Target.ReplaceLineEndings(" ")} on {constructed.Provenance.Domain}, input u = (x - a)/(b - a)",
            $"; Y_0 is N(u) - ({line.Constant} + {line.Slope} u), the network less a chord of the target",
            $"; a counterexample to |Y_0| < {bound} for {cell.From} <= u <= {cell.To}",
            "(declare-const X_0 Real)",
            "(declare-const Y_0 Real)",
            $"(assert (>= X_0 {Decimal(cell.From)}))",
            $"(assert (<= X_0 {Decimal(cell.To)}))",
            $"(assert (or (and (>= Y_0 {bound})) (and (<= Y_0 -{bound}))))",
            string.Empty,
        ];
        stream.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
    }

    // Exact when 40 digits after the point are enough, otherwise rounded to that many.
    private static string Decimal(Rational value)
    {
        BigInteger scaled = (value * Rational.Create(BigInteger.Pow(10, MostDigits), 1)).Round();
        string digits = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(MostDigits + 1, '0');
        return $"{digits[..^MostDigits]}.{digits[^MostDigits..].TrimEnd('0').PadRight(1, '0')}";
    }
}
