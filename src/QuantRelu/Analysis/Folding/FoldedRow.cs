using QuantRelu.Analysis.Collapsed;
using QuantRelu.Analysis.Functions;

namespace QuantRelu.Analysis.Folding;

/// <summary>
/// An affine form Σ_i c_i v_i + b in the values of a block, its inputs first and then its kinks, plus terms that a copy's
/// codes decide.
/// </summary>
/// <param name="Linear">Σ_i c_i v_i.</param>
/// <param name="Constant">b.</param>
/// <param name="Open">The terms that a copy's codes decide.</param>
internal sealed record FoldedRow(LinearSum Linear, Rational Constant, IReadOnlyList<OpenTerm<Rational>> Open)
{
    /// <summary>The form 0.</summary>
    public static FoldedRow Zero { get; } = new(LinearSum.Zero, 0, []);

    /// <summary>The same text for the same form.</summary>
    public string Key => $"{Linear.Key} + {Constant} | {string.Join(" + ", Open.Select(t => $"{t.Multiplier}*s{t.Slot}*v{t.Value}"))}";

    /// <summary>True when the form is at least 0 wherever all values are: no rectification changes it.</summary>
    public bool IsNonnegative => Open.Count == 0 && Constant.Sign >= 0 && Linear.Terms.Values.All(c => c.Sign > 0);

    /// <summary>True when the form is at most 0 wherever all values are at least 0: rectification leaves nothing.</summary>
    public bool IsNonpositive => Open.Count == 0 && Constant.Sign <= 0 && Linear.Terms.Values.All(c => c.Sign < 0);

    /// <summary>The form that is one value.</summary>
    public static FoldedRow Of(int value) => new(LinearSum.Of(value), 0, []);

    /// <summary>The sum of a unit, the units that it reads being forms without open terms.</summary>
    public static FoldedRow Of(CollapsedUnit unit, IReadOnlyList<FoldedRow> before) => new(
        LinearSum.Of(unit.Terms.Select(t => (t.Coefficient, before[t.Source].Linear))),
        unit.Terms.Aggregate(unit.Bias, (sum, t) => sum + (t.Coefficient * before[t.Source].Constant)),
        [.. unit.Terms.SelectMany(t => t.Slots.SelectMany(slot => Chosen(slot, before[t.Source])))]);

    // The weight in a slot times a form.
    private static IEnumerable<OpenTerm<Rational>> Chosen(int slot, FoldedRow form)
    {
        IEnumerable<OpenTerm<Rational>> terms = form.Linear.Terms.Select(t => new OpenTerm<Rational>(slot, t.Key, t.Value));
        return form.Constant.IsZero ? terms : terms.Append(new(slot, OpenTerm<Rational>.One, form.Constant));
    }
}
