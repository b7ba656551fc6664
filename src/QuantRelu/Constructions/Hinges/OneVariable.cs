using QuantRelu.Targets;

namespace QuantRelu.Constructions.Hinges;

/// <summary>Drafts for a target of one variable.</summary>
internal sealed class OneVariable : IHingeProblem
{
    private const double Inside = 1 - (1.0 / 2048);
    private const int MostKinks = 128;
    private const int LeastLogSamples = 11;
    private const int MostLogSamples = 19;
    private const int MostLogSamplesOfKnotted = 13;
    private const int ManyWeights = 100;
    private const double OddShare = 0.35;
    private readonly Target _target;
    private readonly double _error;
    private readonly int _logSamples;
    private readonly double[] _values;
    private readonly ImmutableArray<ImmutableArray<HingeSource>> _knotted;
    private readonly SortedDictionary<double, double> _more = [];

    // k where the target jumps between the samples k - 1 and k.
    private readonly HashSet<int> _jumps = [];

    /// <summary>Reads the target at equal steps, the more the smaller ε is beside what it varies by.</summary>
    /// <exception cref="TargetException">It is not finite somewhere.</exception>
    public OneVariable(Target target, Rational error)
    {
        _target = target;
        _error = (double)error * (1 - (1.0 / (1 << 30)));
        _knotted = [.. Knotted()];
        int most = FollowsSamples ? MostLogSamplesOfKnotted : MostLogSamples;
        double[] coarse = Read(LeastLogSamples);
        double part = _error / Math.Max(coarse.Max() - coarse.Min(), _error);
        _logSamples = Math.Clamp((int)Math.Ceiling(-Math.Log2(part)), LeastLogSamples, most);
        _values = Read(_logSamples);
        while (_logSamples < most && _values.Zip(_values.Skip(1), (a, b) => Math.Abs(a - b)).Max() > _error / 2)
        {
            _values = Read(++_logSamples);
        }

        IEnumerable<SteepPlace> steep = Steep(_error / 32).OrderByDescending(place => place.Change).Take(MostKinks);
        foreach (SteepPlace jump in steep.Select(place => place.Closer(target)).Where(place => place.Change > _error / 32))
        {
            _jumps.Add((int)Math.Ceiling(Math.ScaleB(jump.To[0], _logSamples)));
            Add(jump.From[0]);
            Add(jump.To[0]);
        }

        if (target.Table is { } table)
        {
            foreach ((Rational x, Rational _) in table.Samples)
            {
                Add((double)target.Domain.ToUnit(0, x));
            }
        }
    }

    /// <inheritdoc/>
    public void Add(params ReadOnlySpan<double> u)
    {
        if (u[0] is >= 0 and <= 1)
        {
            _more[u[0]] = _target.Value(u);
        }
    }

    /// <inheritdoc/>
    public bool MayHold(IntegerNetwork network) => true;

    /// <summary>Where the values at neighbouring steps, however many there are, differ by more than 2ε; null when they do not.</summary>
    public SteepPlace? Steepest()
    {
        double twice = 2 * _error * (1 + (1.0 / (1 << 28)));
        return SteepPlace.Steepest(Steep(twice), _target, twice);
    }

    // Neighbouring steps between which the target changes by more than that.
    private IEnumerable<SteepPlace> Steep(double change) => Enumerable.Range(1, _values.Length - 1)
        .Where(k => Math.Abs(_values[k] - _values[k - 1]) > change)
        .Select(k => new SteepPlace(
            [Math.ScaleB(k - 1, -_logSamples)], [Math.ScaleB(k, -_logSamples)], Math.Abs(_values[k] - _values[k - 1]), IsJump: false));

    /// <inheritdoc/>
    public double Greatest => _values.Max(Math.Abs);

    /// <inheritdoc/>
    public bool Varies => _values.Max() - _values.Min() > 2.000001 * _error;

    /// <summary>The corridor with all places.</summary>
    public Corridor Corridor => Corridor.Around(_logSamples, _values, _error, _more.Select(m => (m.Key, m.Value)), _jumps);

