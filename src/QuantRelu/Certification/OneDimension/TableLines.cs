using QuantRelu.Targets;

namespace QuantRelu.Certification.OneDimension;

/// <summary>A line A + B u, exactly and in doubles.</summary>
internal readonly record struct Line(Rational Constant, Rational Slope)
{
    private readonly double _constant = (double)Constant;
    private readonly double _slope = (double)Slope;

    /// <summary>A bound for every value on [0, 1].</summary>
    public double Size => Math.Abs(_constant) + Math.Abs(_slope);

    /// <summary>The value at a double u in [0, 1], within 2^-50 of the size for a u that is off by 2^-51.</summary>
    public double Near(double u) => _constant + (_slope * u);

    /// <summary>The value.</summary>
    public Rational At(Rational u) => Constant + (Slope * u);
}

/// <summary>A table of samples as lines in u ∈ [0, 1], constant beyond the first and the last sample.</summary>
internal sealed class TableLines
{
    /// <summary>The lines of a table seen from a domain.</summary>
    public TableLines(SampleTable table, Domain domain)
    {
        (Rational U, Rational Y)[] knots = [.. table.Samples.Select(s => (domain.ToUnit(0, s.X), s.Y))];
        var ends = new List<Breakpoint>();
        var lines = new List<Line>();
        void Add(Rational to, Line line)
        {
            if (to.Sign > 0 && (ends.Count == 0 || ends[^1].Exact < 1))
            {
                Rational end = to < 1 ? to : 1;
                ends.Add(new Breakpoint(end.Numerator, end.Denominator));
                lines.Add(line);
            }
        }

        Add(knots[0].U, new Line(knots[0].Y, 0));
        foreach (((Rational U, Rational Y) left, (Rational U, Rational Y) right) in knots.Zip(knots.Skip(1)))
        {
            Rational slope = (right.Y - left.Y) / (right.U - left.U);
            Add(right.U, new Line(left.Y - (slope * left.U), slope));
        }

        Add(knots[^1].U < 1 ? 1 : 0, new Line(knots[^1].Y, 0));
        (Ends, Lines) = (ends, lines);
    }

    /// <summary>The upper end of each line's cell; the last one is 1.</summary>
    public IReadOnlyList<Breakpoint> Ends { get; }

    /// <summary>The lines, from left to right.</summary>
    public IReadOnlyList<Line> Lines { get; }
}
