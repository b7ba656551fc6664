using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FluentAssertions;
using Microsoft.ML.OnnxRuntime;
using QuantRelu.Claims;
using QuantRelu.Evaluation;
using QuantRelu.Formats.Onnx;
using QuantRelu.Formats.VnnLib;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;
using QuantRelu.Tests.Formats.Onnx;
using Xunit;

namespace QuantRelu.Tests.Formats.VnnLib;

public class VnnLibExportTests
{
    private static readonly ConstructedNetwork Square = Standalone.Square(3, CodebookFamily.Halves);

    private static string Property(ErrorCell cell, Rational tolerance)
    {
        using var stream = new MemoryStream();
        VnnLibExport.Write(Square, cell, tolerance, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    [Fact]
    public void The_property_is_one_statement_a_line_over_the_cell_and_both_signs()
    {
        string[] lines = Property(ErrorCell.Of(Square, Rational.Create(1, 8), Rational.Create(1, 4)), Rational.Create(1, 256)).TrimEnd().Split('\n');
        lines.Where(l => !l.StartsWith(';')).Should().Equal(
            "(declare-const X_0 Real)",
            "(declare-const Y_0 Real)",
            "(assert (>= X_0 0.125))",
            "(assert (<= X_0 0.25))",
            "(assert (or (and (>= Y_0 0.00390625)) (and (<= Y_0 -0.00390625))))");
        lines.Where(l => l.StartsWith(';')).Should().HaveCount(3).And.OnlyContain(l => l.IndexOf(';', 1) < 0);
    }

    [Fact]
    public void The_model_of_a_cell_is_the_network_less_the_chord_of_its_target()
    {
        // x² on [1/8, 1/4] has the chord 3/8 u - 1/32, which r = 3 steps of squaring meet exactly; on [0, 1/2] the network leaves it.
        foreach ((Rational from, Rational to) in new[] { (Rational.Create(1, 8), Rational.Create(1, 4)), (0, Rational.Create(1, 2)) })
        {
            ErrorLine chord = ErrorCell.Of(Square, from, to).Chord(Square);
            chord.Should().Be(new ErrorLine(-(from * to), from + to));
            using var stream = new MemoryStream();
            OnnxExport.Write(Square, stream, line: chord);
            using InferenceSession session = OnnxRun.Load(stream.ToArray());
            for (int k = 0; k <= 16; k++)
            {
                Rational u = from + (Rational.Create(k, 16) * (to - from));
                Rational error = ExactEvaluator.Evaluate(Square.Network, [u])[0] - chord.Constant - (chord.Slope * u);
                ((double)OnnxRun.Evaluate(session, [[u]])[0]).Should().Be((double)error);
            }
        }
    }

    [Fact]
    public void A_tolerance_is_written_exactly_or_to_forty_digits()
    {
        string bound = Regex.Match(Property(ErrorCell.Of(Square, 0, 1), Rational.Create(1, 3)), @"\(>= Y_0 ([^)]+)\)").Groups[1].Value;
        bound.Should().Be("0." + new string('3', 40));
        decimal.Parse(bound, CultureInfo.InvariantCulture).Should().BeGreaterThan(0.3333m);
        VnnLibExport.Claim(Square).Should().Be(Rational.Create(1, 256));
    }

    [Fact]
    public void Cells_outside_of_the_unit_interval_and_networks_of_two_inputs_are_refused()
    {
        ((Action)(() => ErrorCell.Of(Square, Rational.Create(1, 2), Rational.Create(1, 2)))).Should().Throw<ArgumentException>().WithMessage("The cell 1/2:1/2*");
        ((Action)(() => ErrorCell.Of(Square, 0, 2))).Should().Throw<ArgumentException>().WithMessage("The cell 0:2*");
        ((Action)(() => ErrorCell.Of(Standalone.Multiply(2, CodebookFamily.Halves), 0, 1))).Should().Throw<ArgumentException>().WithMessage("*not 2 and 1*");
        ((Action)(() => Property(ErrorCell.Of(Square, 0, 1), 0))).Should().Throw<ArgumentOutOfRangeException>();
    }
}
