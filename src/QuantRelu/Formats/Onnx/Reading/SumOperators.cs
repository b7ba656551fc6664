namespace QuantRelu.Formats.Onnx.Reading;

/// <summary>Operators that are affine in what depends on the input: Gemm, MatMul, Add, Sub, Mul, Div, Neg, Sum, ReduceSum.</summary>
internal static class SumOperators
{
    /// <summary>a + b.</summary>
    public static OnnxValue Add(Operands o) => Added(o, o.Value(0), 1, o.Value(1));

    /// <summary>a - b.</summary>
    public static OnnxValue Subtract(Operands o) => Added(o, o.Value(0), -1, o.Value(1));

    /// <summary>-a.</summary>
    public static OnnxValue Negate(Operands o) => Added(o, ConstantValue.Of(o.Shape(), [default]), -1, o.Value(0));

    /// <summary>a + b + ...</summary>
    public static OnnxValue Sum(Operands o) => Enumerable.Range(1, Math.Max(0, o.Count - 1)).Aggregate(o.Value(0), (sum, i) => Added(o, sum, 1, o.Value(i)));

    /// <summary>a·b, one of which is a constant.</summary>
    public static OnnxValue Multiply(Operands o)
    {
        (OnnxValue value, OnnxValue factors) = o.Value(0) is ConstantValue ? (o.Value(1), o.Value(0)) : (o.Value(0), o.Value(1));
        return Scaled(o, value, factors as ConstantValue ?? throw o.Node.Refused("multiplies two values that both depend on the input"), factor => factor);
    }

    /// <summary>a/b with a constant b.</summary>
    public static OnnxValue Divide(Operands o) => Scaled(o, o.Value(0), o.Constant(1), divisor =>
        divisor.IsZero ? throw o.Node.Refused("divides by 0") : 1 / divisor);

    /// <summary>Sums along axes.</summary>
    public static OnnxValue ReduceSum(Operands o)
    {
        OnnxValue value = o.Value(0);
        HashSet<int> axes = [.. o.Integers("axes", 1)?.Select(a => value.Shape.Axis(o.Node, a)) ?? Enumerable.Range(0, value.Shape.Rank)];
        bool keeps = o.Node.Integer("keepdims", 1) != 0;
        int[] all = [.. Enumerable.Range(0, value.Shape.Rank)], kept = [.. all.Where(a => !axes.Contains(a))];
        int[] places = value.Shape.Permuted([.. kept, .. axes]);
        TensorShape shape = o.Shape([.. (keeps ? all : kept).Select(a => axes.Contains(a) ? 1L : value.Shape[a])]);
        int each = shape.Count == 0 ? 0 : value.Shape.Count / shape.Count;
        return Of(o, shape, value is ConstantValue, i =>
            UnitSum.Combined([.. Enumerable.Range(i * each, each).Select(p => ((Rational)1, value.Sum(places[p])))], default, o.Budget));
    }

    /// <summary>α·A·B + β·C, A and B perhaps transposed.</summary>
    public static OnnxValue Gemm(Operands o)
    {
        OnnxValue left = Matrix(o, 0), right = Matrix(o, 1);
        bool turnsLeft = o.Node.Integer("transA", 0) != 0, turnsRight = o.Node.Integer("transB", 0) != 0;
        Rational alpha = o.Node.Single("alpha", 1), beta = o.Node.Single("beta", 1);
        if (left is ConstantValue)
        {
            // (AB)ᵀ = BᵀAᵀ, so that the constant matrix stands on the right and is never turned.
            OnnxValue turned = Product(o, Turned(o, right, !turnsRight), (ConstantValue)left, !turnsLeft, alpha);
            return Biased(o, Turned(o, turned, true), beta);
        }

        ConstantValue matrix = right as ConstantValue ?? throw o.Node.Refused("multiplies two values that both depend on the input");
        return Biased(o, Product(o, Turned(o, left, turnsLeft), matrix, turnsRight, alpha), beta);
    }

    /// <summary>A·B, one of which is a constant matrix or row; leading axes of the other stay.</summary>
    public static OnnxValue MatMul(Operands o)
    {
        OnnxValue left = o.Value(0), right = o.Value(1);
        if (right is ConstantValue { Shape.Rank: 1 or 2 } matrix && left.Shape.Rank > 0)
        {
            OnnxValue product = Product(o, left, AsMatrix(o, matrix, isRow: false), false, 1);
            return matrix.Shape.Rank == 2 ? product : product.Reshaped(o.Shape(Leading(product.Shape, 1)));
        }

        if (left is ConstantValue { Shape.Rank: 1 or 2 } factor && right.Shape.Rank is 1 or 2)
        {
            OnnxValue product = Product(o, right.Shape.Rank == 2 ? Turned(o, right, true) : right, AsMatrix(o, factor, isRow: true), true, 1);
            OnnxValue turned = right.Shape.Rank == 2 ? Turned(o, product, true) : product;
            return factor.Shape.Rank == 2 ? turned : turned.Reshaped(o.Shape([.. Leading(turned.Shape, 0).Skip(1)]));
        }

        throw o.Node.Refused(left is SumsValue && right is SumsValue ? "multiplies two values that both depend on the input"
            : $"multiplies the shapes {left.Shape} and {right.Shape}, which is not read");
    }

