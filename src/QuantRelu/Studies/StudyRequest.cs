namespace QuantRelu.Studies;

/// <summary>One network of a study: what is wanted, and how it is to be constructed.</summary>
/// <param name="Construction">What constructs it.</param>
/// <param name="Network">What is wanted.</param>
public sealed record StudyRequest(Construction Construction, NetworkRequest Network);
