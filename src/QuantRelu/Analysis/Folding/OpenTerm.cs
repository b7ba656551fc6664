namespace QuantRelu.Analysis.Folding;

/// <summary>A term whose weight is chosen per copy: the weight in a slot, times a multiplier, times a value.</summary>
/// <typeparam name="T">The kind of number.</typeparam>
internal readonly record struct OpenTerm<T>(int Slot, int Value, T Multiplier)
    where T : struct
{
    /// <summary>The number that stands for the constant 1 among the values.</summary>
    public const int One = -1;
}
