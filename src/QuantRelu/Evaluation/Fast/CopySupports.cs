namespace QuantRelu.Evaluation.Fast;

/// <summary>
/// Where on one axis of the unit cube the copies of an array have to be evaluated: for points u with u_c up to Low[k], or from High[k] on, an output of
/// copy k is proved to be 0, as it is rounded, on which all depends that reads the copy.
/// </summary>
/// <param name="Axis">c.</param>
/// <param name="Low">Copy by copy the lower end.</param>
/// <param name="High">Copy by copy the upper end.</param>
internal sealed record CopySupports(int Axis, double[] Low, double[] High)
{
    /// <summary>True when the ends ascend, so that the copies for an interval follow each other.</summary>
    public bool Ascends { get; } = IsSorted(Low) && IsSorted(High);

    private static bool IsSorted(double[] numbers)
    {
        for (int i = 1; i < numbers.Length; i++)
        {
            if (numbers[i] < numbers[i - 1])
            {
                return false;
            }
        }

        return true;
    }
}
