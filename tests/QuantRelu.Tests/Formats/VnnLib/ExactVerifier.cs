using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using QuantRelu.Tests.Formats.Onnx;

namespace QuantRelu.Tests.Formats.VnnLib;

/// <summary>
/// A verifier for networks with one output: it reads a model of Gemm and Relu and a property from their bytes alone and decides in exact arithmetic
/// whether some point satisfies the property. An interval on which a unit has two signs is halved at its root, so that in the end every output is a line,
/// whose greatest and least values are at the ends.
/// </summary>
internal sealed class ExactVerifier
{
    private readonly (Rational[] Biases, (int Column, Rational Weight)[][] Rows)[] _layers;

    public ExactVerifier(byte[] model)
    {
        ProtoFields graph = new ProtoFields(model).Messages(7).Single();
        OnnxNode[] nodes = [.. graph.Messages(1).Select(n => new OnnxNode(n))];
        if (nodes.Where((n, i) => n.Operation != (i % 2 == 0 ? "Gemm" : "Relu")).Any() || nodes.Any(n => n.Operation == "Gemm" && n.Flags["transB"] != 1))
        {
            throw new FormatException("The model is not Gemm and Relu in turn.");
        }

        Dictionary<string, ProtoFields> tensors = graph.Messages(5).ToDictionary(t => t.Text(8));
        _layers = [.. nodes.Where(n => n.Operation == "Gemm").Select(n => (Values(tensors[n.Inputs[2]]), Rows(tensors[n.Inputs[1]])))];
    }

    /// <summary>The layers of weights.</summary>
    public int Depth => _layers.Length;

    /// <summary>The output at an input of one or several numbers.</summary>
    public Rational Evaluate(params IEnumerable<Rational> u)
    {
        Rational[] values = [.. u];
        for (int l = 0; l < _layers.Length; l++)
        {
            Rational[] sums = Sums(l, values);
            values = l == _layers.Length - 1 ? sums : Positive(sums);
        }

        return values.Single();
    }

    /// <summary>What the units of a layer are before rectification, of the values of the layer before.</summary>
    public Rational[] Sums(int layer, Rational[] values) =>
        [.. _layers[layer].Rows.Zip(
            _layers[layer].Biases, (row, bias) => row.Aggregate(bias, (sum, c) => values[c.Column].IsZero ? sum : sum + (c.Weight * values[c.Column])))];

    /// <summary>The values of a layer after rectification.</summary>
    public static Rational[] Positive(Rational[] sums) => [.. sums.Select(z => z.Sign > 0 ? z : 0)];

    /// <summary>A point that satisfies the property of one input, null when there is none.</summary>
    public Rational? Counterexample(VnnLibProperty property)
    {
        var open = new Stack<(Rational From, Rational To)>([property.Input]);
        while (open.TryPop(out (Rational From, Rational To) part))
        {
            if (Bend(part.From, part.To) is { } bend)
            {
                open.Push((bend, part.To));
                open.Push((part.From, bend));
                continue;
            }

            foreach (Rational u in new[] { part.From, part.To })
            {
                if (property.Holds(u, Evaluate(u)))
                {
                    return u;
                }
            }
        }

        return null;
    }

    // Where a unit of the first layer that bends changes its sign; null when none does.
    private Rational? Bend(Rational from, Rational to)
    {
        (Rational[] left, Rational[] right) = ([from], [to]);
        for (int l = 0; l < _layers.Length - 1; l++)
        {
            (left, right) = (Sums(l, left), Sums(l, right));
            if (left.Zip(right).FirstOrDefault(z => z.First.Sign * z.Second.Sign < 0) is { First.Sign: not 0 } z)
            {
                return from + ((to - from) * z.First / (z.First - z.Second));
            }

            (left, right) = (Positive(left), Positive(right));
        }

        return null;
    }

    /// <summary>The statements of SMT-LIB, in real numbers, by which y is the output at x0, x1, ...</summary>
    public string ToSmtLib(int inputs)
    {
        var text = new StringBuilder("(set-logic QF_LRA)\n(declare-const y Real)\n");
        text.AppendJoin('\n', Enumerable.Range(0, inputs).Select(k => $"(declare-const x{k} Real)")).Append('\n');
        string[] values = [.. Enumerable.Range(0, inputs).Select(k => $"x{k}")];
        for (int l = 0; l < Depth; l++)
        {
            string[] sums = [.. _layers[l].Rows.Zip(_layers[l].Biases, (row, bias) =>
                $"(+ 0.0 {string.Join(' ', row.Select(c => $"(* {Smt(c.Weight)} {values[c.Column]})"))} {Smt(bias)})")];
            values = [.. sums.Select((_, i) => l == Depth - 1 ? "y" : $"v{l}_{i}")];
            foreach ((string value, string sum) in values.Zip(sums))
            {
                text.Append(l == Depth - 1 ? $"(assert (= y {sum}))\n" : $"(define-fun {value} () Real (let ((z {sum})) (ite (> z 0.0) z 0.0)))\n");
            }
        }

        return text.ToString();
    }

    /// <summary>A number as SMT-LIB writes it.</summary>
    public static string Smt(Rational value) =>
        $"{(value.Sign < 0 ? "(- " : string.Empty)}(/ {BigInteger.Abs(value.Numerator)}.0 {value.Denominator}.0){(value.Sign < 0 ? ")" : string.Empty)}";

    private static (int, Rational)[][] Rows(ProtoFields matrix)
    {
        long[] shape = [.. matrix.Numbers(1)];
        return [.. Values(matrix).Chunk((int)shape[1]).Select(row => row.Select((w, k) => (k, w)).Where(c => !c.w.IsZero).ToArray())];
    }

    private static Rational[] Values(ProtoFields tensor)
    {
        byte[] bytes = tensor.Bytes(9);
        return [.. Enumerable.Range(0, bytes.Length / sizeof(float))
            .Select(i => (Rational)Dyadic.FromDouble(BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)))))];
    }
}
