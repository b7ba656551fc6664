using System.Numerics;
using QuantRelu.Analysis.FixedPoint;
using QuantRelu.Graph.Rewriting;
using QuantRelu.Numerics;

namespace QuantRelu.Formats.C;

/// <summary>
/// A network whose rows over integers are few: one statement for each of them. Values have the fraction bits of the inputs, whatever the weights, and a
/// coefficient is a sum of ±2^k with the fewest terms; only values that are ≥ 0 are shifted.
/// </summary>
internal sealed class RowProgram : ICProgram
{
    // Larger networks keep their loops.
    private const int MostWeights = 1 << 17;
    private const int MostTerms = 1 << 12;
    private readonly FixedPointNetwork _network;
    private readonly (int Value, int Shift, int Sign)[][] _terms;

    private RowProgram(FixedPointNetwork network)
    {
        _network = network;
        _terms = [.. network.Rows.Select(r => r.Terms.SelectMany(t => SignedDigits.Of(t.Coefficient).Select(d => (t.Value, d.Exponent, d.Sign)))
            .OrderByDescending(t => t.Sign).ToArray())];
        BigInteger most = network.Rows.Select((r, i) => Largest(r, _terms[i])).Append(network.InputRange.High).Max();
        Format = new(network.InputBits, network.InputBits, (int)most.GetBitLength());
    }

    public FixedFormat Format { get; }

    public int OutputBits => _network.FractionBits;

    public BigInteger OutputMultiple => _network.Multiple;

    public string Remark => "It keeps nothing between calls.";

    public CCost Cost => new(
        0,
        _network.Rows.Select((row, r) => Additions(row, _terms[r])).Sum(),
        _terms.Sum(row => row.Count(t => t.Shift > 0)),
        _network.Rows.Count(r => r.IsRectified),
        0);

    /// <summary>The program of a network; null when it is too large for one, has more outputs, or its values do not fit.</summary>
    public static RowProgram? TryOf(Network network, int inputBits)
    {
        if (!network.Outputs.IsOne || network.Count().Weights > MostWeights)
        {
            return null;
        }

        var program = new RowProgram(FixedPointLowering.Of(ReluForm.Of(network), inputBits, isClosed: true));
        return program.Format.ValueBits <= FixedFormat.MostValueBits && program._terms.Sum(t => t.Length) <= MostTerms ? program : null;
    }

    public void Write(StreamWriter text, IReadOnlyList<InputMap> inputs)
    {
        var functions = new InputFunctions(text, Format, inputs);
        int[] read = [.. Enumerable.Range(0, _network.Inputs).Where(i => _terms.Any(row => row.Any(t => t.Value == i)))];
        string[] names = [.. read.Select(i => functions.NameOf(inputs[i]))];
        if (_network.Rows.Any(r => r.IsRectified))
        {
            text.WriteLine("static inline value relu(value z)\n{\n    return z > 0 ? z : 0;\n}\n");
        }

        text.WriteLine($"void quantrelu_evaluate(const {InputFunctions.RawType(inputs)} raw[{inputs.Count}], value output[1])");
        text.WriteLine("{");
        if (read.Length == 0)
        {
            text.WriteLine("    (void)raw;");
        }

        for (int i = 0; i < read.Length; i++)
        {
            text.WriteLine($"    const value {Name(read[i])} = {names[i]}(raw[{read[i]}]);");
        }

        for (int r = 0; r < _network.Rows.Count; r++)
        {
            string sum = Sum(_network.Rows[r], _terms[r]), value = _network.Rows[r].IsRectified ? $"relu({sum})" : sum;
            text.WriteLine(r == _network.Rows.Count - 1 ? $"    output[0] = {value};" : $"    const value {Name(_network.Inputs + r)} = {value};");
        }

        text.WriteLine("}");
    }

    // Of what is added, and of what is subtracted: every sum of some terms is between them.
    private BigInteger Largest(FixedPointRow row, (int Value, int Shift, int Sign)[] terms)
    {
        BigInteger[] sums = [.. new[] { 1, -1 }.Select(sign => terms.Where(t => t.Sign == sign)
            .Aggregate(BigInteger.Max(0, sign * row.Constant), (sum, t) => sum + (_network.RangeOf(t.Value).High << t.Shift)))];
        return BigInteger.Max(sums[0], sums[1]);
    }

    // A sum that begins with what is subtracted changes its sign.
    private static int Additions(FixedPointRow row, (int Value, int Shift, int Sign)[] terms)
    {
        int all = terms.Length + (row.Constant.IsZero ? 0 : 1);
        return all == 0 || terms.Length == 0 ? 0 : terms[0].Sign > 0 ? all - 1 : all;
    }

    private string Sum(FixedPointRow row, (int Value, int Shift, int Sign)[] terms)
    {
        string text = string.Concat(terms.Select(t => $" {(t.Sign < 0 ? '-' : '+')} {ShiftSum.Shift(Name(t.Value), t.Shift)}"));
        string constant = row.Constant.IsZero ? string.Empty
            : $" {(row.Constant.Sign < 0 ? '-' : '+')} {Format.Literal(Rational.Create(row.Constant, 1) / Dyadic.PowerOfTwo(Format.Bits))}";
        return ShiftSum.Expression(text + constant);
    }

    private string Name(int value) => value >= _network.Inputs ? $"v{value - _network.Inputs + 1}" : _network.Inputs == 1 ? "u" : $"u{value + 1}";
}
