using System.Text;
using QuantRelu.Formats.Onnx;

namespace QuantRelu.Formats.VnnLib;

/// <summary>
/// The text of a question in VNN-LIB, one statement a line; comments stand on lines of their own.
/// </summary>
/// <remarks>
/// 1.0 is read in the field by regular expressions over lines: (assert (rel X_k number)) for the box, the same over Y_k for conditions that hold together,
/// and (assert (or (and ...) (and ...))) for alternatives, where "and" stands even before a single condition. In 2.0 the element type real says what is
/// meant here: the network as a function of real numbers, which the rounding of float32 arithmetic is no part of. Both tensors are [1, n], as in the model.
/// </remarks>
internal static class VnnLibText
{
    /// <summary>Writes it.</summary>
    public static void Write(VerificationQuery query, Stream stream, VnnLibVersion version, IEnumerable<string> comments)
    {
        IEnumerable<string> statements = version == VnnLibVersion.One ? One(query) : Two(query);
        string[] lines = [.. comments.Select(c => $"; {c.ReplaceLineEndings(" ")}"), .. statements, string.Empty];
        stream.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
    }

    private static IEnumerable<string> One(VerificationQuery query)
    {
        if (query.Alternatives.SelectMany(a => a).Any(c => c.IsStrict))
        {
            throw new ArgumentException("The condition is strict, and VNN-LIB 1.0 has no relations but <= and >=.", nameof(query));
        }

        return Enumerable.Range(0, query.Box.Dimension).Select(k => $"(declare-const X_{k} Real)")
            .Concat(Enumerable.Range(0, query.Outputs).Select(k => $"(declare-const Y_{k} Real)"))
            .Concat(Assertions(query, k => $"X_{k}", k => $"Y_{k}", alternative => $"(and {string.Join(' ', alternative)})"));
    }

    private static IEnumerable<string> Two(VerificationQuery query)
    {
        string input = $"(declare-input X real [1,{query.Box.Dimension}])", output = $"(declare-output Y real [1,{query.Outputs}])";
        return new[] { "(vnnlib-version <2.0>)", $"(declare-network N {input} {output})" }
            .Concat(Assertions(query, k => $"X[0,{k}]", k => $"Y[0,{k}]", all => all is [var one] ? one : $"(and {string.Join(' ', all)})"));
    }

    private static IEnumerable<string> Assertions(VerificationQuery query, Func<int, string> x, Func<int, string> y, Func<string[], string> joined)
    {
        string[][] alternatives = [.. query.Alternatives
            .Select(a => a.Select(c => $"({c.Sign} {y(c.Output)} {Float32.Decimal(c.Bound)})").ToArray())];
        IEnumerable<string> box = query.Box.Sides
            .SelectMany((s, k) => new[] { $"(>= {x(k)} {Float32.Decimal(s.Low)})", $"(<= {x(k)} {Float32.Decimal(s.High)})" });
        return box.Concat(alternatives is [var only] ? only : [$"(or {string.Join(' ', alternatives.Select(joined))})"]).Select(a => $"(assert {a})");
    }
}
