using QuantRelu.Circuits;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>
/// Columns of signs, the only ones over two values: on every piece the path goes up or down by s, whichever ends nearer to f, and errs by at most s.
/// </summary>
/// <remarks>
/// P_k = σ(Σ_j ±½ I_j + ½ y_h - ½ b_o), k = hL + o, y_h = 2Hσ(z/ℓ - hL), b_o = (2o+1)H: Hσ(z/ℓ - k - (1-σ_k)/2) with the sign σ_k of the open cell. With
/// s_k = (-1)^k σ_k, Σ_k (-1)^k P_k = (H/2)(z/ℓ + Σ_k s_k ρ_k), ρ_k = min(max(z/ℓ - k, 0), 1).
/// </remarks>
internal sealed record SignColumns : ColumnKind
{
    private SignColumns()
    {
    }

    /// <summary>The kind.</summary>
    public static SignColumns Instance { get; } = new();

    /// <inheritdoc/>
    public override int Pieces => 1;

    /// <inheritdoc/>
    public override Rational PathError => 1;

    /// <inheritdoc/>
    public override int LogScale => 0;

    /// <inheritdoc/>
    public override int Delay => 0;

    /// <inheritdoc/>
    public override int LogConstants(CrossbarParameters parameters) => 0;

    /// <inheritdoc/>
    public override int SmallWeights => 0;

    /// <inheritdoc/>
    public override (CodebookFamily Family, int Precision) Values(CodebookFamily asked) => (asked, 1);

    /// <inheritdoc/>
    public override double Estimate(CrossbarParameters parameters) => 3 * parameters.AllColumns;

    /// <inheritdoc/>
    public override ColumnPlan? Plan(CrossbarFrame frame, PlannedUnit leaves, PlannedUnit z, KnownSums sums) => new SignColumnPlan(frame, leaves, z);

    /// <inheritdoc/>
    public override IPathWriter Writer(Codebook codebook) => new SignWriter(codebook.SwitchOf(SwitchKind.Sign));

    private sealed class SignWriter(SwitchCodes sign) : IPathWriter
    {
        private readonly ushort _minus = (ushort)sign[-1][0];
        private readonly ushort _plus = (ushort)sign[1][0];

        public PathWord Next(int column, double height, KnotsOutwards knots)
        {
            double value = knots.At(1);
            bool up = value >= height;
            height += up ? 1 : -1;
            return new PathWord(up == (column % 2 == 0) ? _plus : _minus, height, Math.Abs(value - height), 1);
        }
    }
}
