using System.Reflection;

namespace QuantRelu.Tests.Shared;

/// <summary>
/// The one order of parameters: what, where to, options, progress, cancellationToken. Seen by reflection: a token comes last, has its name, and may be left
/// out; progress comes directly before it; a stream or a text writer is the first or second; options come after everything that is needed.
/// </summary>
internal static class ParameterOrder
{
    private static readonly string[] OptionNames = ["Options", "Effort"];

    /// <summary>The public methods and constructors of an assembly that have another order, with the reason.</summary>
    public static string[] Violations(Assembly assembly) =>
    [
        .. from type in assembly.GetExportedTypes()
           where !typeof(Delegate).IsAssignableFrom(type)
           from method in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).OfType<MethodBase>()
           let problem = Problem(method.GetParameters())
           where problem is not null
           select $"{type.Name}.{method.Name}: {problem}",
    ];

    /// <summary>What is wrong with the order; null when nothing is.</summary>
    public static string? Problem(ParameterInfo[] parameters)
    {
        int token = Array.FindIndex(parameters, p => p.ParameterType == typeof(CancellationToken));
        int progress = Array.FindIndex(parameters, IsProgress);
        int stream = Array.FindIndex(parameters, p => typeof(Stream).IsAssignableFrom(p.ParameterType) || typeof(TextWriter).IsAssignableFrom(p.ParameterType));
        int options = Array.FindIndex(parameters, IsOptions);
        bool NeededAfter(int place) => parameters.Skip(place + 1).Any(p => !p.HasDefaultValue && !p.IsOut && !IsOptions(p));
        return token >= 0 && (token != parameters.Length - 1 || parameters[token].Name != "cancellationToken" || !parameters[token].HasDefaultValue)
                ? "a token is the last, optional, and called cancellationToken"
            : progress >= 0 && (token != progress + 1 || parameters[progress].Name != "progress") ? "progress comes directly before a token, and is called "
                + "progress"
            : stream > 1 ? "where to comes directly after what"
            : options >= 0 && NeededAfter(options) ? "options come after all that is needed"
            : null;
    }

    private static bool IsProgress(ParameterInfo parameter) =>
        parameter.ParameterType.IsGenericType && parameter.ParameterType.GetGenericTypeDefinition() == typeof(IProgress<>);

    private static bool IsOptions(ParameterInfo parameter) =>
        OptionNames.Any(name => parameter.ParameterType.Name.EndsWith(name, StringComparison.Ordinal)) || parameter.Name == "options";
}
