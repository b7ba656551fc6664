using CsCheck;
using FluentAssertions;
using QuantRelu.Certification;
using QuantRelu.Formats.Certificates;
using QuantRelu.Targets;
using QuantRelu.Tests.Certification;
using QuantRelu.Tests.Numerics;
using Xunit;

namespace QuantRelu.Tests.Formats.Certificates;

public class CertificateCellTests
{
    /// <summary>Sums of kinks at rational points, some inside of each other.</summary>
    private static readonly Gen<string> Kinked = Gen.Select(Gen.Int[-5, 5], Gen.Int[0, 9], Gen.Int[1, 9], Gen.Int[0, 3]).Select((a, b, c, form) => form switch
    {
        0 => $"abs({c}*x-{b}/7)+{a}*x",
        1 => $"max(0,min(1,2-abs({3 * c}*x-{b})))",
        2 => $"min({a}*x,{b}/9-x,abs(abs(x-1/3)-1/{c + 2}))",
        _ => $"max(abs(x-1/2),{b}/10)*{a}-min(x,1/{c})/3",
    });

    [Fact]
    public void Kinks_along_straight_lines_are_cut_and_on_every_cell_the_formula_is_the_target_exactly() =>
        Gen.Select(RandomNetworks.OfHalves, Kinked).Sample((network, text) =>
        {
            Expression formula = Target.Parse(text, 1).Expression!;
            CertificateCell[] cells = [.. CertificateCell.Of(network, formula, 1000)];
            bool covers = cells[0].Piece.From.IsZero && cells[^1].Piece.To == 1 && cells.Zip(cells.Skip(1)).All(p => p.First.Piece.To == p.Second.Piece.From);
            return covers && cells.All(c => c.Piece.From < c.Piece.To && Points(c.Piece).All(u => c.Line!.Value.At(u) == Exactly(formula, u)));
        }, iter: 200);

    [Fact]
    public void The_cells_of_a_hat_and_its_network_are_the_same_lines()
    {
        CertifiedClaim hat = Claims.Hat(2, 2);
        CertificateCell[] cells = [.. CertificateCell.Of(hat.Network, hat.Formula, 100)];
        cells.Should().HaveCount(6, "the middle piece is cut at the kink of |x - 1/2|").And.OnlyContain(c =>
            c.Line == new StraightLine(c.Piece.Constant, c.Piece.Slope));
    }

    [Fact]
    public void More_cells_than_allowed_are_refused_with_the_limit()
    {
        Action write = () => Claims.Square(r: 70).Sollya();
        write.Should().Throw<ExportLimitException>().WithMessage("The network has more than 10,000 linear pieces,*");
    }

    private static Rational[] Points(LinearPiece p) => [p.From, p.To, (p.From + p.To) / 2];

    // The value of a formula of + - * / abs min max, exactly.
    private static Rational Exactly(Expression formula, Rational u) => formula.Evaluate(RationalAlgebra.Instance, [u]);
}
