using QuantRelu.Graph;
using QuantRelu.Studies;

namespace QuantRelu.Figures.Sweeps;

/// <summary>What the curves of a sweep are called: by λ and quantization, and by whatever else differs in the sweep.</summary>
internal sealed class CurveNames(IReadOnlyList<NetworkRequest> requests)
{
    private readonly bool _targets = Differ(requests, r => r.Target.ToString());
    private readonly bool _structures = Differ(requests, r => r.Dependent);
    private readonly bool _orders = Differ(requests.Where(r => !r.Dependent), r => r.Smoothness);

    /// <summary>The curve that a network is on.</summary>
    public string Of(NetworkRequest request) => string.Join(", ", [.. Values(request), .. Others(request)]);

    /// <summary>The same without the quantization: curves that differ by it alone have one colour.</summary>
    public string ColourOf(NetworkRequest request) => string.Join(", ", [Values(request)[0], .. Others(request)]);

    private static string[] Values(NetworkRequest request) => request.Family.Quantization switch
    {
        Quantization.None => ["free weights of 32 bits"],
        Quantization.Linear => [$"λ = {request.Family.Lambda}", "linear"],
        _ => [$"λ = {request.Family.Lambda}", "nonlinear"],
    };

    private IEnumerable<string> Others(NetworkRequest request)
    {
        if (_structures)
        {
            yield return request.Dependent ? "dependent" : "independent";
        }

        if (_orders && !request.Dependent)
        {
            yield return request.Smoothness is { } n ? $"n = {n}" : "any n";
        }

        if (_targets)
        {
            yield return Short(request.Target.ToString());
        }
    }

    private static string Short(string text)
    {
        const int most = 24;
        return text.Length <= most ? text : text[..(most - 1)] + "…";
    }

    private static bool Differ<T>(IEnumerable<NetworkRequest> requests, Func<NetworkRequest, T> of) => requests.Select(of).Distinct().Count() > 1;
}
