namespace QuantRelu.Targets;

/// <summary>What the names in a text stand for.</summary>
internal static class ExpressionNames
{
    /// <summary>pow(u, v) is another way to write u^v.</summary>
    public const string Pow = "pow";

    /// <summary>if(u &lt; v, w, z) is one of two by a comparison.</summary>
    public const string If = "if";

    private static readonly Dictionary<string, ElementaryFunction> Functions =
        Enum.GetValues<ElementaryFunction>().Select(f => KeyValuePair.Create(f.NameOf(), f)).Append(new("ln", ElementaryFunction.Log))
            .ToDictionary(StringComparer.Ordinal);

    // log2(u) and log10(u) are log(u)/log(2) and log(u)/log(10).
    private static readonly Dictionary<string, int> Bases = new(StringComparer.Ordinal) { ["log2"] = 2, ["log10"] = 10 };

    /// <summary>Every known name but x1, x2, ....</summary>
    public static IEnumerable<string> All =>
        Functions.Keys.Concat(Bases.Keys).Append(Pow).Append(If).Append("pi").Append("e").Append("x").Append("y").Append("z");

    /// <summary>The functions with their arguments, as they are written: those of one argument by their names alone.</summary>
    public static IEnumerable<string> Calls =>
        Functions.Keys.Concat(Bases.Keys).Select(name => Arity(name) is (1, false) ? name : Example(name)).Append("pow(x, y)").Append(Example(If));

    /// <summary>The function of that name.</summary>
    public static bool TryGetFunction(string name, out ElementaryFunction function) => Functions.TryGetValue(name, out function);

    /// <summary>True for the name of a function, pow, if and logarithms to other bases included.</summary>
    public static bool IsFunction(string name) => name is Pow or If || Functions.ContainsKey(name) || Bases.ContainsKey(name);

    /// <summary>How many arguments a function takes.</summary>
    public static (int Least, bool OrMore) Arity(string function) =>
        function == Pow ? (2, false) : function == If ? (3, false)
            : TryGetFunction(function, out ElementaryFunction f) ? (f.Arity(), f.IsVariadic()) : (1, false);

    /// <summary>How a function is called, for an example: cos(x).</summary>
    public static string Example(string function) => function switch
    {
        If => "if(x < 1/2, x, 1-x)",
        "clamp" => "clamp(x, 0, 1)",
        "mod" => "mod(x, 2)",
        "atan2" => "atan2(y, x)",
        _ => $"{function}({(Arity(function).Least == 2 ? "x, y" : "x")})",
    };

    /// <summary>A function of as many arguments as it takes; not if.</summary>
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
