using System.Numerics;

namespace QuantRelu.Formats.C;

/// <summary>Writes what takes a raw integer to a value: one function for all inputs with the same map.</summary>
internal sealed class InputFunctions
{
    private readonly StreamWriter _text;
    private readonly FixedFormat _format;
    private readonly string _type;
    private readonly Dictionary<(long, long, BigInteger, BigInteger, int), string> _names = [];

    /// <summary>Functions for some maps.</summary>
    public InputFunctions(StreamWriter text, FixedFormat format, IReadOnlyList<InputMap> maps)
    {
        (_text, _format, _type) = (text, format, RawType(maps));
    }

    /// <summary>The type of raw integers: 32 bits, or 64 where the ends need them.</summary>
    public static string RawType(IReadOnlyList<InputMap> maps) =>
        IntegerType.Of(maps.All(m => Math.Max(Math.Abs(m.First), Math.Abs(m.Last)) < int.MaxValue) ? 32 : 64);

    /// <summary>The function of a map, written when it is new.</summary>
    public string NameOf(InputMap map)
    {
        (long, long, BigInteger, BigInteger, int) key = (map.First, map.Last, map.Factor, map.Addend, map.Shift);
        if (!_names.TryGetValue(key, out string? name))
        {
            _names[key] = name = $"input{_names.Count + 1}";
            Write(name, map);
        }

        return name;
    }

    private void Write(string name, InputMap map)
    {
        (long low, long high) = (Math.Min(map.First, map.Last), Math.Max(map.First, map.Last));
        string type = IntegerType.Of(map.Width), cut = $"raw < {low} ? {low} : raw > {high} ? {high} : raw";
        _text.WriteLine($"static value {name}({_type} raw)");
        _text.WriteLine("{");
        _text.WriteLine($"    const {type} n = ({type})({(map.First <= map.Last ? Difference(cut, low) : $"{high} - ({cut})")});");
        string addend = map.Addend.IsZero ? string.Empty : $" {(map.Addend.Sign < 0 ? '-' : '+')} {BigInteger.Abs(map.Addend)}";
        _text.WriteLine($"    const {type} t = {ShiftSum.Expression(ShiftSum.Terms(Rational.Create(map.Factor, 1), "n", map.Width))}{addend};");
        BigInteger one = BigInteger.One << _format.InputBits, most = ((map.Factor * map.Steps) + map.Addend) >> map.Shift;
        if (map.Addend.Sign < 0)
        {
            _text.WriteLine("    if (t <= 0) return 0;");
        }

        string shifted = map.Shift == 0 ? "t" : $"(t >> {map.Shift})", limited = most > one ? $"({shifted} > {one} ? {one} : {shifted})" : shifted;
        _text.WriteLine($"    return (value){limited}{(_format.Bits == _format.InputBits ? string.Empty : $" << {_format.Bits - _format.InputBits}")};");
        _text.WriteLine("}");
        _text.WriteLine();
    }

    // Without subtracting a negative number, or 0.
    private static string Difference(string cut, long low) => low == 0 ? cut : low < 0 ? $"({cut}) + {-(BigInteger)low}" : $"({cut}) - {low}";
}
