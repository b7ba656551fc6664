namespace QuantRelu.Formats.Onnx.Reading;

/// <summary>Operators that arrange elements and change none: Reshape, Flatten, Transpose, Squeeze, Unsqueeze, Gather, Concat, Expand, Shape.</summary>
internal static class ShapeOperators
{
    /// <summary>The value as it is: Identity, and Dropout, which does nothing once a network is trained.</summary>
    public static OnnxValue Same(Operands o) => o.Value(0);

    /// <summary>A length 0 is that of the value, a length -1 what is left.</summary>
    public static OnnxValue Reshape(Operands o)
    {
        OnnxValue value = o.Value(0);
        long[] lengths = [.. o.Integers("shape", 1) ?? throw o.Node.Refused("has no shape")];
        bool keepsZero = o.Node.Integer("allowzero", 0) != 0;
        long known = 1;
        for (int i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] == 0 && !keepsZero)
            {
                lengths[i] = i < value.Shape.Rank ? value.Shape[i] : throw o.Node.Refused($"has the length 0 for axis {i} of {value.Shape.Rank}");
            }

            known = lengths[i] < 0 ? known : Math.Min(known, int.MaxValue) * Math.Min(lengths[i], int.MaxValue);
        }

        int free = Array.IndexOf(lengths, -1);
        if (free >= 0 && known > 0)
        {
            lengths[free] = value.Shape.Count / known;
        }

        return TensorShape.Stored(lengths) is { } shape && shape.Count == value.Shape.Count
            ? value.Reshaped(shape)
            : throw o.Node.Refused($"gives {value.Shape.Count} elements the shape {string.Join("x", lengths.Take(8))}");
    }

    /// <summary>Two axes: all before one of the value's, and all from it on.</summary>
    public static OnnxValue Flatten(Operands o)
    {
        OnnxValue value = o.Value(0);
        int axis = value.Shape.Axis(o.Node, o.Node.Integer("axis", 1), more: 1);
        long before = 1, after = 1;
        for (int a = 0; a < value.Shape.Rank; a++)
        {
            (before, after) = a < axis ? (before * value.Shape[a], after) : (before, after * value.Shape[a]);
        }

        return value.Reshaped(TensorShape.Stored([before, after])!);
    }

    /// <summary>The axes in another order, by default the opposite one.</summary>
    public static OnnxValue Transpose(Operands o)
    {
        OnnxValue value = o.Value(0);
        int rank = value.Shape.Rank;
        IEnumerable<long> told = o.Node.Attribute("perm")?.Integers ?? Enumerable.Range(0, rank).Select(a => (long)(rank - 1 - a));
        int[] order = [.. told.Select(a => value.Shape.Axis(o.Node, a))];
        return order.Length == rank && order.Distinct().Count() == rank
            ? Transposed(o, value, order)
            : throw o.Node.Refused($"has no order of {rank} axes");
    }

    /// <summary>A value with its axes in an order.</summary>
    public static OnnxValue Transposed(Operands o, OnnxValue value, IReadOnlyList<int> order) =>
        value.Select(o.Shape([.. order.Select(a => (long)value.Shape[a])]), value.Shape.Permuted(order));

    /// <summary>Without axes of length 1.</summary>
    public static OnnxValue Squeeze(Operands o)
    {
        OnnxValue value = o.Value(0);
        IEnumerable<int> all = Enumerable.Range(0, value.Shape.Rank);
        HashSet<int> left = [.. o.Integers("axes", 1)?.Select(a => value.Shape.Axis(o.Node, a)) ?? all.Where(a => value.Shape[a] == 1)];
        return left.Any(a => value.Shape[a] != 1)
            ? throw o.Node.Refused("leaves out an axis that is longer than 1")
            : value.Reshaped(o.Shape([.. all.Where(a => !left.Contains(a)).Select(a => (long)value.Shape[a])]));
    }

    /// <summary>With more axes of length 1.</summary>
    public static OnnxValue Unsqueeze(Operands o)
    {
        OnnxValue value = o.Value(0);
        IReadOnlyList<long> axes = o.Integers("axes", 1) ?? throw o.Node.Refused("has no axes");
        HashSet<int> added = [.. axes.Select(a => value.Shape.Axis(o.Node, a, more: axes.Count))];
        if (added.Count != axes.Count)
        {
            throw o.Node.Refused("names an axis twice");
        }

        int next = 0;
        long[] lengths = [.. Enumerable.Range(0, value.Shape.Rank + axes.Count).Select(a => added.Contains(a) ? 1L : value.Shape[next++])];
        return value.Reshaped(o.Shape(lengths));
    }

    /// <summary>Places along an axis.</summary>
    public static OnnxValue Gather(Operands o)
    {
        OnnxValue value = o.Value(0);
        ConstantValue places = o.Constant(1);
        int axis = value.Shape.Rank > 0 ? value.Shape.Axis(o.Node, o.Node.Integer("axis", 0)) : throw o.Node.Refused("reads a value without an axis");
        (int before, int along, int step) = value.Shape.Around(axis);
        TensorShape shape = o.Shape(
            [.. Widened(value.Shape.Lengths[..axis]), .. Widened(places.Shape.Lengths), .. Widened(value.Shape.Lengths[(axis + 1)..])]);
        long[] numbers = [.. places.Integers(o.Node).Select(p => p < 0 ? p + along : p)];
        if (numbers.Any(p => p < 0 || p >= along))
        {
            throw o.Node.Refused($"reads a place outside of the {along} along its axis");
        }

        var selected = new int[shape.Count];
        int i = 0;
        for (int b = 0; b < before; b++)
        {
            foreach (long place in numbers)
            {
                for (int s = 0; s < step; s++)
                {
                    selected[i++] = (((b * along) + (int)place) * step) + s;
                }
            }
        }

        return value.Select(shape, selected);
    }

    /// <summary>Values side by side along an axis.</summary>
    public static OnnxValue Concat(Operands o)
    {
        OnnxValue[] values = [.. Enumerable.Range(0, o.Count).Select(o.Value)];
        TensorShape first = o.Value(0).Shape;
        int axis = first.Axis(o.Node, o.Node.Integer("axis", 0));
        if (first.Rank == 0 || values.Any(v => v.Shape.Rank != first.Rank || Enumerable.Range(0, first.Rank).Any(a => a != axis && v.Shape[a] != first[a])))
        {
            throw o.Node.Refused("joins values whose shapes do not fit");
        }

        long[] lengths = Widened(first.Lengths);
        lengths[axis] = values.Sum(v => (long)v.Shape[axis]);
        TensorShape shape = o.Shape(lengths);
        (int before, _, int step) = first.Around(axis);
        IEnumerable<(OnnxValue Value, int Index)> places = Enumerable.Range(0, before).SelectMany(b => values.SelectMany(v =>
            Enumerable.Range(b * v.Shape[axis] * step, v.Shape[axis] * step).Select(i => (v, i))));
        return values.All(v => v is ConstantValue)
            ? ConstantValue.Of(shape, places.Select(p => ((ConstantValue)p.Value).Numbers[p.Index]))
            : new SumsValue(shape, [.. places.Select(p => p.Value.Sum(p.Index))]);
    }

    /// <summary>Repeated along axes of length 1.</summary>
    public static OnnxValue Expand(Operands o)
    {
        OnnxValue value = o.Value(0);
        TensorShape shape = Broadcast(o, value.Shape, o.Shape(o.Constant(1).Integers(o.Node)));
        return value.Select(shape, value.Shape.Repeated(shape));
    }

    /// <summary>The lengths of the axes, as numbers.</summary>
    public static OnnxValue Shape(Operands o)
    {
        TensorShape shape = o.Value(0).Shape;
        int Bound(string name, int standard) => (int)Math.Clamp(o.Node.Integer(name, standard) is var n && n < 0 ? n + shape.Rank : n, 0, shape.Rank);
        (int start, int end) = (Bound("start", 0), Bound("end", shape.Rank));
        int[] lengths = start < end ? shape.Lengths[start..end].ToArray() : [];
        return ConstantValue.Of(o.Shape(lengths.Length), lengths.Select(n => (Rational)n));
    }

    /// <summary>The shape that both fill when they are repeated along axes of length 1, aligned at their last axes.</summary>
    public static TensorShape Broadcast(Operands o, TensorShape a, TensorShape b)
    {
        var lengths = new long[Math.Max(a.Rank, b.Rank)];
        for (int i = 1; i <= lengths.Length; i++)
        {
            (int m, int n) = (i <= a.Rank ? a[^i] : 1, i <= b.Rank ? b[^i] : 1);
            lengths[^i] = m == n || n == 1 ? m : m == 1 ? n : throw o.Node.Refused($"joins the shapes {a} and {b}, which do not fit");
        }

        return o.Shape(lengths);
    }

    private static long[] Widened(ReadOnlySpan<int> lengths)
    {
        var widened = new long[lengths.Length];
        for (int i = 0; i < lengths.Length; i++)
        {
            widened[i] = lengths[i];
        }

        return widened;
    }
}
