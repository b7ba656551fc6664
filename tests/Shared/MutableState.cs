using System.Collections;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace QuantRelu.Tests.Shared;

/// <summary>
/// Finds, by reflection over the public types of an assembly, whatever lets a caller change an object that somebody else holds: what a type
/// hands out can be of a type that nobody can write to, and what it keeps can be nobody else's list. Arrays are allowed where they must be
/// new: as results of methods, and in private fields, because no public constructor takes one.
/// </summary>
public static class MutableState
{
    private const BindingFlags Own = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly HashSet<Type> Values =
    [
        typeof(string), typeof(decimal), typeof(BigInteger), typeof(Int128), typeof(TimeSpan), typeof(DateTime), typeof(Type), typeof(void), typeof(object),
        typeof(CancellationToken),
    ];

    // Generic types that nobody can write to when their arguments are such.
    private static readonly HashSet<string> Containers =
    [
        "System.Nullable`1", "System.ReadOnlySpan`1", "System.Collections.Immutable.ImmutableArray`1", "System.Collections.Generic.KeyValuePair`2",
        "System.Collections.ObjectModel.ReadOnlyCollection`1", "System.Collections.ObjectModel.ReadOnlyDictionary`2",
    ];

    /// <summary>What can be changed from outside, as "Type.Member: why"; empty for a sound assembly.</summary>
    public static IEnumerable<string> In(Assembly assembly) =>
        assembly.GetExportedTypes().Where(t => !t.IsEnum && !typeof(Delegate).IsAssignableFrom(t)).SelectMany(Of);

    /// <summary>What can be changed in one type.</summary>
    public static IEnumerable<string> Of(Type type) => Properties(type).Concat(Fields(type)).Concat(Methods(type)).Concat(Constructors(type));

    private static IEnumerable<string> Properties(Type type)
    {
        foreach (PropertyInfo property in type.GetProperties(Own).Where(p => p.GetAccessors().Length > 0))
        {
            if (property.SetMethod is { IsPublic: true } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)))
            {
                yield return $"{Name(type)}.{property.Name}: can be set";
            }

            if (!IsImmutable(property.PropertyType, type.Assembly))
            {
                yield return $"{Name(type)}.{property.Name}: hands out {Name(property.PropertyType)}";
            }
        }
    }

    private static IEnumerable<string> Fields(Type type)
    {
        foreach (FieldInfo field in type.GetFields(Own))
        {
            if (field is { IsPublic: true, IsInitOnly: false, IsLiteral: false })
            {
                yield return $"{Name(type)}.{field.Name}: can be set";
            }

            if (field.IsPublic ? !IsImmutable(field.FieldType, type.Assembly) : field.FieldType.IsInterface && IsCollection(field.FieldType))
            {
                yield return $"{Name(type)}.{field.Name}: keeps {Name(field.FieldType)}";
            }
        }
    }

    // A method may compute a new array or a sequence, one element after another.
    private static IEnumerable<string> Methods(Type type) => type.GetMethods(Own)
        .Where(m => m is { IsPublic: true, IsSpecialName: false } && !m.IsDefined(typeof(CompilerGeneratedAttribute)))
        .Where(m => !IsImmutable(Element(m.ReturnType), type.Assembly))
        .Select(m => $"{Name(type)}.{m.Name}: returns {Name(m.ReturnType)}");

    private static IEnumerable<string> Constructors(Type type) => type.GetConstructors()
        .SelectMany(c => c.GetParameters()).Where(p => p.ParameterType.IsArray)
        .Select(p => $"{Name(type)}({p.Name}): takes {Name(p.ParameterType)}");

    private static Type Element(Type type) =>
        type.IsArray ? type.GetElementType()! : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>)
            ? type.GetGenericArguments()[0]
            : type;

    private static bool IsImmutable(Type type, Assembly assembly)
    {
        Type bare = type.IsByRef ? type.GetElementType()! : type;
        return bare.IsPrimitive || bare.IsEnum || bare.IsGenericParameter || Values.Contains(bare) || typeof(Delegate).IsAssignableFrom(bare)
            || bare.Assembly == assembly || bare.Assembly.GetName().Name!.StartsWith(nameof(QuantRelu), StringComparison.Ordinal)
            || (bare.IsGenericType && IsContainer(bare) && bare.GetGenericArguments().All(a => IsImmutable(a, assembly)));
    }

    private static bool IsContainer(Type type) => Containers.Contains(type.GetGenericTypeDefinition().FullName!) || typeof(ITuple).IsAssignableFrom(type);

    private static bool IsCollection(Type type) => typeof(IEnumerable).IsAssignableFrom(type);

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}
