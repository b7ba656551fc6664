using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using QuantRelu.Circuits;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Interpolation;

/// <summary>A table of slope changes before its digits are set: the topology, its counts and its bound.</summary>
public sealed class SlopesPlan : NetworkPlan
{
    private const int BytesPerWeight = 400;
    private readonly SlopesParameters _parameters;
    private readonly SlopesNetwork _network;
    private readonly PlaneDigits _digits;
    private readonly SobolevEstimate _norm;
    private readonly Lazy<(OpenNetwork Open, ImmutableArray<StoredDigit> Stored)> _open;

    internal SlopesPlan(
        Construction construction, NetworkRequest request, SlopesNetwork network, PlaneDigits digits, SobolevEstimate norm)
        : base(construction, request)
    {
        (_parameters, _network, _digits, _norm) = (network.Parameters, network, digits, norm);
        _open = new(Open);
        Provenance = Describe();
    }

    /// <inheritdoc/>
    public override Network Topology => _open.Value.Open.Topology;

    /// <inheritdoc/>
    public override Provenance Provenance { get; }

    /// <inheritdoc/>
    public override BigInteger LeastWeights => IsPlain ? _network.Plan.Weights : Counts!.Weights;

    /// <inheritdoc/>
    public override int? Depth => IsPlain ? _network.Plan.Depth : Counts!.Depth;

    /// <inheritdoc/>
    public override Codebook? Codebook => Request.Family.IsFree ? base.Codebook : Request.Family.At(1);

    /// <inheritdoc/>
    public override Rational? LeadingWeights => IsPlain ? (Rational)(_parameters.Cells * (_parameters.Digits + 3)) : null;

    /// <inheritdoc/>
    public override BigInteger Memory => (BigInteger)_network.Plan.Weights * BytesPerWeight;

    /// <summary>Sets the digits of f(0), of the slope of the first cell and of every slope change.</summary>
    /// <inheritdoc/>
    /// <exception cref="TargetException">The target is not finite at a node, or exceeds the norm that was found of it.</exception>
    public override ConstructedNetwork Build(IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        (OpenNetwork open, ImmutableArray<StoredDigit> stored) = _open.Value;
        var coefficients = new BigInteger[_parameters.Cells + 1];
        BigInteger before = default, last = default;
        var rounding = new NodalRounding(Request.Target, _parameters.Step);
        for (long j = 0; j <= _parameters.Cells; j++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            BigInteger value = NodalRounding.Round(rounding.At(Rational.Create(j, _parameters.Cells)), Parity(j));
            coefficients[j] = j == 0 ? value : j == 1 ? value - last : value - (2 * last) + before;
            Check(coefficients[j], j);
            (before, last) = (last, value);
            progress?.Report((double)j / _parameters.Cells);
        }

        SwitchBank bank = open.Bank(PlannedCircuit.Bank);
        PlaneDigits digits = _digits.In(open.Topology.Codebook);
        var codes = new ushort[checked((int)bank.Codes)];
        for (int i = 0; i < stored.Length; i++)
        {
            StoredDigit digit = stored[i];
            digits.Write(coefficients[digit.Coefficient], DigitsOf(digit.Coefficient), digit.Digit, codes.AsSpan(i * _digits.Slots, _digits.Slots));
        }

        ImmutableArray<ushort> all = ImmutableCollectionsMarshal.AsImmutableArray(codes);
        return new ConstructedNetwork(open.With(new Dictionary<string, ImmutableArray<ushort>> { [PlannedCircuit.Bank] = all }), Provenance);
    }

    // 1, 0, 0, 1, 1, 0, 0, 1, 1, ...: v_{j+1} - v_{j-1} is odd, and so is v_1 - v_0.
    private static int Parity(long j) => ((j + 3) / 2) % 2 == 0 ? 0 : 1;

    private int DigitsOf(long coefficient) => coefficient switch
    {
        0 => _parameters.ValueDigits,
        1 => _parameters.SlopeDigits,
        _ => _parameters.Digits,
    };

    private void Check(BigInteger coefficient, long j)
    {
        if (BigInteger.Abs(coefficient) > BigInteger.One << (_parameters.LogBase * DigitsOf(j)))
        {
            string what = j switch { 0 => "A value", 1 => "The slope", _ => "The curvature" };
            string where = SobolevNorm.Where(Request.Target, [(double)Math.Max(0, j - 1) / _parameters.Cells]);
            throw new TargetException(string.Create(CultureInfo.InvariantCulture,
                $"{what} of {Request.Target.Name} near {where} exceeds the norm {_norm.Norm(2):G4} that is {_norm.Source.Text()} for it."));
        }
    }

    // With ±1/2 as the greatest values a coefficient of h halves is h copies, as the plan counts them.
    private bool IsPlain => _digits.CountsHalves;

    private (OpenNetwork Open, ImmutableArray<StoredDigit> Stored) Open()
    {
        (StagedCircuit circuit, ImmutableArray<StoredDigit> stored) = SlopesCircuit.Of(_network, _digits);
        return (circuit.Open(Request.Family, 1, Request.Family.IsFree ? [-1, 1] : null), stored);
    }

    private Provenance Describe() => Claims(
        smoothness: 2,
        [
            new("N", $"{_parameters.Cells}"),
            new("delta", $"{(Rational)_parameters.Step}"),
            new("t", $"{_parameters.Digits}"),
            new("slopeDigits", $"{_parameters.SlopeDigits}"),
            new("valueDigits", $"{_parameters.ValueDigits}"),
            new("scale", $"{BigInteger.One << _parameters.LogNorm}"),
            new("norm", _norm.Norm(2).ToString("R", CultureInfo.InvariantCulture)),
            new("normSource", _norm.Source.Text()),
        ],
        DirectedRounding.Up(_parameters.Bound(Dyadic.FromDouble(_norm.Peaks[2].Value))
            + (Rational)Dyadic.FromDouble(Math.ScaleB(UnitBall.Excess(_norm.Norm(2), _parameters.LogNorm), _parameters.LogNorm))),
        paperBound: null);
}
