using QuantRelu.Constructions;

namespace QuantRelu.Cli.Tests;

/// <summary>A construction that plans until it is disposed of, whatever it is told, and cancels a command as soon as it is asked.</summary>
internal sealed class DeafConstruction(CancellationTokenSource command) : Construction, IDisposable
{
    private readonly ManualResetEventSlim _released = new();
    private volatile bool _isPlanning;

    /// <summary>Whether it was asked and has not answered.</summary>
    public bool IsPlanning => _isPlanning;

    public override string Name => "deaf";

    public override Structure Structure => Structure.Independent;

    public override string Summary => "Nothing, which takes for ever.";

    public override ImmutableArray<ConstructionParameter> Parameters => [];

    public override ImmutableArray<int> Orders { get; } = [1];

    public void Dispose() => _released.Set();

    protected override NetworkPlan? Find(NetworkRequest request, out Misfit? misfit, CancellationToken cancellationToken)
    {
        _isPlanning = true;
        command.Cancel();
        _released.Wait(CancellationToken.None);
        _isPlanning = false;
        misfit = new Misfit("It fits nothing.");
        return null;
    }
}
