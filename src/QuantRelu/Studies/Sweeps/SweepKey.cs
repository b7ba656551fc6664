using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using QuantRelu.Targets;

namespace QuantRelu.Studies.Sweeps;

/// <summary>
/// What names a row: 16 hexadecimal digits of a digest of all that decides its content, so that a row is computed again exactly when something
/// else is asked for: another sample of a table, another formula of the same name, another seed, another tolerance. The limit of weights is not part of it.
/// </summary>
public static class SweepKey
{
    private const int Digits = 16;
    private const string Version = "1";

    /// <summary>The key of a row.</summary>
    public static string Of(NetworkRequest request, StudyEffort effort)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(effort);
        object?[] parts =
        [
            Version, request.Target.Name, request.Target.Domain, request.Target.LipschitzConstant, Function(request.Target), request.Error, request.Dependent, request.Smoothness,
            request.Family.Quantization, request.Family.Limit, effort.Samples, effort.Seed, effort.Certification is not null,
            effort.Certification?.Tolerance, effort.Certification?.TimeLimit, effort.Certification?.MaximumWork,
        ];
        string text = string.Join('\n', parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p}")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Digits];
    }

    // What the name does not say.
    private static string Function(Target target) => target.Source switch
    {
        FormulaSource formula => formula.Formula,
        SampleSource samples => string.Join(' ', samples.Table.Samples.Select(s => $"{s.X},{s.Y}")),
        _ => string.Empty,
    };
}
