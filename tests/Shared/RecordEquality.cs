using System.Reflection;

namespace QuantRelu.Tests.Shared;

/// <summary>Whether the equality of an assembly's records holds: what a record compares must itself be compared by content.</summary>
internal static class RecordEquality
{
    /// <summary>
    /// The fields of public records that compare by reference, such as an <see cref="ImmutableArray{T}"/>, so that two records with equal content
    /// would differ. Records that have an equality of their own are left out, and so are fields of the types given, which are themselves alone.
    /// </summary>
    public static IEnumerable<string> ByReference(Assembly assembly, params Type[] themselves) =>
        from type in assembly.GetExportedTypes()
        where IsRecord(type) && !HasOwnEquality(type)
        from field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        where !IsByContent(Nullable.GetUnderlyingType(field.FieldType) ?? field.FieldType, themselves)
        select $"{type.Name}.{field.Name}: {field.FieldType.Name}";

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null;

    private static bool HasOwnEquality(Type type) =>
        type.GetMethod("Equals", [type])?.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is null;

    private static bool IsByContent(Type type, Type[] themselves) => type.IsEnum || themselves.Contains(type)
        || (!IsImmutableArray(type) && typeof(IEquatable<>).MakeGenericType(type).IsAssignableFrom(type));

    private static bool IsImmutableArray(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>);
}
