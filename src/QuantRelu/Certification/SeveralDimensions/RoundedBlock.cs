using QuantRelu.Analysis.Roots;

namespace QuantRelu.Certification.SeveralDimensions;

/// <summary>An exact number as a double, and a bound for what it is rounded by.</summary>
internal readonly record struct Weight(double Value, double Error)
{
    /// <summary>Rounds a number.</summary>
    public static Weight Of(Rational value)
    {
        double nearest = (double)value;
        return new Weight(nearest, Dyadic.FromDouble(nearest) == value ? 0 : Math.Abs(nearest) * PolynomialModel.Epsilon);
    }

    /// <summary>The product; what it rounds is covered too.</summary>
    public Weight Times(Weight other) => new(
        Value * other.Value,
        ((Math.Abs(Value) * other.Error) + (Math.Abs(other.Value) * Error) + (Error * other.Error)
            + (Math.Abs(Value * other.Value) * PolynomialModel.Epsilon)) * (1 + (4 * PolynomialModel.Epsilon)));
}

/// <summary>A root Σ c_i b_i of base values.</summary>
internal sealed record RoundedRoot(IReadOnlyList<(int Base, Weight Weight)> Terms);

/// <summary>F(t) for the value t of a root; a line Slope·t + Offset when there is no function.</summary>
internal sealed record RoundedFunction(int Root, EnclosedFunction? Function, Weight Slope, Weight Offset)
{
    /// <summary>Rounds a function; equal ones are one.</summary>
    public static RoundedFunction Of(RootFunction exact, FunctionTable table) => exact.Function.IsStraight
        ? new(exact.Root, null, Weight.Of(exact.Function.Slope), Weight.Of(exact.Function.At(0)))
        : new(exact.Root, table.Of(exact.Function), default, default);
}

/// <summary>The weights that a copy's codes decide, each times a multiplier, of one value; of the constant 1 when there is no value.</summary>
internal sealed record RoundedOpenValue(RoundedFunction? Value, IReadOnlyList<(int Slot, Weight Multiplier)> Factors);

/// <summary>Σ F_j(t_j) + constant + open terms.</summary>
internal sealed record RoundedRow(IReadOnlyList<RoundedFunction> Functions, Weight Constant, IReadOnlyList<RoundedOpenValue> Open)
{
    /// <summary>Rounds a row.</summary>
    public static RoundedRow Of(RootRow exact, FunctionTable table) => new(
        [.. exact.Functions.Select(f => RoundedFunction.Of(f, table))],
        Weight.Of(exact.Constant),
        [.. exact.Open.Select(o => new RoundedOpenValue(
            o.Value is { } value ? RoundedFunction.Of(value, table) : null,
            [.. o.Factors.Select(f => (f.Slot, Weight.Of(f.Multiplier)))]))]);
}

/// <summary>The functions of a block in doubles, with what they are rounded by.</summary>
/// <param name="Roots">The forms that functions are of.</param>
/// <param name="Bases">The base values behind the inputs.</param>
/// <param name="Outputs">The outputs.</param>
internal sealed record RoundedBlock(IReadOnlyList<RoundedRoot> Roots, IReadOnlyList<RoundedRow> Bases, IReadOnlyList<RoundedRow> Outputs)
{
    /// <summary>True when a base value reads codes, so that copies share nothing.</summary>
    public bool HasOpenBases { get; } = Bases.Any(row => row.Open.Count > 0);

    /// <summary>Rounds a block.</summary>
    public static RoundedBlock Of(BlockFunctions exact, FunctionTable table) => new(
        [.. exact.Roots.Select(root => new RoundedRoot([.. root.Terms.Select(t => (t.Key, Weight.Of(t.Value)))]))],
        [.. exact.Bases.Select(row => RoundedRow.Of(row, table))],
        [.. exact.Outputs.Select(row => RoundedRow.Of(row, table))]);
}
