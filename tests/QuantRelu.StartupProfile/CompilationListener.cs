using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;
using System.Reflection;

namespace QuantRelu.StartupProfile;

/// <summary>Listens to the runtime, which tells each method that it compiles.</summary>
internal sealed class CompilationListener : EventListener
{
    private const EventKeywords JustInTime = (EventKeywords)0x10;

    private const int Dynamic = 1, Compiled = 8;

    // The base class begins to listen in its constructor, before that of this class has run.
    private static readonly ConcurrentDictionary<CompiledMethod, bool> s_seen = new(new ByLine());

    /// <summary>The methods of generic types, and generic methods, that were compiled until now, in one order.</summary>
    public static IEnumerable<CompiledMethod> Seen => s_seen.Keys.OrderBy(m => m.Line, StringComparer.Ordinal);

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            EnableEvents(eventSource, EventLevel.Verbose, JustInTime);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData is { EventName: string name, Payload: [ulong handle, _, _, _, uint token, uint flags, string type, _, string signature, ..] }
            && name.StartsWith("MethodLoadVerbose", StringComparison.Ordinal) && (flags & (Dynamic | Compiled)) == Compiled
            && Generic(handle, type, (int)token, signature) is CompiledMethod method)
        {
            s_seen[method] = true;
        }
    }

    private static CompiledMethod? Generic(ulong handle, string type, int token, string signature)
    {
        if (!signature.Contains("generic ", StringComparison.Ordinal))
        {
            return type.Contains('[', StringComparison.Ordinal) ? new(type, token, []) : null;
        }

        try
        {
            MethodBase? method = MethodBase.GetMethodFromHandle(RuntimeMethodHandle.FromIntPtr((nint)handle));
            return method is null ? null : new(type, token, [.. method.GetGenericArguments().Select(TypeText.Of)]);
        }
        catch (ArgumentException)
        {
            return null; // Code that several classes have in common: its arguments cannot be asked for.
        }
    }

    private sealed class ByLine : IEqualityComparer<CompiledMethod>
    {
        public bool Equals(CompiledMethod? x, CompiledMethod? y) => x?.Line == y?.Line;

        public int GetHashCode(CompiledMethod obj) => obj.Line.GetHashCode(StringComparison.Ordinal);
    }
}
