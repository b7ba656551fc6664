namespace QuantRelu.Constructions;

/// <summary>A parameter that a construction reports.</summary>
/// <param name="Name">Its name in reports, such as N.</param>
/// <param name="Meaning">What it is, in a few words.</param>
public sealed record ConstructionParameter(string Name, string Meaning);
