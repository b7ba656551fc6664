using System.Reflection;
using System.Reflection.Emit;

namespace QuantRelu.StartupProfile;

/// <summary>
/// Writes profiles as crossgen reads them (MIBC), one for each assembly that is compiled: an assembly whose global method <c>AssemblyDictionary</c>
/// names global methods that list what is to be compiled: for each method its token on the stack, and off it again. The code of an instance is looked
/// for in the assemblies that its arguments are from, and so is listed for one of these.
/// </summary>
internal sealed class ProfileWriter
{
    private const string Library = "QuantRelu", Command = "QuantRelu.Cli";

    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly TypeText _types;

    /// <param name="folder">The assemblies of the command.</param>
    public ProfileWriter(string folder)
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        IEnumerable<string> names = Directory.GetFiles(framework, "System.*.dll").Select(f => Path.GetFileNameWithoutExtension(f)!);
        IEnumerable<Assembly> own = Directory.GetFiles(folder, "*.dll").Order(StringComparer.Ordinal).Select(TryLoad).OfType<Assembly>();
        _types = new([.. names.Order(StringComparer.Ordinal).Select(Assembly.Load), .. own]);
    }

    /// <summary>Writes methods.</summary>
    /// <param name="methods">The methods.</param>
    /// <param name="folder">Where to: one file for each assembly of the command, by its name.</param>
    /// <returns>How many are written; others are of types that cannot be named here.</returns>
    public int Write(IEnumerable<CompiledMethod> methods, string folder)
    {
        MethodBase[] found = [.. methods.Select(TryFind).OfType<MethodBase>()];
        foreach (IGrouping<string, MethodBase> group in found.GroupBy(CompiledWith))
        {
            Write(group, group.Key, Path.Combine(folder, group.Key + ".mibc"));
        }

        return found.Length;
    }

    private static void Write(IEnumerable<MethodBase> methods, string name, string path)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Startup"), typeof(object).Assembly);
        ModuleBuilder module = assembly.DefineDynamicModule("Startup");
        MethodBuilder list = Global(module, "Methods"), dictionary = Global(module, "AssemblyDictionary");
        ILGenerator code = list.GetILGenerator();
        foreach (MethodBase method in methods)
        {
            Push(code, module, method);
        }

        code.Emit(OpCodes.Ret);
        ILGenerator entry = dictionary.GetILGenerator();
        entry.Emit(OpCodes.Ldstr, name + ";");
        entry.Emit(OpCodes.Ldtoken, list);
        entry.Emit(OpCodes.Pop);
        entry.Emit(OpCodes.Ret);
        module.CreateGlobalFunctions();
        assembly.Save(path);
    }

    private static MethodBuilder Global(ModuleBuilder module, string name) =>
        module.DefineGlobalMethod(name, MethodAttributes.Public | MethodAttributes.Static, typeof(void), Type.EmptyTypes);

    private static void Push(ILGenerator code, ModuleBuilder module, MethodBase method)
    {
        if (method is MethodInfo ordinary)
        {
            code.Emit(OpCodes.Ldtoken, ordinary);
        }
        else
        {
            code.Emit(OpCodes.Ldtoken, module.GetMethodMetadataToken((ConstructorInfo)method));
        }

        code.Emit(OpCodes.Pop);
    }

    private static Assembly? TryLoad(string file)
    {
        try
        {
            return Assembly.LoadFrom(file);
        }
        catch (BadImageFormatException)
        {
            return null; // No managed code.
        }
    }

    private MethodBase? TryFind(CompiledMethod method)
    {
        try
        {
            Type type = _types.Find(method.Type);
            IEnumerable<MethodBase> declared = [.. type.GetMethods(Declared), .. type.GetConstructors(Declared)];
            MethodBase? found = declared.FirstOrDefault(m => m.MetadataToken == method.Token);
            return method.Arguments.Count == 0 ? found : (found as MethodInfo)?.MakeGenericMethod([.. method.Arguments.Select(_types.Find)]);
        }
        catch (TypeLoadException)
        {
            return null; // Of an assembly that only the runtime loads, such as this one.
        }
    }

    private static string CompiledWith(MethodBase method)
    {
        IEnumerable<Type> arguments = method.IsGenericMethod ? method.GetGenericArguments() : [];
        return arguments.Append(method.DeclaringType!).SelectMany(Mentioned).Select(a => a.GetName().Name!).Any(OfTheCommand) ? Command : Library;
    }

    private static bool OfTheCommand(string assembly) =>
        assembly == Command || assembly == "QuantRelu.Figures" || assembly.StartsWith("Spectre.", StringComparison.Ordinal) || assembly == "System.CommandLine";

    private static IEnumerable<Assembly> Mentioned(Type type) => type.HasElementType ? Mentioned(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Mentioned).Append(type.Assembly) : [type.Assembly];
}
