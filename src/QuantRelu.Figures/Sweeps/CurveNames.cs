using QuantRelu.Studies;

namespace QuantRelu.Figures.Sweeps;

/// <summary>What the curves of a sweep are called: by λ and quantization, and by whatever else differs in the sweep.</summary>
internal sealed class CurveNames(IReadOnlyList<StudyRequest> requests)
{
    private readonly bool _targets = Differ(requests, r => r.Network.Target.ToString());
    private readonly bool _names = Differ(requests, r => r.Construction.Name);
    private readonly bool _structures = Differ(requests, r => r.Construction.Structure);
    private readonly bool _orders = Differ(requests.Where(HasOrders), r => r.Network.Smoothness);

    /// <summary>The curve that a network is on.</summary>
    public string Of(StudyRequest request) => string.Join(", ", [.. Values(request), .. Others(request)]);

    /// <summary>The name of a curve that is that of several: their λ stand together where these alone differ.</summary>
    public string Of(IReadOnlyList<StudyRequest> requests)
    {
        StudyRequest first = requests[0];
        bool byLambdaAlone = requests.All(r => r.Network.Family.Limit is not null && Values(r).Length == 2 && Values(r)[1] == Values(first)[^1]
            && Others(r).SequenceEqual(Others(first)));
        return requests.Count == 1 || !byLambdaAlone
            ? string.Join(" and ", requests.Select(Of))
            : string.Join(", ", [$"λ = {string.Join(", ", requests.Select(r => r.Network.Family.Limit))}", .. Values(first)[1..], .. Others(first)]);
    }

    /// <summary>The same without the quantization: curves that differ by it alone have one colour.</summary>
    public string ColourOf(StudyRequest request) => string.Join(", ", [Values(request)[0], .. Others(request)]);

    private static string[] Values(StudyRequest request) => request.Network.Family.Quantization switch
    {
        Quantization.None => ["free weights of 32 bits"],
        Quantization.Linear => [$"λ = {request.Network.Family.Limit}", "linear"],
        Quantization.Given => [request.Network.Family.ToString()],
        _ => [$"λ = {request.Network.Family.Limit}", "nonlinear"],
    };

    private IEnumerable<string> Others(StudyRequest request)
    {
        if (_names)
        {
            yield return request.Construction.Name;
        }

        if (_structures)
        {
            yield return request.Construction.Structure.Text();
        }

        if (_orders && HasOrders(request))
        {
            yield return request.Network.Smoothness is { } n ? $"n = {n}" : "any n";
        }

        if (_targets)
        {
            yield return Short(request.Network.Target.ToString());
        }
    }

    private static bool HasOrders(StudyRequest request) => request.Construction.Orders.Length > 1;

    private static string Short(string text)
    {
        const int most = 24;
        return text.Length <= most ? text : text[..(most - 1)] + "…";
    }

    private static bool Differ<T>(IEnumerable<StudyRequest> requests, Func<StudyRequest, T> of) => requests.Select(of).Distinct().Count() > 1;
}
