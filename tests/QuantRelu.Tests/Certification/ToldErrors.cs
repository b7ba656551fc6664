namespace QuantRelu.Tests.Certification;

/// <summary>All intervals that were told, in their order.</summary>
internal sealed class ToldErrors : IProgress<CertifiedError>
{
    public List<CertifiedError> Errors { get; } = [];

    public void Report(CertifiedError value)
    {
        lock (Errors)
        {
            Errors.Add(value);
        }
    }
}
