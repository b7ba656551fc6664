using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using QuantRelu.Constructions.Paper;
using QuantRelu.Targets;

namespace QuantRelu.Studies.Sweeps;

/// <summary>
/// What names a row: 16 hexadecimal digits of a digest of all that decides its content, so that a row is computed again exactly when something
/// else is asked for: another sample of a table, another formula of the same name, another seed, another tolerance. The limit of weights is not part of it.
/// </summary>
internal static class SweepKey
{
    private const int Digits = 16;
    private const string Version = "1";

    /// <summary>The key of a row.</summary>
    public static string Of(StudyRequest request, StudyEffort effort)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(effort);
        NetworkRequest wanted = request.Network;
        object?[] parts =
        [
            Version, wanted.Target.Name, wanted.Target.Domain, wanted.Target.LipschitzConstant, Function(wanted.Target), wanted.Error,
            Named(request.Construction), wanted.Smoothness,
            wanted.Family.Quantization, wanted.Family.Limit, effort.Samples, effort.Seed, effort.Certification is not null,
            effort.Certification?.Tolerance, effort.Certification?.TimeLimit, effort.Certification?.MaximumWork,
            .. wanted.ErrorScale is { } scale ? [scale.Asked] : Array.Empty<object?>(),
        ];
        string text = string.Join('\n', parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p}")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Digits];
    }

    // The paper's two have been told apart by a truth value ever since there are tables.
    private static string Named(Construction construction)
    {
        bool dependent = construction.Structure == Structure.Dependent;
        return construction.Name == PaperConstructions.Name ? $"{dependent}" : $"{dependent} {construction.Name}";
    }

    // What the name does not say.
    private static string Function(Target target) => target.Source switch
    {
        FormulaSource formula => formula.Formula,
        SampleSource samples => string.Join(' ', samples.Table.Samples.Select(s => $"{s.X},{s.Y}")),
        GridSource grid => string.Join(' ', [.. grid.Table.X, .. grid.Table.Y, .. grid.Table.Values]),
        _ => string.Empty,
    };
}