    private static long[] Leading(TensorShape shape, int without) => [.. shape.Lengths[..^without].ToArray().Select(n => (long)n)];

    private static ConstantValue AsMatrix(Operands o, ConstantValue value, bool isRow) => value.Shape.Rank == 2 ? value
        : (ConstantValue)value.Reshaped(isRow ? o.Shape(1, value.Shape.Count) : o.Shape(value.Shape.Count, 1));

    private static OnnxValue Matrix(Operands o, int index) => o.Value(index) is { Shape.Rank: 2 } value
        ? value
        : throw o.Node.Refused($"has an input {index + 1} of the shape {o.Value(index).Shape}, which is no matrix");

    private static OnnxValue Turned(Operands o, OnnxValue value, bool turns) => turns ? ShapeOperators.Transposed(o, value, [1, 0]) : value;

    private static OnnxValue Biased(Operands o, OnnxValue product, Rational beta) => o.Optional(2) is not { } bias ? product
        : ShapeOperators.Broadcast(o, product.Shape, bias.Shape).Count == product.Shape.Count ? Added(o, product, beta, bias)
        : throw o.Node.Refused($"adds the shape {bias.Shape} to {product.Shape}");

    // Rows of the last axis times a matrix [k, n], or its transpose, stored as [n, k]. Zeros cost nothing but a look.
    private static OnnxValue Product(Operands o, OnnxValue left, ConstantValue matrix, bool turned, Rational alpha)
    {
        (int k, int n) = turned ? (matrix.Shape[1], matrix.Shape[0]) : (matrix.Shape[0], matrix.Shape[1]);
        if (left.Shape[^1] != k)
        {
            throw o.Node.Refused($"multiplies {left.Shape[^1]} values by {k} rows");
        }

        TensorShape shape = o.Shape([.. Leading(left.Shape, 1), n]);
        int rows = n == 0 ? 0 : shape.Count / n;
        var sums = new UnitSum[shape.Count];
        var column = new List<(int Row, Rational Weight)>();
        for (int j = 0; j < n; j++)
        {
            column.Clear();
            for (int i = 0; i < k; i++)
            {
                int place = turned ? (j * k) + i : (i * n) + j;
                if (!matrix.Numbers.IsZero(place))
                {
                    column.Add((i, alpha * matrix.Numbers[place]));
                }
            }

            for (int row = 0; row < rows; row++)
            {
                o.Budget.Take(column.Count);
                int start = row * k;
                sums[(row * n) + j] = UnitSum.Combined([.. column.Select(c => (c.Weight, left.Sum(start + c.Row)))], default, o.Budget);
            }
        }

        return Of(o, shape, left is ConstantValue, i => sums[i]);
    }

    // a + factor·b.
    private static OnnxValue Added(Operands o, OnnxValue a, Rational factor, OnnxValue b)
    {
        TensorShape shape = ShapeOperators.Broadcast(o, a.Shape, b.Shape);
        int[] ofA = a.Shape.Repeated(shape), ofB = b.Shape.Repeated(shape);
        return Of(o, shape, a is ConstantValue && b is ConstantValue, i =>
            UnitSum.Combined([(1, a.Sum(ofA[i])), (factor, b.Sum(ofB[i]))], default, o.Budget));
    }

    private static OnnxValue Scaled(Operands o, OnnxValue value, ConstantValue factors, Func<Rational, Rational> factor)
    {
        TensorShape shape = ShapeOperators.Broadcast(o, value.Shape, factors.Shape);
        int[] places = value.Shape.Repeated(shape), ofFactor = factors.Shape.Repeated(shape);
        return Of(o, shape, value is ConstantValue, i =>
            UnitSum.Combined([(factor(factors.Numbers[ofFactor[i]]), value.Sum(places[i]))], default, o.Budget));
    }

    private static OnnxValue Of(Operands o, TensorShape shape, bool isConstant, Func<int, UnitSum> sum)
    {
        o.Budget.Take(shape.Count);
        return isConstant
            ? ConstantValue.Of(shape, Enumerable.Range(0, shape.Count).Select(i => sum(i).Constant))
            : new SumsValue(shape, [.. Enumerable.Range(0, shape.Count).Select(sum)]);
    }
}
