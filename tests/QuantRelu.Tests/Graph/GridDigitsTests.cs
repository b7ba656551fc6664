using CsCheck;
using FluentAssertions;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Tests.Graph;

public class GridDigitsTests
{
    [Fact]
    public void Numbers_count_the_points_with_the_last_axis_fastest() => Gen.Int[1, 4].Array[0, 4].Sample(radices =>
    {
        IEnumerable<long[]> points = [[]];
        foreach (int radix in radices)
        {
            points = points.SelectMany(p => Enumerable.Range(0, radix).Select(digit => (long[])[.. p, digit])).ToArray();
        }

        long m = 0;
        foreach (long[] point in points)
        {
            var digits = new List<(int, long)>();
            foreach ((int, long) digit in new GridDigits(m++, [.. radices.Select(r => (long)r)]))
            {
                digits.Add(digit);
            }

            digits.Should().Equal(point.Index().Reverse());
        }
    }, iter: 50);
}
