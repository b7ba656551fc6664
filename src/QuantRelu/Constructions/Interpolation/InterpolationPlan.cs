using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using QuantRelu.Circuits;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Interpolation;

/// <summary>An interpolation before its digits are set: the topology, its counts and its bound.</summary>
public abstract class InterpolationPlan : NetworkPlan
{
    private const int BytesPerWeight = 400;
    private readonly InterpolationNetwork _network;
    private readonly PlaneDigits _digits;
    private readonly SobolevEstimate _norm;
    private readonly Lazy<(OpenNetwork Open, ImmutableArray<StoredDigit> Stored)> _open;
    private readonly Lazy<Provenance> _claims;

    private protected InterpolationPlan(
        Construction construction, NetworkRequest request, InterpolationNetwork network, PlaneDigits digits, SobolevEstimate norm)
        : base(construction, request)
    {
        (_network, _digits, _norm) = (network, digits, norm);
        _open = new(Open);
        _claims = new(Describe);
    }

    /// <inheritdoc/>
    public override Network Topology => _open.Value.Open.Topology;

    /// <inheritdoc/>
    public override Provenance Provenance => _claims.Value;

    /// <inheritdoc/>
    public override BigInteger LeastWeights => IsPlain ? _network.Plan.Weights : Counts!.Weights;

    /// <inheritdoc/>
    public override int? Depth => IsPlain ? _network.Plan.Depth : Counts!.Depth;

    /// <inheritdoc/>
    public override Codebook? Codebook => Request.Family.IsFree ? base.Codebook : Request.Family.At(1);

    /// <inheritdoc/>
    public override Rational? LeadingWeights => IsPlain ? (Rational)Leading : null;

    /// <inheritdoc/>
    public override BigInteger Memory => (BigInteger)_network.Plan.Weights * BytesPerWeight;

    /// <summary>Sets the digits of every coefficient.</summary>
    /// <inheritdoc/>
    /// <exception cref="TargetException">The target is not finite at a node, or exceeds the norm that was found of it.</exception>
    public override ConstructedNetwork Build(IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        (OpenNetwork open, ImmutableArray<StoredDigit> stored) = _open.Value;
        BigInteger[] coefficients = Coefficients(progress, cancellationToken);
        PlaneDigits digits = _digits.In(open.Topology.Codebook);
        var codes = new ushort[checked((int)open.Bank(PlannedCircuit.Bank).Codes)];
        for (int i = 0; i < stored.Length; i++)
        {
            (int coefficient, int digit) = stored[i];
            digits.Write(coefficients[coefficient], DigitsOf(coefficient), digit, codes.AsSpan(i * _digits.Slots, _digits.Slots));
        }

        ImmutableArray<ushort> all = ImmutableCollectionsMarshal.AsImmutableArray(codes);
        return new ConstructedNetwork(open.With(new Dictionary<string, ImmutableArray<ushort>> { [PlannedCircuit.Bank] = all }), Provenance);
    }

    /// <summary>The leading terms over {-1/2, 1/2}.</summary>
    private protected abstract long Leading { get; }

    /// <summary>The parameters that are the construction's own, as reports show them.</summary>
    private protected abstract IEnumerable<KeyValuePair<string, string>> Reported();

    /// <summary>The odd numbers whose digits are stored, each of no more digits than <see cref="DigitsOf"/> says.</summary>
    private protected abstract BigInteger[] Coefficients(IProgress<double>? progress, CancellationToken cancellationToken);

    /// <summary>How many digits a coefficient has.</summary>
    private protected abstract int DigitsOf(int coefficient);

    /// <summary>Ends the build where a coefficient has more digits than a function of the class can make it have.</summary>
    /// <param name="value">The coefficient.</param>
    /// <param name="coefficient">Its number.</param>
    /// <param name="what">What is too great then.</param>
    /// <param name="u">Near which point.</param>
    /// <exception cref="TargetException">It has.</exception>
    private protected void Check(BigInteger value, int coefficient, string what, double[] u)
    {
        if (BigInteger.Abs(value) > BigInteger.One << (_network.Parameters.LogBase * DigitsOf(coefficient)))
        {
            string where = PlaceText.Of(Request.Target, u);
            throw new TargetException(string.Create(CultureInfo.InvariantCulture,
                $"{what} of {Request.Target.Name} near {where} exceeds the norm {_norm.Norm(2):G4} that is {_norm.Source.Text()} for it."));
        }
    }

    // With ±1/2 as the greatest values a coefficient of h halves is h copies, as the plan counts them.
    private bool IsPlain => _digits.CountsHalves;

    private (OpenNetwork Open, ImmutableArray<StoredDigit> Stored) Open()
    {
        (StagedCircuit circuit, ImmutableArray<StoredDigit> stored) = _network.Circuit(_digits);
        return (circuit.Open(Request.Family, 1, Request.Family.IsFree ? [-1, 1] : null), stored);
    }

    private Provenance Describe()
    {
        int logNorm = _network.Parameters.LogNorm;
        var excess = Dyadic.FromDouble(Math.ScaleB(UnitBall.Excess(_norm.Norm(2), logNorm), logNorm));
        return Claims(
            smoothness: 2,
            [
                .. Reported(),
                new("scale", $"{BigInteger.One << logNorm}"),
                new("norm", _norm.Norm(2).ToString("R", CultureInfo.InvariantCulture)),
                new("normSource", _norm.Source.Text()),
            ],
            DirectedRounding.Up(_network.Parameters.Bound(Dyadic.FromDouble(_norm.Peaks[2].Value)) + (Rational)excess),
            paperBound: null);
    }
}
