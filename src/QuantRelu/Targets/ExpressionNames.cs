namespace QuantRelu.Targets;

/// <summary>What the names in a text stand for.</summary>
internal static class ExpressionNames
{
    /// <summary>pow(u, v) is another way to write u^v.</summary>
    public const string Pow = "pow";

    private static readonly Dictionary<string, ElementaryFunction> Functions =
        Enum.GetValues<ElementaryFunction>().ToDictionary(f => f.NameOf(), StringComparer.Ordinal);

    // log2(u) and log10(u) are log(u)/log(2) and log(u)/log(10).
    private static readonly Dictionary<string, int> Bases = new(StringComparer.Ordinal) { ["log2"] = 2, ["log10"] = 10 };

    /// <summary>Every known name but x1, x2, ....</summary>
    public static IEnumerable<string> All => Functions.Keys.Concat(Bases.Keys).Append(Pow).Append("pi").Append("e").Append("x").Append("y").Append("z");

    /// <summary>The function of that name.</summary>
    public static bool TryGetFunction(string name, out ElementaryFunction function) => Functions.TryGetValue(name, out function);

    /// <summary>True for the name of a function, pow and logarithms to other bases included.</summary>
    public static bool IsFunction(string name) => name == Pow || Functions.ContainsKey(name) || Bases.ContainsKey(name);

    /// <summary>How many arguments a function takes.</summary>
    public static (int Least, bool OrMore) Arity(string function) =>
        function == Pow ? (2, false) : TryGetFunction(function, out ElementaryFunction f) ? (f.Arity(), f.IsVariadic()) : (1, false);

    /// <summary>A function of as many arguments as it takes.</summary>
    public static Expression Call(string function, Expression[] arguments)
    {
        if (function == Pow)
        {
            return ExpressionBuilder.Power(arguments[0], arguments[1]);
        }

        return TryGetFunction(function, out ElementaryFunction f) ? ExpressionBuilder.Call(f, arguments)
            : ExpressionBuilder.Divide(Logarithm(arguments[0]), Logarithm(ExpressionBuilder.Constant(Bases[function])));
    }

    /// <summary>The constant or variable of that name, or null.</summary>
    public static Expression? Operand(string name) => name switch
    {
        "pi" => NamedConstant.Pi,
        "e" => NamedConstant.E,
        "x" => new Variable(0),
        "y" => new Variable(1),
        "z" => new Variable(2),
        _ => IsNumbered(name, out int number) ? new Variable(number - 1) : null,
    };

    /// <summary>A phrase that helps with an unknown name, beginning with its punctuation, or nothing.</summary>
    public static string Hint(string name)
    {
        const int longestProduct = 6;
        if (name.Length <= longestProduct && name.All(c => c is 'x' or 'y' or 'z'))
        {
            return $": did you mean '{string.Join('*', name.ToCharArray())}'?";
        }

        if (name[0] == 'x' && name[1..].All(char.IsAsciiDigit))
        {
            return $": variables are x1 to x{Expression.MaximumDimension}.";
        }

        if (IsKnown(name.ToLowerInvariant()))
        {
            return $": did you mean '{name.ToLowerInvariant()}'?";
        }

        return OtherFunctions.Hint(name) ?? (NearestName.Find(name, All) is { } near ? $": did you mean '{near}'?" : ".");
    }

    private static Expression Logarithm(Expression u) => ExpressionBuilder.Call(ElementaryFunction.Log, u);

    private static bool IsKnown(string name) => IsFunction(name) || Operand(name) is not null;

    private static bool IsNumbered(string name, out int number)
    {
        number = 0;
        return name.Length is 2 or 3 && name[0] == 'x' && name[1] != '0'
            && int.TryParse(name.AsSpan(1), System.Globalization.NumberStyles.None, null, out number) && number <= Expression.MaximumDimension;
    }
}
