using System.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Interpolation;

/// <summary>A table of slope changes before its digits are set.</summary>
public sealed class SlopesPlan : InterpolationPlan
{
    private readonly SlopesParameters _parameters;

    internal SlopesPlan(Construction construction, NetworkRequest request, SlopesNetwork network, PlaneDigits digits, SobolevEstimate norm)
        : base(construction, request, network, digits, norm) => _parameters = network.Parameters;

    private protected override long Leading => _parameters.Cells * (_parameters.Digits + 3);

    // f(0), the slope of the first cell, and every change of slope.
    private protected override BigInteger[] Coefficients(IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var coefficients = new BigInteger[_parameters.Cells + 1];
        BigInteger before = default, last = default;
        var rounding = new NodalRounding(Request.Target, _parameters.Step);
        for (int j = 0; j <= _parameters.Cells; j++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            BigInteger value = NodalRounding.Round(rounding.At(Rational.Create(j, _parameters.Cells)), Parity(j));
            coefficients[j] = j == 0 ? value : j == 1 ? value - last : value - (2 * last) + before;
            string what = j switch { 0 => "A value", 1 => "The slope", _ => "The curvature" };
            Check(coefficients[j], j, what, [(double)Math.Max(0, j - 1) / _parameters.Cells]);
            (before, last) = (last, value);
            progress?.Report((double)j / _parameters.Cells);
        }

        return coefficients;
    }

    private protected override int DigitsOf(int coefficient) => coefficient switch
    {
        0 => _parameters.ValueDigits,
        1 => _parameters.SlopeDigits,
        _ => _parameters.Digits,
    };

    private protected override IEnumerable<KeyValuePair<string, string>> Reported() =>
    [
        new("N", $"{_parameters.Cells}"),
        new("delta", $"{(Rational)_parameters.Step}"),
        new("t", $"{_parameters.Digits}"),
        new("slopeDigits", $"{_parameters.SlopeDigits}"),
        new("valueDigits", $"{_parameters.ValueDigits}"),
    ];

    // 1, 0, 0, 1, 1, 0, 0, 1, 1, ...: v_{j+1} - v_{j-1} is odd, and so is v_1 - v_0.
    private static int Parity(int j) => ((j + 3) / 2) % 2 == 0 ? 0 : 1;
}
