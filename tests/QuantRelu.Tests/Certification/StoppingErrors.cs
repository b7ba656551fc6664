namespace QuantRelu.Tests.Certification;

/// <summary>Cancels when it is told for the n-th time.</summary>
internal sealed class StoppingErrors(int n) : IProgress<CertifiedError>, IDisposable
{
    private readonly CancellationTokenSource _source = new();

    public List<CertifiedError> Errors { get; } = [];

    public CancellationToken Token => _source.Token;

    public void Report(CertifiedError value)
    {
        Errors.Add(value);
        if (Errors.Count == n)
        {
            _source.Cancel();
        }
    }

    public void Dispose() => _source.Dispose();
}
