namespace QuantRelu;

/// <summary>A target that does not satisfy a theorem's hypothesis: undefined or unbounded somewhere, or with too few derivatives.</summary>
public sealed class TargetException : Exception
{
    /// <summary>The exception with one sentence that says what fails and where.</summary>
    public TargetException(string message)
        : base(message)
    {
    }
}