    /// <inheritdoc/>
    public SearchPoints Points()
    {
        int log = _error > 0.005 ? 8 : 9;
        double[] values = [.. Enumerable.Range(0, (1 << log) + 1).Select(k => _values[k << (_logSamples - log)])];
        IEnumerable<(double, double)> more = Kinks().Concat(_more.Select(m => (m.Key, m.Value)));
        int steps = 1 << (_logSamples - log);
        HashSet<int> jumps = [.. _jumps.Select(k => (k + steps - 1) / steps)];
        return new SearchPoints(_error, [.. Corridor.Around(log, values, _error * Inside, more, jumps).Places.Select(p => (new[] { p.Z }, p.Low, p.High))]);
    }

    // Samples where the target bends by more than a small part of the error.
    private IEnumerable<(double U, double Value)> Kinks() => Enumerable.Range(1, _values.Length - 2)
        .Where(k => Math.Abs(_values[k - 1] - (2 * _values[k]) + _values[k + 1]) > _error / 32)
        .Take(MostKinks).Select(k => (Math.ScaleB(k, -_logSamples), _values[k]));

    /// <inheritdoc/>
    public ImmutableArray<HingeDraft> Drafts(HingeLimits limits, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var drafts = new List<HingeDraft>();
        ImmutableArray<FoldChoice> choices = FoldChoice.Of(Corridor);
        for (int c = 0; c < choices.Length; c++)
        {
            ImmutableArray<FoldStage> folds = choices[c].Stages();
            HingeSource Source(HingeFunction f) => new(Direction.Single, folds, f);
            drafts.AddRange(Drafts(choices[c].Corridor, Source, s => HingeLayout.Write([s], limits.MostLayers), limits, cancellationToken));
            progress?.Report((c + 1.0) / (choices.Length + 1));
        }

        drafts.AddRange(KnotDrafts(limits));
        drafts.AddRange(OddDrafts(drafts.Select(d => d.Network.Weights).DefaultIfEmpty(0).Min(), limits, cancellationToken));
        progress?.Report(1);
        return [.. drafts.OrderBy(d => d.Network.Weights).ThenBy(d => d.Network.Depth)];
    }

    /// <summary>Whether there are functions with knots where the samples of a table have them, however steep it is.</summary>
    public bool FollowsSamples => !_knotted.IsEmpty;

    // Knots where the samples have them.
    private IEnumerable<ImmutableArray<HingeSource>> Knotted()
    {
        if (_target.Table is not { } table)
        {
            return [];
        }

        IEnumerable<double> inside = table.Samples.Select(s => (double)_target.Domain.ToUnit(0, s.X)).Where(u => u is > 0 and < 1);
        (double, double)[] samples = [.. inside.Prepend(0).Append(1).Distinct().Select(u => (u, _target.Value([u])))];
        return KnotFit.Of(samples, _error);
    }

    private IEnumerable<HingeDraft> KnotDrafts(HingeLimits limits) => _knotted
        .Select(sources => HingeLayout.Write(sources, limits.MostLayers) is { } network ? new HingeDraft(network, sources) : null)
        .OfType<HingeDraft>();

    // Hinges of one side of a centre of oddness: the second row and what else is held pay where there are many of them.
    private IEnumerable<HingeDraft> OddDrafts(int least, HingeLimits limits, CancellationToken cancellationToken)
    {
        if (least < ManyWeights || OddCentre.Of(Corridor, _error, OddShare * Corridor.Width) is not { } found)
        {
            return [];
        }

        HingeSource Source(HingeFunction f) => new(Direction.Single, [found.Centre.Fold], f) { Odd = found.Centre };
        return Drafts(found.Corridor, Source, s => OddLayout.Write(s, found.Centre, limits.MostLayers), limits, cancellationToken);
    }

    private IEnumerable<HingeDraft> Drafts(
        Corridor corridor, Func<HingeFunction, HingeSource> source, Func<HingeSource, IntegerNetwork?> write, HingeLimits limits,
        CancellationToken cancellationToken) =>
        HingeCandidates.Of(corridor, _error, limits, f => write(source(f)), cancellationToken).Select(c => new HingeDraft(c.Network, [source(c.Function)]));

    private double[] Read(int logSamples) => [.. Enumerable.Range(0, (1 << logSamples) + 1).Select(k =>
    {
        double u = Math.ScaleB(k, -logSamples), value = _target.Value([u]);
        return double.IsFinite(value) ? value : throw new TargetException($"{_target.Name} is not finite at {PlaceText.Of(_target, [u])}.");
    })];
}
