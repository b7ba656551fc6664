using QuantRelu.Analysis.Functions;

namespace QuantRelu.Analysis.Ranges;

/// <summary>
/// A unit that is a function of one input of the network, <paramref name="Shape"/>(x_axis) + <paramref name="Constant"/>; without a shape it is a
/// constant.
/// </summary>
internal sealed record AxisFunction(int Axis, PiecewiseLinear? Shape, Rational Constant);

/// <summary>Units as functions of one input of the network, copy by copy, and where such a unit is not 0.</summary>
internal sealed class AxisFunctions
{
    private readonly List<IReadOnlyList<KnownRun>> _stages = [];
    private readonly List<Dictionary<long, AxisFunction?>> _known = [];

    /// <summary>Adds what is known of the next stage; the inputs come first.</summary>
    public void Add(IReadOnlyList<KnownRun> stage)
    {
        _stages.Add(stage);
        _known.Add([]);
    }

    /// <summary>Where unit number <paramref name="unit"/> of a stage, counted from 1, is not 0: outside of the interval it is.</summary>
    /// <param name="stage">0 for the inputs of the network.</param>
    /// <param name="unit">The unit.</param>
    /// <returns>The input and the interval, all numbers for a constant other than 0; null when nothing is known; an empty interval when it is 0
    /// everywhere.</returns>
    public (int Axis, ValueRange Support)? Support(int stage, long unit)
    {
        KnownRun run = Run(stage, unit);
        return run.IsInputs ? ((int)unit, Everywhere) : Support(stage, run, (unit - run.First) / run.Outputs, run.Values[(unit - run.First) % run.Outputs]);
    }

    /// <summary>Where a value of one copy of an array is not 0.</summary>
    public (int Axis, ValueRange Support)? Support(int stage, KnownRun run, long copy, RangedValue value)
    {
        if (value.Shape is null || Inner(stage, run, copy, value) is not { } inner)
        {
            return null;
        }

        if (value.Shape.Support() is not { } support)
        {
            return (inner.Axis, default);
        }

        // The shape is not 0 beyond an end of its domain at which it is not 0.
        ValueRange domain = value.Shape.Domain;
        ValueRange around = new(
            support.Low == domain.Low && !value.Shape.Values[0].IsZero ? support.Low - 1 : support.Low,
            support.High == domain.High && !value.Shape.Values[^1].IsZero ? support.High + 1 : support.High);
        if (inner.Shape is null)
        {
            return (inner.Axis, around.Low < inner.Constant && inner.Constant < around.High ? Everywhere : default);
        }

        return (inner.Axis, inner.Shape.Preimage(around.Plus(-inner.Constant)) ?? default);
    }

    private static ValueRange Everywhere { get; } = new(-1, 2);

    private KnownRun Run(int stage, long unit) => _stages[stage].First(r => unit >= r.First && unit < r.First + (r.Copies * r.Outputs));

    private AxisFunction? Of(int stage, long unit)
    {
        if (!_known[stage].TryGetValue(unit, out AxisFunction? function))
        {
            _known[stage][unit] = function = Compute(stage, unit);
        }

        return function;
    }

    private AxisFunction? Compute(int stage, long unit)
    {
        KnownRun run = Run(stage, unit);
        if (run.IsInputs)
        {
            return new((int)unit, PiecewiseLinear.Identity(ValueRange.Unit), 0);
        }

        RangedValue value = run.Values[(unit - run.First) % run.Outputs];
        if (value.Shape is null)
        {
            return value.Range.IsPoint ? new(0, null, value.Range.Low) : null;
        }

        return Inner(stage, run, (unit - run.First) / run.Outputs, value) is not { } inner ? null
            : inner.Shape is null ? new(inner.Axis, null, value.Shape.At(inner.Constant))
            : new(inner.Axis, value.Shape.Of(inner.Shape.Plus(inner.Constant)), 0);
    }

    // The root of a value in one copy.
    private AxisFunction? Inner(int stage, KnownRun run, long copy, RangedValue value)
    {
        if (!value.IsExact || run.Array is null || run.Roots is null)
        {
            return null;
        }

        var sum = new AxisFunction(0, null, 0);
        foreach ((int input, Rational factor) in run.Roots.Form(value.Root).Terms)
        {
            if (input >= run.Array.Block.Inputs || Of(stage - 1, run.Source(input, copy)) is not { } term
                || (term.Shape is not null && sum.Shape is not null && term.Axis != sum.Axis))
            {
                return null;
            }

            PiecewiseLinear? shape = term.Shape is null ? null : factor * term.Shape;
            sum = new(shape is null ? sum.Axis : term.Axis, shape is null ? sum.Shape : sum.Shape is null ? shape : sum.Shape + shape,
                sum.Constant + (factor * term.Constant));
        }

        return sum;
    }
}
