namespace QuantRelu.Formats.Onnx.Reading;

/// <summary>Operators that make hidden units, Relu, LeakyRelu and Clip to 0:6, and Constant.</summary>
internal static class UnitOperators
{
    /// <summary>The stored value.</summary>
    public static OnnxValue Constant(Operands o)
    {
        if (o.Node.Attribute("value")?.Tensor is { } tensor)
        {
            return tensor.ToConstant();
        }

        if (o.Node.Attribute("value_int")?.Integer is { } integer)
        {
            return ConstantValue.Of(o.Shape(), [Dyadic.Create(integer, 0)]);
        }

        if (o.Node.Attribute("value_ints")?.Integers is { } integers)
        {
            return ConstantValue.Of(o.Shape(integers.Count), integers.Select(n => (Rational)Dyadic.Create(n, 0)));
        }

        if (o.Node.Attribute("value_float") is not null)
        {
            return ConstantValue.Of(o.Shape(), [o.Node.Single("value_float", 0)]);
        }

        return o.Node.Attribute("value_floats")?.Singles is { } singles && singles.All(float.IsFinite)
            ? ConstantValue.Of(o.Shape(singles.Length), singles.Select(x => (Rational)Dyadic.FromDouble(x)))
            : throw o.Node.Refused("has no value that is read");
    }

    /// <summary>The units of an activation: max(z, 0), or what a negative z is multiplied with, or at most 6; what is constant stays so.</summary>
    public static OnnxValue Activated(Operands o) => o.Value(0) switch
    {
        SumsValue value => new SumsValue(value.Shape, o.Units.Activated(value.Sums)),
        ConstantValue constant => Applied(o, constant, o.Units.Activation),
        _ => throw o.Node.Refused("is not read"),
    };

    /// <summary>What an operator applies to each element; null for an operator that is no activation.</summary>
    /// <param name="node">The operator.</param>
    /// <param name="constant">The value of a constant that it may read.</param>
    /// <exception cref="NetworkFormatException">It is an activation that no network here has.</exception>
    public static Activation? Of(OnnxNode node, Func<string, ConstantValue?> constant) => node.Operator switch
    {
        "Relu" => Activation.Relu,
        "LeakyRelu" => Leaky(node, node.Single("alpha", 0.01f)),
        "Clip" => Clip(node, constant),
        _ => null,
    };

    private static Activation Leaky(OnnxNode node, Rational slope) => slope.IsZero ? Activation.Relu
        : slope.Sign > 0 && slope < 1 ? Activation.LeakyRelu(slope)
        : throw node.Refused($"has the slope {slope.ToShortString()}; one of at least 0 and below 1 is read");

    private static Activation Clip(OnnxNode node, Func<string, ConstantValue?> constant)
    {
        Rational? End(string attribute, int index)
        {
            if (node.Attribute(attribute) is not null)
            {
                return node.Single(attribute, 0);
            }

            string? name = node.Inputs.ElementAtOrDefault(index);
            return string.IsNullOrEmpty(name) ? null : constant(name) is { Shape.Count: 1 } end ? end.Numbers[0]
                : throw node.Refused("has an end that is no stored number");
        }

        return (End("min", 1), End("max", 2)) switch
        {
            ({ IsZero: true }, null) => Activation.Relu,
            ({ IsZero: true }, { } most) when most == Activation.Relu6.Ceiling => Activation.Relu6,
            _ => throw node.Refused("is read with the ends 0 and 6 alone, as ReLU-6"),
        };
    }

    private static ConstantValue Applied(Operands o, ConstantValue constant, Activation activation)
    {
        o.Budget.Take(constant.Shape.Count);
        return ConstantValue.Of(constant.Shape, Enumerable.Range(0, constant.Shape.Count).Select(i => activation.Apply(constant.Numbers[i])));
    }
}
