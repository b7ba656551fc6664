using System.Collections.ObjectModel;

namespace QuantRelu.Claims;

/// <summary>A construction's parameters as used: equal to others with the same names and values, in whatever order.</summary>
internal sealed class ParameterValues(ReadOnlyDictionary<string, string> values) : IEquatable<ParameterValues>
{
    /// <summary>The values by name, in the order in which they were given.</summary>
    public ReadOnlyDictionary<string, string> Values { get; } = values;

    /// <inheritdoc/>
    public bool Equals(ParameterValues? other) =>
        other is not null && Values.Count == other.Values.Count && Values.All(v => other.Values.TryGetValue(v.Key, out string? value) && value == v.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ParameterValues);

    /// <inheritdoc/>
    public override int GetHashCode() => Values.Aggregate(0, (hash, v) => hash ^ HashCode.Combine(v.Key, v.Value));
}
