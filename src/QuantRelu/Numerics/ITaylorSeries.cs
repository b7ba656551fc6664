namespace QuantRelu.Numerics;

/// <summary>A function of one variable that knows its Taylor coefficients over any kind of number.</summary>
internal interface ITaylorSeries
{
    /// <summary>D^j f(a)/j! for j = 0, ..., <paramref name="order"/>; over a set they enclose those at all its numbers.</summary>
    /// <exception cref="NotSupportedException">The algebra has no comparison.</exception>
    T[] Coefficients<T>(IAlgebra<T> algebra, T at, int order);

    /// <summary>Whether so many digits cancel near a number that doubles are too few.</summary>
    bool CancelsAt(double a);
}
