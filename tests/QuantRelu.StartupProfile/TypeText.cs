namespace QuantRelu.StartupProfile;

/// <summary>
/// Types as the runtime's events write them: <c>Outer`1+Inner[System.Int32,System.__Canon]</c>, with all arguments at the end, and arrays as <c>[]</c>.
/// <c>System.__Canon</c> stands for every class, since these have their code in common.
/// </summary>
/// <param name="assemblies">Where types are looked for.</param>
internal sealed class TypeText(IReadOnlyList<System.Reflection.Assembly> assemblies)
{
    private readonly Dictionary<string, Type> _definitions = [];

    /// <summary>The text of a type.</summary>
    /// <param name="type">The type.</param>
    public static string Of(Type type) => type.IsArray ? Of(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]"
        : !type.IsConstructedGenericType ? type.FullName!
        : type.GetGenericTypeDefinition().FullName + "[" + string.Join(',', type.GetGenericArguments().Select(Of)) + "]";

    /// <summary>The type of a text.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="TypeLoadException">No assembly has such a type.</exception>
    public Type Find(string text)
    {
        int at = 0;
        return Read(text, ref at);
    }

    private Type Read(string text, ref int at)
    {
        int end = text.IndexOfAny(['[', ',', ']'], at);
        string name = end < 0 ? text[at..] : text[at..end];
        at += name.Length;
        Type type = Definition(name);
        while (at < text.Length && text[at] == '[')
        {
            type = text[at + 1] is ',' or ']' ? Array(type, text, ref at) : Constructed(type, text, ref at);
        }

        return type;
    }

    private static Type Array(Type element, string text, ref int at)
    {
        int rank = text.IndexOf(']', at) - at;
        at += rank + 1;
        return rank == 1 ? element.MakeArrayType() : element.MakeArrayType(rank);
    }

    private Type Constructed(Type definition, string text, ref int at)
    {
        var arguments = new List<Type>();
        do
        {
            at++;
            arguments.Add(Read(text, ref at));
        }
        while (text[at] == ',');
        at++;
        return definition.MakeGenericType([.. arguments]);
    }

    private Type Definition(string name)
    {
        if (!_definitions.TryGetValue(name, out Type? type))
        {
            type = assemblies.Select(a => a.GetType(name)).FirstOrDefault(t => t is not null) ?? throw new TypeLoadException($"No assembly has a type {name}.");
            _definitions.Add(name, type);
        }

        return type;
    }
}
