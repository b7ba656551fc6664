using System.Numerics;
using QuantRelu.Circuits;
using QuantRelu.Constructions;
using QuantRelu.Targets;

namespace QuantRelu.Cli.Tests;

/// <summary>
/// A construction from outside of the library, in one file: the constant 1/2, for targets of Lipschitz constant L ≤ 2ε with f = 1/2 in the
/// middle of their domain, which then are within dL/2 ≤ ε of it.
/// </summary>
internal sealed class MiddleConstruction : Construction
{
    public override string Name => "middle";

    public override Structure Structure => Structure.Independent;

    public override string Summary => "One constant, for targets that hardly change.";

    public override ImmutableArray<ConstructionParameter> Parameters { get; } = [new("c", "the constant that stands for the target")];

    public override ImmutableArray<int> Orders { get; } = [1];

    protected override NetworkPlan? Find(NetworkRequest request, out Misfit? misfit, CancellationToken cancellationToken)
    {
        misfit = SobolevNorm.TryFind(request.Target, 1, out SobolevEstimate? norm, out NormFailure? failure)
            ? norm.Peaks[1].Value * request.Target.Dimension / 2 <= (double)request.Error ? null
                : new Misfit("A constant is too far from a target that changes so much.")
            : new Misfit(failure.Message);
        return misfit is null ? new Plan(this, request, norm!.Peaks[1].Value) : null;
    }

    private new sealed class Plan : NetworkPlan
    {
        public Plan(MiddleConstruction construction, NetworkRequest request, double slope)
            : base(construction, request)
        {
            var circuit = new Circuit(request.Target.Dimension);
            Topology = StagedCircuit.Single(circuit, [Dyadic.Half]).Realize(request.Family, precision: 1);
            Provenance = Claims(smoothness: 1, [new("c", "1/2")], slope * request.Target.Dimension / 2, paperBound: null);
        }

        public override Provenance Provenance { get; }

        public override Network Topology { get; }

        public override BigInteger LeastWeights => Counts!.Weights;

        public override BigInteger Memory => 0;

        public override ConstructedNetwork Build(IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
            new(Topology, Provenance);
    }
}
